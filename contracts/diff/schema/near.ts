import type { Json } from '../../clauses/json.ts';
import { numbersOf } from './numbers.ts';
import type { Pair } from './pair.ts';
import { distinct, largestObject, listOf, longestList, objectOf, type Samples, samplesOfProperty } from './samples.ts';
import { elementOf, pointersTo, type Shape, shapeOf } from './shape.ts';
import { longestText, textsOf } from './texts.ts';
import { viewAt } from './view.ts';

/** Values of the other side, and of what one side must not be: what is not in the samples of `from` for lack of a rule. */
export function aside({ from, to }: Pair, samples: Samples): Json[] {
  const inner = ['not', 'if', 'contains'].flatMap((keyword) =>
    [from, to].flatMap((view) => pointersTo(view, keyword).flatMap((at) => samples(viewAt(view.source, at)))),
  );
  return [...samples(to), ...inner];
}

/** Whether a bound has moved so far out that a value which shows it would be too large to make. */
export function isBeyondReach({ from, to }: Pair): boolean {
  const [own, other] = [shapeOf(from), shapeOf(to)];
  const limits = [
    ['length', longestText],
    ['items', longestList],
    ['properties', largestObject],
  ] as const;
  return limits.some(([of, limit]) => {
    const least = own.least[of] ?? 0;
    const most = other.most[of];
    const isLower = least < (other.least[of] ?? 0);
    const isHigher = most !== undefined && most < (own.most[of] ?? Number.POSITIVE_INFINITY);
    return (isLower && least > limit) || (isHigher && most + 1 > limit);
  });
}

/** Values of the place itself, without regard to what is inside of them. */
export function valuesAt({ from, to }: Pair, samples: Samples): Json[] {
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
    items === undefined || items >= longestList ? [] : [items - 1, items, items + 1],
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
    count === undefined || count >= largestObject ? [] : [count - 1, count, count + 1],
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
