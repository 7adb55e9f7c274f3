import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile } from '../probability.ts';
import { shift, shiftInterval, signedRank } from './signed-rank.ts';

/** What SciPy says: see testing/wilcoxon.py. */
type Case = { method: string; p: number; shift: number; values: number[] };

const CASES: Case[] = (await readFile(join(import.meta.dirname, 'testing', 'wilcoxon.jsonl'), 'utf8'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** Halves of whole numbers: many ties and zeros. */
const tied = fc.array(
  fc.integer({ min: -6, max: 6 }).map((value) => value / 2),
  { maxLength: 70 },
);
/** No two of a size, none zero: the sizes are 1, 2, 3 ... in any order. */
const untied = fc
  .array(fc.boolean(), { maxLength: 70 })
  .chain((signs) =>
    fc
      .shuffledSubarray([...signs.keys()], { minLength: signs.length })
      .map((order) => order.map((rank) => (signs[rank] ? rank + 1 : -rank - 1))),
  );
const levels = fc.double({ min: 1, max: 4, noNaN: true });
const negated = (values: readonly number[]): number[] => values.map((value) => 0 - value);

test.each(['exact', 'every', 'convolved', 'approx'])('p is that of SciPy: %s', (method) => {
  const cases = CASES.filter((one) => one.method === method);
  expect(cases.length).toBeGreaterThan(80);
  // Eight digits are recorded; SciPy itself is off by the rounding of 1 - p.
  expect(cases.filter(({ p, values }) => Math.abs(signedRank(values).p - p) > 1e-7 * p + 1e-15)).toEqual([]);
});

test('the shift is that of NumPy', () => {
  expect(CASES).toHaveLength(1000);
  for (const { values, shift: theirs } of CASES) expect(shift(values)).toBeCloseTo(theirs, 5);
});

test('small samples as counted by hand', () => {
  expect(signedRank([])).toMatchObject({ p: 1 });
  expect(signedRank([0, 0, 0])).toMatchObject({ p: 1 });
  expect(signedRank([3, 1, 2]).p).toBe(1 / 8);
  expect(signedRank([3, -1, 2]).p).toBe(2 / 8);
  // Sharing rank 1.5: of eight sign changes (+++), (-++) and (+-+) are as positive.
  expect(signedRank([1, -1, 2]).p).toBe(3 / 8);
  // The zero takes rank 1 along; what is left has ranks 2 and 3.
  expect(signedRank([0, 1, 2]).p).toBe(1 / 4);
  expect(signedRank(Array.from({ length: 12 }, () => 0.05)).p).toBe(2 ** -12);
  expect(shift([])).toBeNull();
  expect(shift([1, 2, 6])).toBe(2.75);
});

test('z is the normal quantile of p, and finite', () => {
  fc.assert(
    fc.property(fc.oneof(tied, untied), (values) => {
      const { p, z } = signedRank(values);
      expect(Number.isFinite(z)).toBe(true);
      if (p < 1) expect(-normalQuantile(p)).toBeCloseTo(z, 6);
    }),
  );
});

test('p does not depend on the unit or the order', () => {
  fc.assert(
    fc.property(
      fc
        .oneof(tied, untied)
        .chain((values) => fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length }))),
      fc.integer({ min: 1, max: 1000 }),
      ([values, shuffled], factor) => {
        expect(signedRank(shuffled)).toEqual(signedRank(values));
        expect(signedRank(values.map((value) => value * factor))).toEqual(signedRank(values));
        expect(shift(shuffled)).toBe(shift(values));
        expect(shiftInterval(shuffled, 2)).toEqual(shiftInterval(values, 2));
      },
    ),
  );
});

test('a difference that turns positive never makes it less sure', () => {
  fc.assert(
    fc.property(fc.oneof(tied, untied), fc.nat(), (values, at) => {
      const turned = values.map((value, index) => (index === at % values.length ? Math.abs(value) : value));
      expect(signedRank(turned).p).toBeLessThanOrEqual(signedRank(values).p);
      expect(signedRank(turned).z).toBeGreaterThanOrEqual(signedRank(values).z);
    }),
  );
});

test('the other side is the mirror', () => {
  fc.assert(
    fc.property(fc.oneof(tied, untied), levels, (values, z) => {
      const interval = shiftInterval(values, z);
      expect(shiftInterval(negated(values), z)).toEqual(interval && [0 - interval[1], 0 - interval[0]]);
      expect(shift(negated(values)) ?? 0).toBeCloseTo(-(shift(values) ?? 0), 10);
      // What is just as extreme counts on both sides.
      expect(signedRank(values).p + signedRank(negated(values)).p).toBeGreaterThanOrEqual(1 - 1e-9);
    }),
  );
});

test('a constant added moves estimate and interval by it', () => {
  fc.assert(
    fc.property(fc.oneof(tied, untied), levels, fc.integer({ min: -50, max: 50 }), (values, z, constant) => {
      const moved = values.map((value) => value + constant);
      const interval = shiftInterval(values, z);
      expect(shift(moved)).toEqual(values.length === 0 ? null : (shift(values) ?? 0) + constant);
      expect(shiftInterval(moved, z)).toEqual(interval && [interval[0] + constant, interval[1] + constant]);
    }),
  );
});

test('the interval is above zero just when the test rejects, also at the z that is just reached', () => {
  fc.assert(
    fc.property(untied, levels, (values, level) => {
      const { z } = signedRank(values);
      for (const needed of [level, z, z + 1e-6]) {
        if (needed < 0) continue;
        const interval = shiftInterval(values, needed);
        expect(interval !== null && interval[0] > 0).toBe(z >= needed);
      }
    }),
    { numRuns: 300 },
  );
});

test('with ties and zeros it is above zero only when the test rejects', () => {
  fc.assert(
    fc.property(tied, fc.integer({ min: 0, max: 6 }), levels, (values, constant, level) => {
      const moved = values.map((value) => value + constant / 2);
      if ((shiftInterval(moved, level)?.[0] ?? 0) > 0) expect(signedRank(moved).z).toBeGreaterThanOrEqual(level);
    }),
    { numRuns: 300 },
  );
});

test('the interval has the estimate in it and shrinks with less certainty', () => {
  fc.assert(
    fc.property(fc.oneof(tied, untied), levels, (values, z) => {
      const [estimate, interval, narrower] = [shift(values), shiftInterval(values, z), shiftInterval(values, z / 2)];
      if (estimate === null || interval === null) return;
      expect(interval[0]).toBeLessThanOrEqual(estimate);
      expect(interval[1]).toBeGreaterThanOrEqual(estimate);
      expect(narrower?.[0]).toBeGreaterThanOrEqual(interval[0]);
      expect(narrower?.[1]).toBeLessThanOrEqual(interval[1]);
    }),
  );
});

test('too few differences have no interval; equal ones have one without width', () => {
  // 2^-8 is above 0.3 %, 2^-9 is below.
  const z = -normalQuantile(0.003);
  expect(shiftInterval([1, 2, 3, 4, 5, 6, 7, 8], z)).toBeNull();
  expect(shiftInterval([1, 2, 3, 4, 5, 6, 7, 8, 9], z)).toEqual([1, 9]);
  expect(
    shiftInterval(
      Array.from({ length: 12 }, () => 0),
      z,
    ),
  ).toEqual([0, 0]);
  expect(shiftInterval([], z)).toBeNull();
});
