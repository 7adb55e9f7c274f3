import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunksOf, requestsOf } from './chunks.ts';
import { quantile } from './metrics.ts';
import { duet, type Effect, QUIET, SAME } from './testing/duet.ts';
import { type Answer, type Chunk, SIDES, type Use } from './types.ts';

const CUT = { seconds: 2, from: 0, to: 8, block: 0.25, uses: [] };
const answersOf = (seed: number, effect: Effect = SAME): Answer[] =>
  duet({ ...QUIET, heavy: 0.01 }, effect, { seconds: 8, rate: 400, seed }).answers;
const seeds = fc.integer({ min: 1, max: 1e6 });
const differences = (chunks: readonly Chunk[], key: string): number[] =>
  chunks.flatMap(({ pairs }) => pairs.get(key)?.difference ?? []);
const plus = (latency: number | null, more: number): number | null => (latency === null ? null : latency + more);
const mean = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0) / values.length;

test('only whole chunks between the two seconds, and all channels in each', () => {
  const chunks = chunksOf(answersOf(1), { ...CUT, from: 1, to: 7.9 });
  expect(chunks.map(({ start }) => start)).toEqual([1, 3, 5]);
  expect(chunks[0]?.pairs.get(requestsOf(null))).toEqual({ baseline: 400, candidate: 400, difference: 0 });
  for (const { pairs, control } of chunks) {
    for (const key of ['p50', 'p90', 'p99', 'tail', 'errors', 'throughput', 'email.p50', 'teams.p99']) {
      expect(pairs.has(key)).toBe(true);
    }
    expect(pairs.has('cpu')).toBe(false);
    expect([...control.keys()]).toEqual(['p50', 'p90', 'p99']);
  }
});

test('the order of answers does not matter', () => {
  const answers = answersOf(2);
  expect(chunksOf([...answers].reverse(), CUT)).toEqual(chunksOf(answers, CUT));
});

test('swapping the sides mirrors each difference', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const answers = answersOf(seed, ({ latency, uniform }) => (uniform < 0.02 ? null : latency * 1.3));
      const swapped = answers.map((answer): Answer => {
        return { ...answer, side: answer.side === 'baseline' ? 'candidate' : 'baseline' };
      });
      const [one, other] = [chunksOf(answers, CUT), chunksOf(swapped, CUT)];
      for (const [at, { pairs }] of one.entries()) {
        for (const [key, pair] of pairs) {
          const mirrored = other[at]?.pairs.get(key);
          expect(mirrored?.difference).toBeCloseTo(-pair.difference, 10);
          expect([mirrored?.baseline, mirrored?.candidate]).toEqual([pair.candidate, pair.baseline]);
        }
      }
    }),
    { numRuns: 10 },
  );
});

test('times that are all so many times as long make no difference', () => {
  const times = 7.3;
  const longer = answersOf(3).map((answer) => ({ ...answer, latency: (answer.latency ?? 0) * times }));
  const [one, other] = [chunksOf(answersOf(3), CUT), chunksOf(longer, CUT)];
  for (const key of ['p50', 'p90', 'p99', 'tail', 'email.p90']) {
    for (const [at, difference] of differences(one, key).entries()) {
      expect(differences(other, key)[at]).toBeCloseTo(difference, 10);
    }
  }
});

test('a slowdown by 10 % is a difference of ln 1.1 of each quantile, and what takes 5 x as long shows in the tail', () => {
  const twice = answersOf(4).flatMap((answer): Answer[] =>
    SIDES.map((side) => ({ ...answer, side, latency: (answer.latency ?? 0) * (side === 'baseline' ? 1 : 1.1) })),
  );
  for (const key of ['p50', 'p90', 'p99', 'slack.p50']) {
    for (const difference of differences(chunksOf(twice, CUT), key)) expect(difference).toBeCloseTo(Math.log(1.1), 10);
  }
  const rare = chunksOf(
    answersOf(5, ({ latency, uniform }) => latency * (uniform < 0.02 ? 5 : 1)),
    CUT,
  );
  expect(mean(differences(rare, 'tail'))).toBeGreaterThan(Math.log(1.3));
  expect(Math.abs(mean(differences(rare, 'p50')))).toBeLessThan(0.05);
});

test('a drift of the machine in a chunk falls out, as both sides of a part met it', () => {
  const answers = Array.from({ length: 800 }, (_, at): Answer => {
    const due = at * 2.5;
    // The candidate is asked more often when the machine is slow: as a whole it would look slower.
    const side = (Math.floor(at / 100) % 8) / 8 > (at % 7) / 7 ? 'candidate' : 'baseline';
    return { due, side, stream: 0, channel: 'email', latency: 5 * (1 + Math.floor(due / 250)) };
  });
  const [chunk] = chunksOf(answers, { ...CUT, to: 2 });
  expect(chunk?.pairs.get('p50')?.difference).toBeCloseTo(0, 10);
  const [coarse] = chunksOf(answers, { ...CUT, to: 2, block: 2 });
  expect(Math.abs(coarse?.pairs.get('p50')?.difference ?? 0)).toBeGreaterThan(0.1);
});

