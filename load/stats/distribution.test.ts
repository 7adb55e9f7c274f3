import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atRank, changed, countAbove, merge, quantile, shareAbove, total } from './distribution.ts';

const samples = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 60 });
const distributionOf = (values: number[]) => merge(values.map((value) => [[value, 1]]));

test('a quantile is the nearest rank of the samples themselves', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 100 }),
      (values, percent) => {
        const sorted = [...values].sort((a, b) => a - b);
        const rank = Math.max(1, Math.ceil((percent * values.length) / 100 - 1e-9));
        expect(quantile(distributionOf(values), percent / 100)).toBe(sorted[rank - 1]);
      },
    ),
  );
});

test('merging keeps every sample, in order, each value once', () => {
  fc.assert(
    fc.property(samples, samples, (one, other) => {
      const merged = merge([distributionOf(one), distributionOf(other)]);
      expect(merged).toEqual(distributionOf([...other, ...one]));
      expect(total(merged)).toBe(one.length + other.length);
      const values = merged.map(([value]) => value);
      expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
    }),
  );
});

test('what is above', () => {
  const some = distributionOf([1, 2, 2, 5]);
  expect(countAbove(some, 2)).toBe(1);
  expect(shareAbove(some, 1)).toBe(0.75);
  expect(shareAbove([], 1)).toBeNull();
});

test('no samples, no number', () => {
  expect(quantile([], 0.5)).toBeNull();
  expect(atRank([[1, 2]], 0)).toBeNull();
  expect(atRank([[1, 2]], 3)).toBeNull();
});

test('changed keeps counts', () => {
  expect(
    changed(
      [
        [1, 2],
        [3, 4],
      ],
      (value) => value * 2,
    ),
  ).toEqual([
    [2, 2],
    [6, 4],
  ]);
});
