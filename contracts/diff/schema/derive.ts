import { isObject, type Json } from '../../clauses/json.ts';
import { areAlike } from './closure.ts';
import { numbersOf } from './numbers.ts';
import { distinct, extraName, extras, listOf, objectOf, type Samples, samplesOfProperty } from './samples.ts';
import { alternativesOf, elementOf, pointersTo, propertyOf, type Shape, shapeOf } from './shape.ts';
import { textsOf } from './texts.ts';
import { keyOf, type View, viewAt } from './view.ts';

/** Two views of the same place: `from` should take the values that are looked for, and `to` refuse them. */
export type Pair = { from: View; to: View };

/** The step that stands for any element of a list. */
export const element = '[]';

/** Values past this number are left to the search. */
const mostCandidates = 4_000;

/**
 * Values that `from` may take and `to` may refuse, each as small as its kind allows: at every place and for every keyword
 * the values on both sides of what the keyword of one or the other allows. Whether they do so, a validator says.
 */
export function candidatesOf(pair: Pair, samples: Samples): Json[] {
  const walk = (here: Pair, above: readonly string[]): Json[] => {
    if (areAlike(here.from, here.to)) return [];
    const key = `${keyOf(here.from)} | ${keyOf(here.to)}`;
    // A schema that holds itself is followed once.
    if (above.includes(key)) return [];
    const seen = [...above, key];
    const [ways, others] = [alternativesOf(here.from), alternativesOf(here.to)];
    const isChoice = ways[0] !== here.from || others[0] !== here.to;
    const inner = isChoice
      ? paired(ways, others).flatMap((one) => walk(one, seen))
      : [
          ...valuesAt(here, samples),
          ...properties(here, samples, (one) => walk(one, seen)),
          ...elements(here, samples, (one) => walk(one, seen)),
        ];
    return distinct([...samples(here.from), ...aside(here, samples), ...inner]).slice(0, mostCandidates);
  };
  return walk(pair, []);
}

/** Alternatives of the same rank first, then each with each. */
function paired(ways: readonly View[], others: readonly View[]): Pair[] {
  const all = ways.flatMap((from, rank) => others.map((to, other) => ({ from, to, distance: Math.abs(rank - other) })));
  return all.toSorted((a, b) => a.distance - b.distance).slice(0, 36);
}

/** Values of the other side, and of what one side must not be: what is not in the samples of `from` for lack of a rule. */
function aside({ from, to }: Pair, samples: Samples): Json[] {
  const inner = ['not', 'if', 'contains'].flatMap((keyword) =>
    [from, to].flatMap((view) => pointersTo(view, keyword).flatMap((at) => samples(viewAt(view.source, at)))),
  );
  return [...samples(to), ...inner];
}

/** Values of the place itself, without regard to what is inside of them. */
function valuesAt({ from, to }: Pair, samples: Samples): Json[] {
  const [own, other] = [shapeOf(from), shapeOf(to)];
  const values = own.values ?? [];
  const texts = own.types.includes('string') ? textsNear(own, other) : [];
  const numbers = own.types.some((type) => type === 'number' || type === 'integer') ? numbersOf(own, [other]) : [];
  const lists = own.types.includes('array') ? listsNear({ from, to }, own, other, samples) : [];
  const objects = own.types.includes('object') ? objectsNear({ from, to }, own, other, samples) : [];
  return distinct([...values, ...(other.values ?? []), ...texts, ...numbers, ...lists, ...objects]);
}

function textsNear(own: Shape, other: Shape): string[] {
  const lengths = [other.least, other.most, own.least, own.most].flatMap(({ length }) =>
    length === undefined ? [] : [length - 1, length, length + 1],
  );
  const plain = ['', 'a', 'A', '0', '-1', 'true', ' ', 'a b', 'é', '_', '-', '.', 'abc', 'a'.repeat(40)];
  const exceptPattern = { ...own, patterns: [], formats: [] };
  return [
    ...textsOf(own),
    ...[...new Set(lengths)].flatMap((length) => [...textsOf(own, length), ...textsOf(exceptPattern, length)]),
    ...textsOf({ ...own, patterns: other.patterns }),
    ...plain,
  ];
}

