import type { Json } from '../../clauses/json.ts';
import { areAlike } from './alike.ts';
import { blameKey, generalStep, reasonsFor } from './blame.ts';
import { aside, isBeyondReach, valuesAt } from './near.ts';
import { element, type Pair, sizeOf } from './pair.ts';
import { distinct, extras, listOf, objectOf, type Samples } from './samples.ts';
import { alternativesOf, elementOf, propertyOf, shapeOf } from './shape.ts';
import { textsOf } from './texts.ts';
import { validatorFor, type Wire } from './validator.ts';
import { keyOf, type View } from './view.ts';

/** Values to try, and places that differ for which none is known. */
export type Candidates = { values: readonly Json[]; untried: readonly (readonly string[])[] };

/** A place that differs: `wrap` puts a value of it into the smallest message that has the place. */
type Spot = {
  pair: Pair;
  /** What a value of this place must tell apart: the pair itself, or the choice that it is an alternative of. */
  judge: Pair;
  place: readonly string[];
  wrap: (value: Json) => Json;
};

/** Values that are kept for each reason of being refused. */
const keptForReason = 2;

/**
 * Values that `from` may take and `to` may refuse, each as small as its kind allows: at every place and for every keyword
 * the values on both sides of what the keyword of one or the other allows. Whether they do so, a validator says.
 */
export function candidatesOf(pair: Pair, wire: Wire, samples: Samples): Candidates {
  const untried: (readonly string[])[] = [];
  const values: Json[] = [];
  const seen = new Set<string>();
  // Nearest places first: a schema that stands at many places, or holds itself, is tried at the shortest way to it.
  const spots: Spot[] = [{ pair, judge: pair, place: [], wrap: (value) => value }];
  for (const spot of spots) {
    const { from, to } = spot.pair;
    const key = `${keyOf(from)} | ${keyOf(to)}`;
    if (seen.has(key) || areAlike(from, to)) continue;
    seen.add(key);
    const own = samples(from);
    const isNever = shapeOf(from).values?.length === 0;
    const isUnknown = own.length === 0 && from.chosen.length === 0 && !isNever;
    if (isUnknown || isBeyondReach(spot.pair)) untried.push(spot.place);
    const choices = choicesOf(spot.pair);
    const all = [...own, ...aside(spot.pair, samples), ...(choices === undefined ? valuesAt(spot.pair, samples) : [])];
    const kept = wire === 'text' ? distinct(all) : telling(distinct(all), spot.judge);
    values.push(...kept.map(spot.wrap));
    if (choices === undefined) spots.push(...properties(spot, samples), ...elements(spot, samples));
    else spots.push(...choices.map((one) => ({ ...spot, pair: one })));
  }
  return { values: distinct(values), untried };
}

/** The smallest values that one takes and the other refuses, a few for each reason. */
function telling(values: readonly Json[], { from, to }: Pair): Json[] {
  const accept = validatorFor(from, 'json', 'strict');
  const refuse = validatorFor(to, 'json', 'annotated');
  const told = values
    .filter((value) => accept(value).length === 0)
    .map((value) => ({ value, why: reasonsFor(refuse(value), value, { from, to }) }))
    .filter(({ why }) => why.length > 0)
    .toSorted((a, b) => sizeOf(a.value) - sizeOf(b.value));
  const byReason = Map.groupBy(told, ({ why }) => why.map(({ blame }) => blameKey(blame)).join(' '));
  return [...byReason.values()].flatMap((group) => group.slice(0, keptForReason).map(({ value }) => value));
}

/** Pairs past this number are left to the search. */
const mostPairs = 36;

/**
 * The alternatives of both that may stand for each other: those of the same rank, or where one has more of them, those
 * that are not in the other. `undefined` where there is no choice.
 */
function choicesOf({ from, to }: Pair): Pair[] | undefined {
  const [ways, others] = [alternativesOf(from), alternativesOf(to)];
  if (ways[0] === from && others[0] === to) return undefined;
  if (ways.length === others.length)
    return ways.flatMap((way, rank) => others.slice(rank, rank + 1).map((other) => ({ from: way, to: other })));
  const isNew = (way: View, list: readonly View[]) => !list.some((other) => areAlike(way, other));
  const lost = ways.filter((way) => isNew(way, others));
  return lost.flatMap((way) => others.map((other) => ({ from: way, to: other }))).slice(0, mostPairs);
}

/** Objects that are as small as they can be but for one property. */
function properties({ pair, place, wrap }: Spot, samples: Samples): Spot[] {
  const { from, to } = pair;
  const [own, other] = [shapeOf(from), shapeOf(to)];
  const base = own.types.includes('object') ? objectOf(from, own, samples) : undefined;
  if (base === undefined) return [];
  const drawn = [...own.namePatterns, ...other.namePatterns].flatMap((pattern) =>
    textsOf({ ...shapeOf({ ...from, parts: [] }), patterns: [pattern] }).slice(0, 2),
  );
  const said = [...own.names, ...other.names, ...own.required, ...other.required];
  const names = new Set([...said, ...drawn, ...extras(1), '_']);
  return [...names].map((name): Spot => {
    const inner = { from: propertyOf(from, name), to: propertyOf(to, name) };
    const needed = new Map(own.dependent).get(name) ?? [];
    const around = objectOf(from, { ...own, required: [...new Set([...own.required, ...needed])] }, samples) ?? base;
    return {
      pair: inner,
      judge: inner,
      place: [...place, generalStep(name, pair)],
      wrap: (value) => wrap({ ...around, [name]: value }),
    };
  });
}

/** Lists that are as short as they can be but for one element. */
function elements({ pair: { from, to }, place, wrap }: Spot, samples: Samples): Spot[] {
  const [own, other] = [shapeOf(from), shapeOf(to)];
  if (!own.types.includes('array')) return [];
  const positions = Array.from({ length: Math.max(own.prefix, other.prefix) + 1 }, (_, index) => index);
  return positions.map((index): Spot => {
    const length = Math.max(index + 1, own.least.items ?? 0);
    const around = listOf(from, length, samples) ?? listOf(from, index, samples) ?? [];
    const inner = { from: elementOf(from, index), to: elementOf(to, index) };
    return {
      pair: inner,
      judge: inner,
      place: [...place, element],
      wrap: (value) => wrap(around.toSpliced(index, 1, value)),
    };
  });
}
