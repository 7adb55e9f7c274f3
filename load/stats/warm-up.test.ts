import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from './testing/random.ts';
import { warmUp } from './warm-up.ts';

const series = (levels: (number | null)[]) => levels.map((p50, second) => ({ second, p50 }));
/** Medians with noise of 8 %. */
const run = (seed: number, seconds: number, level: (second: number) => number) => {
  const { normal } = random(seed);
  return series(Array.from({ length: seconds }, (_, second) => level(second) * Math.exp(0.08 * normal())));
};
const SEEDS = Array.from({ length: 200 }, (_, at) => at + 1);
const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

test('a start that is slower is left out, and no more', () => {
  const found = SEEDS.map((seed) => warmUp(run(seed, 60, (second) => 5 * (1 + 3 * Math.exp(-second / 3)))).seconds);
  expect(Math.min(...found)).toBeGreaterThanOrEqual(6);
  expect(Math.max(...found)).toBeLessThanOrEqual(20);
});

test('a flat run loses next to nothing, and is steady', () => {
  const found = SEEDS.map((seed) => warmUp(run(seed, 60, () => 5)));
  expect(mean(found.map(({ seconds }) => seconds))).toBeLessThan(0.5);
  expect(found.filter(({ steady }) => steady === true).length).toBeGreaterThanOrEqual(198);
});

test('a run that gets slower keeps its start, and is not steady', () => {
  const found = SEEDS.map((seed) => warmUp(run(seed, 60, (second) => 5 + second / 10)));
  expect(mean(found.map(({ seconds }) => seconds))).toBeLessThan(0.5);
  expect(found.every(({ steady }) => steady === false)).toBe(true);
});

test('half a run at most; too short to tell', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.double({ min: 0.1, max: 1000, noNaN: true })), { maxLength: 40 }), (levels) => {
      const { seconds, steady } = warmUp(series(levels));
      const known = levels.filter((level) => level !== null).length;
      expect(levels.slice(0, seconds).filter((level) => level !== null).length).toBeLessThanOrEqual(known / 2);
      if (known < 10) expect(steady).toBeNull();
    }),
  );
});

test('it says the rule and what it found', () => {
  expect(warmUp(series([20, 10, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5])).text).toMatch(
    /^seconds at the start count as warm-up while .*: the first 2 were; after that latency kept its level .*5 and 5 ms/,
  );
  expect(warmUp([]).text).toMatch(/none was; .* too short to tell/);
});
