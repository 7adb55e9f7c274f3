import type { ErrorObject } from 'ajv';
import { below, type Json, steps, valueAt } from '../../clauses/json.ts';
import { anyProperty, element, type Pair } from './pair.ts';
import { alternativesOf, elementOf, matches, propertyOf, shapeOf } from './shape.ts';
import { validatorFor } from './validator.ts';
import type { View } from './view.ts';

/** What has refused a value: a keyword at a place; `member` is the property that is missing or too much. */
export type Blame = {
  place: readonly string[];
  /** JSON pointer into the value that was refused. */
  path: string;
  keyword: string;
  member: string | null;
  /** The outermost place on the way there that only one of the two speaks of; `null`: both speak of all. */
  alone: readonly string[] | null;
};

/** `near`: where in each document the place stands, or the nearest around it. */
export type Reason = { blame: Blame; pair: Pair; near: { from: string | null; to: string | null } };

const combining = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains', 'propertyNames']);

/** The same demand under several keywords. */
const families: Record<string, string> = {
  exclusiveMinimum: 'minimum',
  exclusiveMaximum: 'maximum',
  const: 'enum',
  unevaluatedProperties: 'additionalProperties',
  minContains: 'contains',
  maxContains: 'contains',
};

/** The errors that are not merely the inside of another one, as places and keywords. */
function blamesOf(errors: readonly ErrorObject[], value: unknown, pair: Pair): Blame[] {
  const outer: ErrorObject[] = [];
  const combined = new Set<string>();
  // What has failed inside comes before the keyword that combines it.
  for (const error of errors.toReversed()) {
    if (!placesAround(error.instancePath).some((path) => combined.has(path))) outer.push(error);
    if (combining.has(error.keyword)) combined.add(error.instancePath);
  }
  return outer.toReversed().map(({ keyword, instancePath, params }): Blame => {
    const place = placeOf(value, steps(instancePath), pair);
    const member = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
    return {
      place,
      path: instancePath,
      keyword: families[keyword] ?? keyword,
      member: typeof member === 'string' ? member : null,
      alone: aloneOn(place, pair),
    };
  });
}

/** Pointers to a place and to all that it is in. */
function placesAround(path: string): string[] {
  return path.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
}

/** Steps into a value, any element of a list under one name, and so any property that no document names. */
function placeOf(value: unknown, path: readonly string[], pair: Pair): string[] {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  const inner = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  const general = Array.isArray(value) ? element : generalStep(step, pair);
  return [general, ...placeOf(inner, rest, insideBoth(pair, [general]))];
}

/** A property as a step of a place: one that has its schema as any other property has, for not being named, is any. */
export function generalStep(name: string, { from, to }: Pair): string {
  const isNamed = [from, to].some((view) => {
    const { names, namePatterns } = shapeOf(view);
    return names.includes(name) || namePatterns.some((pattern) => matches(pattern, name));
  });
  return isNamed || [from, to].every((view) => propertyOf(view, name).parts.length === 0) ? name : anyProperty;
}

function aloneOn(place: readonly string[], pair: Pair): readonly string[] | null {
  const isAlone = (length: number) => {
    const { from, to } = insideBoth(pair, place.slice(0, length));
    return (from.parts.length === 0) !== (to.parts.length === 0);
  };
  const length = place.findIndex((_, index) => isAlone(index + 1));
  return length < 0 ? null : place.slice(0, length + 1);
}

/** What is to blame that `pair.to` refuses a value which `pair.from` takes, and what both say of that place. */
export function reasonsFor(errors: readonly ErrorObject[], value: Json, pair: Pair): Reason[] {
  return blamesOf(errors, value, pair).map((blame) => {
    const here = insideBoth(pair, blame.place);
    const near = { from: nearest(pair.from, blame.place), to: nearest(pair.to, blame.place) };
    const inner = finer(blame, valueAt(value, blame.path), here);
    if (inner === undefined) return { blame: settled(blame, here), pair: here, near };
    return { ...inner, near: { from: inner.near.from ?? near.from, to: inner.near.to ?? near.to } };
  });
}

/** Which name a property has that no document speaks of is all the same. */
function settled(blame: Blame, { from, to }: Pair): Blame {
  const { keyword, member } = blame;
  if (keyword !== 'additionalProperties' || member === null) return blame;
  return [from, to].some((view) => shapeOf(view).names.includes(member)) ? blame : { ...blame, member: null };
}

/**
 * Of a choice the validator only says that all of it failed. Where both documents have as many alternatives, what refuses
 * the value is the counterpart of the one that takes it.
 */
function finer(blame: Blame, value: Json | undefined, { from, to }: Pair): Reason | undefined {
  if ((blame.keyword !== 'anyOf' && blame.keyword !== 'oneOf') || value === undefined) return undefined;
  const [ways, others] = [alternativesOf(from), alternativesOf(to)];
  if (ways.length !== others.length) return undefined;
  const takes = ways.findIndex((way) => validatorFor(withoutChoices(way), 'json', 'annotated')(value).length === 0);
  const [way, other] = [ways[takes], others[takes]];
  if (way === undefined || other === undefined) return undefined;
  const pair = { from: withoutChoices(way), to: withoutChoices(other) };
  const [first] = reasonsFor(validatorFor(pair.to, 'json', 'annotated')(value), value, pair);
  // An alternative of another type is another alternative.
  if (first === undefined || (first.blame.keyword === 'type' && first.blame.place.length === 0)) return undefined;
  const alone = first.blame.alone === null ? null : [...blame.place, ...first.blame.alone];
  return { ...first, blame: { ...first.blame, place: [...blame.place, ...first.blame.place], alone } };
}

/** What an alternative says without the choice that it is one of. */
function withoutChoices(view: View): View {
  const isChoice = (pointer: string) =>
    ['oneOf', 'anyOf', 'if'].some((keyword) => view.chosen.includes(below(pointer, keyword)));
  return { ...view, parts: view.parts.filter(({ pointer }) => !isChoice(pointer)) };
}

export function blameKey({ place, keyword, member }: Blame): string {
  return JSON.stringify([place, keyword, member]);
}

/** What a view says of a place further inside. */
export function insideOf(view: View, place: readonly string[]): View {
  return place.reduce((inner, step) => (step === element ? elementOf(inner, 0) : propertyOf(inner, step)), view);
}

/** Where a place stands, or the nearest around it that is spoken of. */
export function nearest(root: View, place: readonly string[]): string | null {
  const at = insideOf(root, place).parts[0]?.pointer;
  return at ?? (place.length === 0 ? null : nearest(root, place.slice(0, -1)));
}

function insideBoth({ from, to }: Pair, place: readonly string[]): Pair {
  return { from: insideOf(from, place), to: insideOf(to, place) };
}

/** `cc[].email`, as a person writes it; empty for the whole. */
export function nameOf(place: readonly string[]): string {
  return place.reduce((name, step) => (step === element ? `${name}[]` : name === '' ? step : `${name}.${step}`), '');
}