function listsNear({ from, to }: Pair, own: Shape, other: Shape, samples: Samples): Json[] {
  const lengths = [other.least, other.most, own.least, own.most].flatMap(({ items }) =>
    items === undefined || items > 10_000 ? [] : [items - 1, items, items + 1],
  );
  const positions = Array.from({ length: Math.max(own.prefix, other.prefix) + 1 }, (_, index) => index + 1);
  const lists = [...new Set([...lengths, ...positions])]
    .filter((length) => length >= 0)
    .map((length) => listOf(from, length, samples))
    .filter((list) => list !== undefined);
  const [first] = samples(elementOf(from, 0));
  const twice = own.unique === other.unique ? [] : [[first ?? 'a', first ?? 'a']];
  const held = pointersTo(to, 'contains').flatMap((at) => samples(viewAt(to.source, at)).map((one) => [one]));
  return [...lists, ...twice, ...held];
}

function objectsNear({ from, to }: Pair, own: Shape, other: Shape, samples: Samples): Json[] {
  const base = objectOf(from, own, samples);
  if (base === undefined) return [];
  const holding = (name: string, onto: { [key: string]: Json } = base) =>
    samplesOfProperty(from, name, samples)
      .slice(0, 1)
      .map((value) => ({ ...onto, [name]: value }));
  const strange = pointersTo(to, 'propertyNames').length + pointersTo(from, 'propertyNames').length > 0;
  const spellings = strange ? ['a', 'A', '0', '_', 'a b', 'é', 'a-b', 'abcdefghijklmnopqrstuvwxyz0123456789'] : [];
  const needing = [...own.dependent, ...other.dependent].map(([name]) => name);
  const counts = [own.least, own.most, other.least, other.most].flatMap(({ properties: count }) =>
    count === undefined || count > 1_000 ? [] : [count - 1, count, count + 1],
  );
  const counted = counts.map((count) =>
    objectOf(from, { ...own, least: { ...own.least, properties: Math.max(0, count) } }, samples),
  );
  // What one side asks for and the other does not: with all that is asked for, but for one name.
  const asked = [...new Set([...own.required, ...other.required])];
  const lacking = asked.flatMap((name) => {
    const required = asked.filter((one) => one !== name);
    return objectOf(from, { ...own, required }, samples) ?? [];
  });
  return [
    base,
    ...[...spellings, ...needing].flatMap((name) => holding(name)),
    ...counted.flatMap((one) => one ?? []),
    ...lacking,
  ];
}

type Walk = (inner: Pair) => Json[];

/** Objects that are as small as they can be but for one property. */
function properties({ from, to }: Pair, samples: Samples, walk: Walk): Json[] {
  const [own, other] = [shapeOf(from), shapeOf(to)];
  const base = own.types.includes('object') ? objectOf(from, own, samples) : undefined;
  if (base === undefined) return [];
  const drawn = [...own.namePatterns, ...other.namePatterns].flatMap((pattern) =>
    textsOf({ ...shapeOf({ ...from, parts: [] }), patterns: [pattern] }).slice(0, 2),
  );
  const names = new Set([...own.names, ...other.names, ...own.required, ...other.required, ...drawn, ...extras(1), '_']);
  return [...names].flatMap((name) => {
    const inner = { from: propertyOf(from, name), to: propertyOf(to, name) };
    const needed = new Map(own.dependent).get(name) ?? [];
    const around = objectOf(from, { ...own, required: [...new Set([...own.required, ...needed])] }, samples) ?? base;
    return walk(inner).map((one) => ({ ...around, [name]: one }));
  });
}

/** Lists that are as short as they can be but for one element. */
function elements({ from, to }: Pair, samples: Samples, walk: Walk): Json[] {
  const [own, other] = [shapeOf(from), shapeOf(to)];
  if (!own.types.includes('array')) return [];
  const positions = Math.max(own.prefix, other.prefix) + 1;
  return Array.from({ length: positions }, (_, index) => index).flatMap((index) => {
    const around = listOf(from, Math.max(index + 1, own.least.items ?? 0), samples) ?? listOf(from, index, samples) ?? [];
    const inner = { from: elementOf(from, index), to: elementOf(to, index) };
    return walk(inner).map((one) => around.toSpliced(index, 1, one));
  });
}

/** How much of a message a value is: the smaller of two witnesses is the better one. */
export function sizeOf(value: Json | undefined): number {
  if (value === undefined) return 0;
  const plain = JSON.stringify(value).length;
  return isObject(value) && Object.hasOwn(value, extraName) ? plain - extraName.length : plain;
}
