import type { Json } from '../../clauses/json.ts';
import { numbersOf } from './numbers.ts';
import {
  alternativesOf,
  canonical,
  elementOf,
  isSame,
  pointersTo,
  propertyOf,
  type Shape,
  shapeOf,
  type TypeName,
} from './shape.ts';
import { textsOf } from './texts.ts';
import { validatorFor } from './validator.ts';
import { keyOf, type Source, type View, viewAt } from './view.ts';

/** A property that no document has. */
export const extraName = 'sendproofExtra';

/** Values that a view allows, small ones, one at least of every type and every alternative where that can be found. */
export type Samples = (view: View) => readonly Json[];

/** Samples of one value are made once, and those of a schema that holds itself end. */
export function openSamples(): Samples {
  const bySource = new Map<Source, Map<string, readonly Json[]>>();
  const samples: Samples = (view) => {
    const known = bySource.get(view.source) ?? new Map<string, readonly Json[]>();
    bySource.set(view.source, known);
    const key = keyOf(view);
    const before = known.get(key);
    if (before !== undefined) return before;
    // A value that must hold another of its kind does not exist; one that may is made without.
    known.set(key, []);
    const made = make(view, samples);
    known.set(key, made);
    return made;
  };
  return samples;
}

const most = 24;

/** Keywords that samples are made without regard to. */
const hard = ['oneOf', 'anyOf', 'not', 'if', 'enum', 'contains', 'propertyNames', 'dependentSchemas', 'format'];

function make(view: View, samples: Samples): Json[] {
  const alternatives = alternativesOf(view);
  const branched = alternatives.length > 1 || alternatives[0] !== view;
  const made = branched
    ? alternatives.flatMap((one) => samples(one).slice(0, 6))
    : [...typed(view, samples), ...besideNot(view, samples)];
  const isHard = view.parts.some(({ keywords }) => hard.some((keyword) => keywords[keyword] !== undefined));
  const right = isHard ? made.filter(checkOf(view)) : made;
  return distinct(right).slice(0, most);
}

function checkOf(view: View): (value: Json) => boolean {
  const validate = validatorFor(view, 'json', 'strict');
  return (value) => validate(value).length === 0;
}

function typed(view: View, samples: Samples): Json[] {
  const shape = shapeOf(view);
  if (shape.values !== undefined) return [...shape.values];
  return shape.types.flatMap((type) => ofType(type, shape, view, samples));
}

/** Values just beyond the bounds of what must not hold. */
function besideNot(view: View, samples: Samples): Json[] {
  const shape = shapeOf(view);
  const excluded = pointersTo(view, 'not').map((pointer) => shapeOf(viewAt(view.source, pointer)));
  const sizes = (of: 'length' | 'items') =>
    excluded.flatMap(({ least, most }) => [(least[of] ?? 0) - 1, (most[of] ?? -1) + 1]).filter((size) => size >= 0);
  const texts = shape.types.includes('string') ? sizes('length').flatMap((size) => textsOf(shape, size)) : [];
  const lists = shape.types.includes('array') ? sizes('items').map((size) => listOf(view, size, samples)) : [];
  return [
    ...texts,
    ...lists.filter((list) => list !== undefined),
    ...(excluded.length > 0 ? numbersOf(shape, excluded) : []),
  ];
}

function ofType(type: TypeName, shape: Shape, view: View, samples: Samples): Json[] {
  switch (type) {
    case 'null':
      return [null];
    case 'boolean':
      return [false, true];
    case 'integer':
      return numbersOf({ ...shape, types: ['integer'] }, []).slice(0, 3);
    case 'number':
      return numbersOf(shape, []).slice(0, 4);
    case 'string':
      return textsOf(shape);
    case 'array':
      return [listOf(view, shape.least.items ?? 0, samples), listOf(view, (shape.least.items ?? 0) + 1, samples)]
        .filter((list) => list !== undefined && list.length <= (shape.most.items ?? list.length))
        .flatMap((list) => (list === undefined ? [] : [list]));
    case 'object': {
      const least = objectOf(view, shape, samples);
      return least === undefined ? [] : [least];
    }
  }
}

/** Greater values are not made: no bound above these is tried. */
export const longestList = 10_000;
export const largestObject = 1_000;

/** A list of some length; `undefined` when an element cannot be made, or not as many different ones. */
export function listOf(view: View, length: number, samples: Samples): Json[] | undefined {
  if (length > longestList) return undefined;
  const shape = shapeOf(view);
  const held = pointersTo(view, 'contains').flatMap((pointer) => samples(viewAt(view.source, pointer)).slice(0, 1));
  const list: Json[] = [...held];
  while (list.length < length) {
    const item = elementOf(view, list.length);
    const choices = item.parts.length === 0 ? [list.length] : samples(item);
    const next = shape.unique
      ? (choices.find((one) => !list.some((other) => isSame(one, other))) ?? another(item, list))
      : choices[0];
    if (next === undefined) return undefined;
    list.push(next);
  }
  return list;
}

/** An element that is not in the list yet, when the samples are used up. */
function another(item: View, list: readonly Json[]): Json | undefined {
  const shape = shapeOf(item);
  if (shape.types.includes('string') && shape.values === undefined)
    return textsOf(shape, (shape.least.length ?? 0) + list.length + 1)[0];
  return shape.types.includes('integer') && shape.values === undefined
    ? (shape.least.number ?? 0) + list.length
    : undefined;
}

/** The smallest object: with what is required, and with as many more properties as are asked for. */
export function objectOf(view: View, shape: Shape, samples: Samples): { [key: string]: Json } | undefined {
  if ((shape.least.properties ?? 0) > largestObject) return undefined;
  const names = [...shape.required];
  // A set grows while it is walked: what is needed may need more.
  for (const name of names)
    for (const [needing, needs] of shape.dependent)
      if (needing === name) names.push(...needs.filter((one) => !names.includes(one)));
  const others = [...shape.names.filter((name) => !names.includes(name)), ...extras(shape.least.properties ?? 0)];
  const entries: [string, Json][] = [];
  for (const name of [...names, ...others]) {
    if (entries.length >= Math.max(names.length, shape.least.properties ?? 0)) break;
    const [value] = samplesOfProperty(view, name, samples);
    if (value !== undefined) entries.push([name, value]);
    else if (names.includes(name)) return undefined;
  }
  return Object.fromEntries(entries);
}

/** A property that nothing is said of may be anything. */
export function samplesOfProperty(view: View, name: string, samples: Samples): readonly Json[] {
  const inner = propertyOf(view, name);
  return inner.parts.length === 0 ? ['a', 0, null] : samples(inner);
}

export function extras(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? extraName : `${extraName}${index + 1}`));
}

export function distinct(values: readonly Json[]): Json[] {
  return [...new Map(values.map((value) => [canonical(value), value])).values()];
}
