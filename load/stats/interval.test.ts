import fc from 'fast-check';
import { expect, test } from 'vitest';
import { merge, quantile } from './distribution.ts';
import { percentileInterval, rateInterval, shareInterval } from './interval.ts';
import type { Distribution } from './observed.ts';
import { type Random, random } from './testing/random.ts';

const QUANTILES = [0.5, 0.9, 0.95, 0.99];
const blocksOf = (values: number[][]): Distribution[] =>
  values.map((block) => merge(block.map((value) => [[value, 1]])));

type Noise = (dice: Random, seconds: number) => (second: number) => number;
const quiet: Noise = () => () => 1;
/** The level of a second, which lasts for about three of them. */
const drifting: Noise = ({ normal }, seconds) => {
  let level = normal() * 0.2;
  const levels = Array.from({ length: seconds }, () => {
    level = 0.7 * level + Math.sqrt(1 - 0.7 ** 2) * 0.2 * normal();
    return Math.exp(level);
  });
  return (second) => levels[second] ?? 1;
};
/** One second in six is three times as slow. */
const stalling: Noise =
  ({ uniform }) =>
  () =>
    uniform() < 1 / 6 ? 3 : 1;

function run(noise: Noise, seed: number, seconds: number, rate: number): Distribution[] {
  const dice = random(seed);
  const level = noise(dice, seconds);
  return blocksOf(
    Array.from({ length: seconds }, (_, second) => {
      const slow = level(second);
      return Array.from({ length: rate }, () => Number((slow * Math.exp(0.5 * dice.normal())).toPrecision(3)));
    }),
  );
}

function coverage(noise: Noise, seconds: number, rate: number, trials: number): number[] {
  const truth = merge(Array.from({ length: 40 }, (_, seed) => merge(run(noise, 9_000_000 + seed, 250, 20))));
  const held = QUANTILES.map(() => 0);
  for (let seed = 1; seed <= trials; seed += 1) {
    const blocks = run(noise, seed, seconds, rate);
    for (const [at, q] of QUANTILES.entries()) {
      const [low, high] = percentileInterval(blocks, q) ?? [0, 0];
      const real = quantile(truth, q) ?? 0;
      if (low <= real && (high === null || real <= high)) held[at] = (held[at] ?? 0) + 1;
    }
  }
  return held.map((count) => count / trials);
}

test.each<[string, Noise]>([
  ['independent latencies', quiet],
  ['a level that drifts', drifting],
  ['seconds that are slow as a whole', stalling],
])('the interval holds the real quantile in 93 % of runs or more: %s', (_, noise) => {
  for (const share of coverage(noise, 60, 20, 300)) expect(share).toBeGreaterThanOrEqual(0.93);
});

test('never upside down, and the estimate is in it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 12 }), { maxLength: 30 }),
      fc.constantFrom(...QUANTILES, 0.999),
      (values, q) => {
        const blocks = blocksOf(values);
        const estimate = quantile(merge(blocks), q);
        const interval = percentileInterval(blocks, q);
        if (estimate === null) {
          expect(interval).toBeNull();
          return;
        }
        expect(interval?.[0]).toBeLessThanOrEqual(estimate);
        expect(interval?.[1] ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(estimate);
      },
    ),
  );
});

test('the largest sample bounds p99 only from 368 on', () => {
  const blocks = (count: number) => blocksOf([Array.from({ length: count }, (_, at) => at + 1)]);
  expect(percentileInterval(blocks(367), 0.99)?.[1]).toBeNull();
  expect(percentileInterval(blocks(368), 0.99)?.[1]).toBe(368);
});

test('a share without one case is bounded by three in so many', () => {
  expect(shareInterval([])).toBeNull();
  expect(shareInterval([{ count: 0, of: 1000 }])).toEqual([0, expect.closeTo(0.00368, 4)]);
  expect(shareInterval([{ count: 1000, of: 1000 }])).toEqual([expect.closeTo(0.99632, 4), 1]);
});

test('a share whose cases come together is less certain', () => {
  const spread = shareInterval(Array.from({ length: 20 }, () => ({ count: 5, of: 100 })));
  const heaped = shareInterval(Array.from({ length: 20 }, (_, at) => ({ count: at === 3 ? 100 : 0, of: 100 })));
  expect(spread?.[1]).toBeLessThan(0.065);
  expect(heaped?.[1]).toBeGreaterThan(0.15);
});

test('the interval of a share holds the real one', () => {
  let held = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const { uniform } = random(seed);
    const blocks = Array.from({ length: 30 }, () => ({
      count: Array.from({ length: 20 }, uniform).filter((value) => value < 0.04).length,
      of: 20,
    }));
    const [low, high] = shareInterval(blocks) ?? [1, 0];
    if (low <= 0.04 && high >= 0.04) held += 1;
  }
  expect(held / 400).toBeGreaterThanOrEqual(0.93);
});

test('a rate: mean, and Student over the seconds', () => {
  expect(rateInterval([50])).toBeNull();
  expect(rateInterval([50, 50, 50])).toEqual([50, 50]);
  const [low, high] = rateInterval([40, 50, 60, 50, 45, 55]) ?? [0, 0];
  expect(low).toBeCloseTo(50 - 2.571 * (7.071 / Math.sqrt(6)), 0);
  expect(high).toBeCloseTo(100 - low, 6);
});
