import type { ErrorObject } from 'ajv';
import { below, type Json, steps, valueAt } from '../../clauses/json.ts';
import { element, type Pair } from './pair.ts';
import { alternativesOf, elementOf, propertyOf, shapeOf } from './shape.ts';
import { validatorFor } from './validator.ts';
import type { View } from './view.ts';

/** What has refused a value: a keyword at a place; `member` is the property that is missing or too much. */
export type Blame = {
  place: readonly string[];
  /** JSON pointer into the value that was refused. */
  path: string;
  keyword: string;
  member: string | null;
};

export type Reason = { blame: Blame; pair: Pair };

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
function blamesOf(errors: readonly ErrorObject[], value: unknown): Blame[] {
  const outer = errors.filter(
    ({ instancePath }, at) =>
      !errors.some(
        (other, index) =>
          index > at &&
          combining.has(other.keyword) &&
          (instancePath === other.instancePath || instancePath.startsWith(`${other.instancePath}/`)),
      ),
  );
  return outer.map(({ keyword, instancePath, params }): Blame => {
    const place = placeOf(value, steps(instancePath));
    const member = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
    return {
      place,
      path: instancePath,
      keyword: families[keyword] ?? keyword,
      member: typeof member === 'string' ? member : null,
    };
  });
}

/** Steps into a value, any element of a list under one name. */
function placeOf(value: unknown, path: readonly string[]): string[] {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  const inner = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  return [Array.isArray(value) ? element : step, ...placeOf(inner, rest)];
}

/** What is to blame that `pair.to` refuses a value which `pair.from` takes, and what both say of that place. */
export function reasonsFor(errors: readonly ErrorObject[], value: Json, pair: Pair): Reason[] {
  return blamesOf(errors, value).map((blame) => {
    const here = insideBoth(pair, blame.place);
    return finer(blame, valueAt(value, blame.path), here) ?? { blame: settled(blame, here), pair: here };
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
  return { ...first, blame: { ...first.blame, place: [...blame.place, ...first.blame.place] } };
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

function insideBoth({ from, to }: Pair, place: readonly string[]): Pair {
  return { from: insideOf(from, place), to: insideOf(to, place) };
}

/** `cc[].email`, as a person writes it; empty for the whole. */
export function nameOf(place: readonly string[]): string {
  return place.reduce((name, step) => (step === element ? `${name}[]` : name === '' ? step : `${name}.${step}`), '');
}