test('failed requests are a share of their side, and are missing in its throughput and latencies', () => {
  const answers = answersOf(6).map((answer) => {
    const fails = answer.side === 'candidate' && answer.stream === 0;
    return { ...answer, latency: fails ? null : answer.latency };
  });
  const [chunk] = chunksOf(answers, CUT);
  expect(chunk?.pairs.get('errors')?.baseline).toBe(0);
  expect(chunk?.pairs.get('errors')?.candidate).toBeCloseTo(0.5, 10);
  expect(chunk?.pairs.get('throughput')?.candidate).toBeCloseTo(100, 10);
  expect(chunk?.pairs.get('throughput')?.difference).toBeGreaterThan(0.6);
  const dead = answers.map((answer) => ({ ...answer, latency: answer.side === 'candidate' ? null : answer.latency }));
  const [silent] = chunksOf(dead, CUT);
  expect([silent?.pairs.get('errors')?.difference, silent?.pairs.has('p50')]).toEqual([1, false]);
});

test('a quantile of which too few answers tell is not there', () => {
  // 60 right answers of each side in a chunk, 20 of each of three channels.
  const sparse = answersOf(7).filter(({ due }) => due % 100 < 15);
  const [chunk] = chunksOf(sparse, CUT);
  expect(chunk?.pairs.get(requestsOf(null))?.baseline).toBe(60);
  const keys = ['p50', 'p99', 'tail', 'email.p50', 'email.p99', 'email.tail', 'teams.p50'];
  expect(keys.filter((key) => chunk?.pairs.has(key))).toEqual(['p50', 'p99', 'tail', 'email.p50']);
});

test('a stall that all answers of a chunk meet adds nothing to a difference, and turns none around', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 500 }), (seed, stall) => {
      const answers = answersOf(seed, ({ latency, uniform }) => (uniform < 0.01 ? null : latency * 1.02));
      const stalled = answers.map((answer) => ({ ...answer, latency: plus(answer.latency, stall) }));
      // A part alone, so that no mean of opposite differences is compared.
      const [one, other] = [answers, stalled].map((each) => chunksOf(each, { ...CUT, block: 2 }));
      for (const key of ['errors', 'throughput']) {
        expect(differences(other ?? [], key)).toEqual(differences(one ?? [], key));
      }
      for (const [at, difference] of differences(one ?? [], 'tail').entries())
        expect((differences(other ?? [], 'tail')[at] ?? Number.NaN) * difference).toBeGreaterThanOrEqual(0);
      for (const key of ['p50', 'p90', 'p99']) {
        for (const [at, difference] of differences(one ?? [], key).entries()) {
          const after = differences(other ?? [], key)[at] ?? Number.NaN;
          expect(Math.sign(after)).toBe(Math.sign(difference));
          expect(Math.abs(after)).toBeLessThanOrEqual(Math.abs(difference));
        }
      }
    }),
    { numRuns: 10 },
  );
});

test('quantiles lie between neighbours, so that alike sides of unequal size are alike', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantile([7], 0.99)).toBe(7);
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => (at + 2 / 3) / (count + 1 / 3));
  for (const q of [0.5, 0.9]) expect(quantile(numbers(20), q)).toBeCloseTo(quantile(numbers(33), q), 10);
});

test('of latencies that are all the same none is beyond the others', () => {
  const answers = answersOf(10).map((answer) => ({ ...answer, latency: 5 }));
  expect(chunksOf(answers, CUT)[0]?.pairs.get('tail')).toEqual({ baseline: 0, candidate: 0, difference: 0 });
});

test('the control halves the baseline alone', () => {
  const answers = answersOf(8).map((answer) => ({
    ...answer,
    latency: (answer.latency ?? 0) * (answer.side === 'candidate' ? 9 : answer.stream === 1 ? 1.5 : 1),
  }));
  const control = chunksOf(answers, CUT).flatMap((chunk) => chunk.control.get('p50')?.difference ?? []);
  expect(control).toHaveLength(4);
  expect(mean(control)).toBeCloseTo(Math.log(1.5), 1);
});

test('CPU time of an answer and memory come from readings around the chunk', () => {
  const uses = SIDES.flatMap((side) =>
    [0.5, 1.5, 3.5, 6.5].map((second): Use => {
      const cost = side === 'baseline' ? 0.2 : 0.3;
      return { second, side, cpu: 5 + second * cost, memory: side === 'baseline' ? 100 : 100 + second };
    }),
  );
  const chunks = chunksOf(answersOf(9), { ...CUT, uses });
  // From 0 to 2 and from 6 to 8 a reading is missing.
  expect(chunks.map(({ pairs }) => pairs.has('cpu'))).toEqual([false, true, true, false]);
  expect(chunks[1]?.pairs.get('cpu')?.baseline).toBeCloseTo((0.2 * 2 * 1000) / 400, 10);
  expect(chunks[1]?.pairs.get('cpu')?.difference).toBeCloseTo(Math.log(1.5), 10);
  expect(chunks[1]?.pairs.get('memory')?.candidate).toBeCloseTo(104, 10);
  const atEdges = uses.filter(({ second }) => second < 2).map((use) => ({ ...use, second: use.second < 1 ? 2 : 4 }));
  expect(chunksOf(answersOf(9), { ...CUT, to: 4, uses: atEdges }).map(({ pairs }) => pairs.has('cpu'))).toEqual([
    false,
    true,
  ]);
  const silent = uses.map((use) => (use.side === 'candidate' ? { ...use, cpu: null } : use));
  expect(chunksOf(answersOf(9), { ...CUT, uses: silent })[1]?.pairs.has('cpu')).toBe(false);
});
