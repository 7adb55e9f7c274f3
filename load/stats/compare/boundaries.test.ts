import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialAtMost, normalAbove, normalQuantile } from '../probability.ts';
import { type Random, random } from '../testing/random.ts';
import { boundaries, spending } from './boundaries.ts';
import { signedRank } from './signed-rank.ts';

const FIVE = [0.2, 0.4, 0.6, 0.8, 1];
/** Chunks at each look of a run of three minutes. */
const LOOKS = [12, 15, 20, 26, 34, 44, 57, 74, 90];
const FRACTIONS = LOOKS.map((chunks) => chunks / 90);

// Lan & DeMets, Biometrika 70 (1983); their z as tabulated by Jennison & Turnbull and by R's gsDesign, error 2.5 %.
test('boundaries are those published: spending as O’Brien & Fleming', () => {
  const z = -normalQuantile(0.0125);
  const found = spending(FIVE, (fraction) => 2 * normalAbove(z / Math.sqrt(fraction)));
  for (const [look, published] of [4.877, 3.357, 2.68, 2.29, 2.031].entries()) {
    expect(found[look]).toBeCloseTo(published, 3);
  }
});

test('boundaries are those published: spending as Pocock', () => {
  const found = spending(FIVE, (fraction) => 0.025 * Math.log(1 + (Math.E - 1) * fraction));
  for (const [look, published] of [2.438, 2.427, 2.41, 2.397, 2.386].entries()) {
    expect(found[look]).toBeCloseTo(published, 3);
  }
});

test('one look is the plain test, with the error that belongs to it', () => {
  expect(boundaries([1], 0.01)[0]).toBeCloseTo(2.3263, 4);
  expect(boundaries([0.5], 0.01)[0]).toBeCloseTo(2.5758, 4);
});

test('a later look changes nothing before it, and less error asks for more', () => {
  const ascending = fc
    .uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 })
    .map((looks) => looks.sort((a, b) => a - b).map((look) => look / 40));
  fc.assert(
    fc.property(ascending, fc.double({ min: 1e-5, max: 0.1, noNaN: true }), (fractions, alpha) => {
      const found = boundaries(fractions, alpha);
      expect(found).toHaveLength(fractions.length);
      const earlier = boundaries(fractions.slice(0, -1), alpha);
      for (const [look, z] of earlier.entries()) expect(found[look]).toBeCloseTo(z, 4);
      const stricter = boundaries(fractions, alpha / 2);
      for (const [look, z] of found.entries()) expect(stricter[look]).toBeGreaterThan(z);
      // Each look alone has at least the error that is spent at it, all together at most the sum of what they have.
      for (const [look, z] of found.entries()) {
        expect(normalAbove(z)).toBeGreaterThan((alpha * ((fractions[look] ?? 0) - (fractions[look - 1] ?? 0))) / 1.001);
      }
    }),
    { numRuns: 40 },
  );
});

/** Of so many runs: how many reach the boundary at a look. */
function crossings(runs: readonly number[][], bounds: readonly number[]): number {
  return runs.filter((looks) => looks.some((z, look) => z >= (bounds[look] ?? 0))).length;
}

/** The error that so many crossings speak for, with 99.9 % confidence: Clopper & Pearson. */
function interval(crossed: number, runs: number): { low: number; high: number } {
  const where = (holds: (p: number) => boolean): number => {
    let [low, high] = [0, 1];
    for (let step = 0; step < 40; step += 1) {
      const middle = (low + high) / 2;
      if (holds(middle)) high = middle;
      else low = middle;
    }
    return high;
  };
  return {
    low: where((p) => 1 - binomialAtMost(crossed - 1, runs, p) >= 0.0005),
    high: where((p) => binomialAtMost(crossed, runs, p) <= 0.0005),
  };
}

test('a random walk crosses with the probability that was asked for', () => {
  const { normal } = random(5);
  const runs = Array.from({ length: 40_000 }, () => {
    let at = 0;
    return FRACTIONS.map((fraction, look) => {
      at += Math.sqrt(fraction - (FRACTIONS[look - 1] ?? 0)) * normal();
      return at / Math.sqrt(fraction);
    });
  });
  for (const alpha of [0.1, 0.01]) {
    const { low, high } = interval(crossings(runs, boundaries(FRACTIONS, alpha)), runs.length);
    expect(low).toBeLessThanOrEqual(alpha);
    expect(high).toBeGreaterThanOrEqual(alpha);
  }
});

const NOISE: [string, (drawn: Random) => number][] = [
  ['normal', ({ normal }) => normal()],
  ['heavy-tailed', ({ normal }) => normal() * Math.exp(1.5 * normal())],
  ['in whole steps, so that many are the same or zero', ({ normal }) => Math.round(normal())],
];

test.each(NOISE)('the signed rank test looked at nine times alarms as often as it may at most: %s', (_, draw) => {
  const drawn = random(11);
  const runs = Array.from({ length: 3000 }, () => {
    const differences = Array.from({ length: 90 }, () => draw(drawn));
    return LOOKS.map((chunks) => signedRank(differences.slice(0, chunks)).z);
  });
  for (const alpha of [0.01, 0.002]) {
    const { low, high } = interval(crossings(runs, boundaries(FRACTIONS, alpha)), runs.length);
    expect(low).toBeLessThanOrEqual(alpha);
    // Nor is it much more careful than it must be.
    expect(high).toBeGreaterThan(alpha * 0.8);
  }
});
