import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialAtMost, normalAbove, normalQuantile, poissonAtLeast, studentQuantile } from './probability.ts';

test.each([
  [0.975, 1.96],
  [0.5, 0],
  [0.995, 2.576],
  [0.05, -1.645],
])('normal %d: %d', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 2));

// As R's pnorm(z, lower.tail = FALSE).
test.each([
  [0, 0.5],
  [1, 0.15865525393145707],
  [2.4999, 0.006211418374944587],
  [2.5001, 0.006207912714815193],
  [5, 2.866515718791933e-7],
  [11, 1.910659574498663e-28],
])('normal above %d: %d', (z, p) => {
  expect(Math.abs(normalAbove(z) / p - 1)).toBeLessThan(1e-11);
  expect(normalAbove(-z)).toBeCloseTo(1 - p, 14);
});

test('the normal quantile undoes the normal distribution, far into the tail', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 12, noNaN: true }), (z) => {
      expect(normalQuantile(normalAbove(z))).toBeCloseTo(-z, 8);
    }),
  );
});

// Tables of Student's t, two-sided 95 %.
test.each([
  [1, 12.706],
  [2, 4.303],
  [5, 2.571],
  [9, 2.262],
  [30, 2.042],
])('t with %d degrees of freedom: %d', (freedom, t) =>
  expect(Math.abs(studentQuantile(0.975, freedom) / t - 1)).toBeLessThan(0.006),
);

test('binomial: as counted by hand', () => {
  expect(binomialAtMost(0, 2, 0.5)).toBeCloseTo(0.25, 8);
  expect(binomialAtMost(1, 2, 0.5)).toBeCloseTo(0.75, 8);
  expect(binomialAtMost(8, 10, 0.5)).toBeCloseTo(1 - 11 / 1024, 8);
  expect(binomialAtMost(900_300, 1_000_000, 0.9)).toBeCloseTo(0.8415, 2);
});

test('binomial: what is not below is above, and it rises', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, p) => {
      let before = 0;
      for (let k = 0; k <= n; k += Math.ceil(n / 9)) {
        const at = binomialAtMost(k, n, p);
        expect(at).toBeGreaterThanOrEqual(before - 1e-9);
        expect(at + binomialAtMost(n - k - 1, n, 1 - p)).toBeCloseTo(1, 8);
        before = at;
      }
    }),
    { numRuns: 50 },
  );
});

test('poisson: as counted by hand', () => {
  expect(poissonAtLeast(0, 2)).toBe(1);
  expect(poissonAtLeast(1, 2)).toBeCloseTo(1 - Math.exp(-2), 10);
  expect(poissonAtLeast(10, 2)).toBeCloseTo(4.65e-5, 6);
});
