import { expect, test } from 'vitest';
import { shareInterval } from '../interval.ts';
import { random } from '../testing/random.ts';
import { chunksOf } from './chunks.ts';
import { schedule } from './schedule.ts';
import { EFFECTS, WORLDS } from './testing/cases.ts';
import { alike, drawn, heavy, type Noise, normal, stalling, WANTED } from './testing/drawn.ts';
import { duet, type Effect, QUIET, type World } from './testing/duet.ts';
import { type Outcome, outcomeOf } from './testing/outcome.ts';
import type { Chunk, Metric } from './types.ts';

// Few of each, to be quick; `node load/stats/compare/testing/table.ts 200 3000` makes the table of the manual.
const PLAN = schedule(90);
const SHORT = schedule(26);

const seeds = (count: number): number[] => Array.from({ length: count }, (_, at) => at * 7919 + 1);
const isWorse = ({ worseAt }: Outcome): boolean => worseAt !== null;
const slower =
  (by: number) =>
  (metric: Metric): number =>
    metric === 'p50' || metric === 'p90' || metric === 'p99' ? Math.log(1 + by) : 0;

function chunksIn(world: World, effect: Effect, seconds: number, seed: number): Chunk[] {
  const { answers, uses } = duet(world, effect, { seconds, rate: 400, seed });
  return chunksOf(answers, { seconds: 2, from: 0, to: seconds, block: 0.05, uses });
}

test('two alike are called worse in 1 % of runs at most, over all looks and subjects', () => {
  const noises: Noise[] = [normal, heavy, stalling, alike(0.3)];
  const outcomes = seeds(400).map((seed, at) =>
    outcomeOf(drawn(random(seed), noises[at % noises.length] ?? normal, 90), WANTED, PLAN),
  );
  const [, high] = shareInterval([{ count: outcomes.filter(isWorse).length, of: outcomes.length }]) ?? [0, 1];
  // Of 400 runs one may be; of 3000 of each kind of noise the table tells.
  expect(high).toBeLessThan(0.015);
});

test.each<[string, Noise]>([
  ['normal', normal],
  ['heavy', heavy],
  ['stalling', stalling],
])('a slowdown by 5 % is found in 95 % of runs by chunk 20, where chunks differ by 1.2 %%: %s noise', (_, noise) => {
  const outcomes = seeds(60).map((seed) => outcomeOf(drawn(random(seed), noise, 20, slower(0.05)), WANTED, PLAN));
  expect(outcomes.filter(isWorse).length).toBeGreaterThanOrEqual(57);
});

test('a slowdown by 10 % is never "not worse", however much noise there is', () => {
  for (const seed of seeds(60)) {
    const chunks = drawn(random(seed), stalling, 90, slower(0.1)).map((chunk) => ({
      ...chunk,
      pairs: new Map(
        [...chunk.pairs].map(([key, pair]) => {
          const times = 1 + (seed % 5);
          return [key, { ...pair, difference: Math.log(1.1) + times * (pair.difference - Math.log(1.1)) }];
        }),
      ),
    }));
    expect(outcomeOf(chunks, WANTED.slice(0, 2), PLAN).notWorseAt).toBeNull();
  }
});

test.each(Object.entries(WORLDS))('answers of two alike in this world are not worse: %s', (_, world) => {
  for (const seed of seeds(3)) {
    const { worse } = outcomeOf(chunksIn(world, EFFECTS.same?.effect ?? (() => null), 52, seed), WANTED, SHORT);
    expect(worse).toEqual([]);
  }
});

test.each(Object.entries(EFFECTS).filter(([, { says }]) => says === 'worse'))(
  'answers show it: %s',
  (_, { effect }) => {
    const wanted = [...WANTED, { metric: 'p50' as const, channel: 'email', margin: 0.05, required: false }];
    const outcomes = seeds(3).map((seed) => outcomeOf(chunksIn(QUIET, effect, 120, seed), wanted, schedule(60)));
    expect(outcomes.filter(isWorse).length).toBe(3);
  },
);

test('seconds in which the machine stood still for both change no verdict', () => {
  for (const [name, says] of [
    ['same', 'notWorse'],
    ['10 % slower', 'worse'],
  ] as const) {
    const effect = EFFECTS[name]?.effect ?? (() => null);
    const { answers } = duet(QUIET, effect, { seconds: 52, rate: 400, seed: 5 });
    const hit = answers.map((answer) => {
      const isHit = Math.floor(answer.due / 1000) % 10 === 3;
      return { ...answer, latency: isHit && answer.latency !== null ? answer.latency + 200 : answer.latency };
    });
    for (const each of [answers, hit]) {
      const chunks = chunksOf(each, { seconds: 2, from: 0, to: 52, block: 0.05, uses: [] });
      const outcome = outcomeOf(chunks, WANTED.slice(0, 1), SHORT);
      expect(outcome.worseAt === null ? outcome.last?.decision : 'worse').toBe(says);
    }
  }
});

test('in units a thousand times as small the same is decided', () => {
  const { answers } = duet(QUIET, ({ latency }) => latency * 1.03, { seconds: 52, rate: 400, seed: 6 });
  const decisions = [1, 1000].map((times) => {
    const chunks = chunksOf(
      answers.map((answer) => ({ ...answer, latency: (answer.latency ?? 0) * times })),
      { seconds: 2, from: 0, to: 52, block: 0.05, uses: [] },
    );
    const { last, worseAt } = outcomeOf(chunks, WANTED, SHORT);
    return [worseAt, last?.rows.map(({ decision }) => decision)];
  });
  expect(decisions[1]).toEqual(decisions[0]);
});
