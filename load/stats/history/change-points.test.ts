import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Random, random } from '../testing/random.ts';
import { changePoints } from './change-points.ts';
import { bestDivision } from './division.ts';

const SPREAD = 0.03;

/** ln of latencies that keep their level, with a spread of 3 %. */
type Noise = (dice: Random, runs: number) => number[];
const plain: Noise = ({ normal }, runs) => Array.from({ length: runs }, () => SPREAD * normal());
/** Student's t with three degrees of freedom. */
const heavy: Noise = ({ normal }, runs) =>
  Array.from({ length: runs }, () => {
    const scale = Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3);
    return (SPREAD * normal()) / scale;
  });
/** Correlation 0.3 of each with the next. */
const alike: Noise = ({ normal }, runs) => {
  let level = normal();
  return Array.from({ length: runs }, () => {
    level = 0.3 * level + Math.sqrt(1 - 0.3 ** 2) * normal();
    return SPREAD * level;
  });
};

const found = (values: readonly number[], seed = 1): number[] =>
  changePoints(values, { seed }).map(({ index }) => index);

/** The same noise, with steps (in ln) from some runs on. */
const stepped = (values: readonly number[], steps: readonly (readonly [run: number, step: number])[]): number[] =>
  values.map((value, at) => steps.reduce((sum, [run, step]) => (at >= run ? sum + step : sum), value));

const shareOf = (trials: number, holds: (seed: number) => boolean): number =>
  Array.from({ length: trials }, (_, seed) => holds(seed)).filter(Boolean).length / trials;

test.each([
  ['independent', plain],
  ['heavy-tailed', heavy],
  ['alike neighbours', alike],
])('runs that keep their level (%s noise) change it in at most 5 of 100 histories', (_, noise) => {
  const keptIn = (runs: number) =>
    shareOf(250, (seed) => found(noise(random(seed * 31 + runs), runs), seed).length > 0);
  expect((keptIn(12) + keptIn(40)) / 2).toBeLessThanOrEqual(0.05);
});

test('a step of 10 % in noise of 3 % is found where it is', () => {
  const share = shareOf(100, (seed) => {
    const at = 12 + (seed % 16);
    const indexes = found(stepped(plain(random(seed), 40), [[at, Math.log(1.1)]]), seed);
    return indexes.some((index) => Math.abs(index - at) <= 1);
  });
  expect(share).toBeGreaterThanOrEqual(0.95);
});

test('two steps are two change points, with the levels around them', () => {
  const values = stepped(plain(random(8), 60), [
    [20, Math.log(1.2)],
    [42, -Math.log(1.1)],
  ]);
  const points = changePoints(values, { seed: 1 });
  expect(points).toHaveLength(2);
  for (const [at, { run, before, after }] of [
    { run: 20, before: 0, after: Math.log(1.2) },
    { run: 42, before: Math.log(1.2), after: Math.log(1.2) - Math.log(1.1) },
  ].entries()) {
    const point = points[at];
    expect(Math.abs((point?.index ?? 0) - run)).toBeLessThanOrEqual(1);
    expect(Math.abs((point?.before ?? 9) - before)).toBeLessThan(0.02);
    expect(Math.abs((point?.after ?? 9) - after)).toBeLessThan(0.02);
    expect(point?.p).toBeLessThanOrEqual(0.01);
  }
});

test('a level that was left for some runs only is seen from both sides', () => {
  const values = stepped(plain(random(3), 60), [
    [20, 0.2],
    [40, -0.2],
  ]);
  expect(found(values)).toEqual([20, 40]);
});

test('up to five runs tell nothing, whatever they are; nor does a level without noise', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 5 }), (values) => {
      expect(found(values)).toEqual([]);
    }),
  );
  expect(found(Array.from({ length: 50 }, () => 3))).toEqual([]);
});

test('a slow ramp comes to change points in order, each upwards', () => {
  const ramp = plain(random(4), 120).map((value, at) => value + at * 0.005);
  const points = changePoints(ramp, { seed: 1 });
  expect(points.length).toBeGreaterThan(1);
  for (const { before, after } of points) expect(after).toBeGreaterThan(before);
  const indexes = points.map(({ index }) => index);
  expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b));
});

test('the same seed says the same; another unit or level changes nothing', () => {
  const values = stepped(heavy(random(6), 40), [[18, 0.2]]);
  expect(changePoints(values, { seed: 5 })).toEqual(changePoints(values, { seed: 5 }));
  expect(found(values.map((value) => 2 * value + 7))).toEqual(found(values));
});

test('what is less sure is said only where more error is allowed', () => {
  const values = stepped(plain(random(12), 10), [[5, 0.03]]);
  const at = (alpha: number) => changePoints(values, { seed: 1, alpha });
  expect(at(0.001)).toEqual([]);
  for (const { p } of at(0.5)) expect(p).toBeLessThanOrEqual(0.5);
  expect(at(0.5).length).toBeGreaterThan(0);
});

test('five hundred runs are looked at in seconds', { timeout: 10_000 }, () => {
  expect(found(stepped(plain(random(2), 500), [[200, 0.1]]))).toEqual([200]);
});

type Recorded = { values: number[]; best: [number, number]; permuted: number[]; hunter: number[] };
const { series }: { series: Recorded[] } = JSON.parse(
  readFileSync(new URL('./testing/change-points.json', import.meta.url), 'utf8'),
);

test('Apache Otava makes the same first cut of fifty series, and finds both sides as unlike', () => {
  expect(series).toHaveLength(50);
  for (const { values, best } of series) {
    const division = bestDivision(values, 0, values.length);
    expect(division?.index).toBe(best[0]);
    expect(division?.difference).toBeCloseTo(best[1], 7);
  }
});

/** The same change points, each to one run. */
const agree = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((index, at) => Math.abs(index - (other[at] ?? -9)) <= 1);

test('Apache Otava finds the same change points in nine of ten series, by permutations as well', () => {
  const alike = series.filter(({ values, permuted }) => agree(found(values), permuted));
  expect(alike.length).toBeGreaterThanOrEqual(45);
  // With a t-test it also takes bursts of noise for levels: what both of its ways find must be found here.
  for (const { values, permuted, hunter } of series.filter(({ values }) => values.length >= 20)) {
    const sure = permuted.filter((index) => hunter.some((other) => Math.abs(index - other) <= 1));
    const own = found(values);
    const missed = sure.filter((index) => !own.some((other) => Math.abs(index - other) <= 1));
    expect(missed.length).toBeLessThanOrEqual(1);
  }
});
