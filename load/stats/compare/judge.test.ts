import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../testing/random.ts';
import { requestsOf } from './chunks.ts';
import { look, schedule } from './judge.ts';
import { drawn, normal, WANTED } from './testing/drawn.ts';
import { type Chunk, keyOf, type Metric, type Pair, type Row, type Wanted } from './types.ts';

const PLAN = schedule(90);
const LAST = PLAN.looks.length - 1;
const LATENCY: readonly Metric[] = ['p50', 'p90', 'p99'];
const seeds = fc.integer({ min: 1, max: 1e6 });

const slower =
  (by: (chunk: number) => number) =>
  (metric: Metric, chunk: number): number =>
    LATENCY.includes(metric) ? Math.log(1 + by(chunk)) : 0;
const failing =
  (share: (chunk: number) => number) =>
  (metric: Metric, chunk: number): number =>
    metric === 'errors' ? share(chunk) : 0;
const chunksWith = (seed: number, count: number, shift?: (metric: Metric, chunk: number) => number): Chunk[] =>
  drawn(random(seed), normal, count, shift);
const rowOf = (rows: readonly Row[], key: string): Row | undefined => rows.find((row) => keyOf(row) === key);
const only = (metric: Metric, margin: number): Wanted[] => [{ metric, channel: null, margin, required: true }];

function changed(chunks: readonly Chunk[], key: string, change: (pair: Pair) => Pair): Chunk[] {
  return chunks.map((chunk) => ({
    ...chunk,
    pairs: new Map([...chunk.pairs].map(([name, pair]) => [name, name === key ? change(pair) : pair])),
  }));
}

test('two alike are not worse, with an interval that holds no change and lies below the margin', () => {
  const { decision, why, rows } = look(chunksWith(1, 90), WANTED, PLAN, LAST);
  expect([decision, why]).toEqual(['notWorse', null]);
  for (const { interval, margin, detectable, chunks } of rows) {
    expect(interval?.[0]).toBeLessThanOrEqual(0);
    expect(interval?.[1]).toBeGreaterThanOrEqual(0);
    expect(interval?.[1]).toBeLessThan(margin);
    expect(detectable).toBeLessThanOrEqual(margin);
    expect(chunks).toBe(90);
  }
  // What is smaller than the floor is not called worse, however sure: so it cannot be claimed to have been seen.
  expect(rowOf(rows, 'p50')?.detectable).toBeGreaterThanOrEqual(0.02);
});

test('a slowdown by 5 % is worse at the first look, by about that much', () => {
  const { decision, rows } = look(
    chunksWith(
      2,
      12,
      slower(() => 0.05),
    ),
    WANTED,
    PLAN,
    0,
  );
  expect(decision).toBe('worse');
  expect(rowOf(rows, 'p50')?.change).toBeCloseTo(0.05, 1);
  expect(rowOf(rows, 'p50')?.interval?.[0]).toBeGreaterThan(0);
});

test('a difference as small as between two processes of one program is not worse, however sure', () => {
  const { rows, decision } = look(
    chunksWith(
      3,
      90,
      slower(() => 0.012),
    ),
    WANTED,
    PLAN,
    LAST,
  );
  expect(rowOf(rows, 'p50')?.interval?.[0]).toBeGreaterThan(0);
  expect(decision).toBe('notWorse');
});

test('fewer than nine chunks tell nothing, whatever the difference', () => {
  const wanted = WANTED.map((each) => ({ ...each, margin: 10 }));
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 8 }), fc.boolean(), (seed, count, differs) => {
      const shift = (metric: Metric): number => (!differs ? 0 : metric === 'errors' ? 1 : 2);
      const { rows, decision } = look(chunksWith(seed, count, shift), wanted, PLAN, LAST);
      expect(new Set([decision, ...rows.map((row) => row.decision)])).toEqual(new Set(['undecided']));
    }),
  );
});

test('what could not have seen the margin, or may be beyond it, is never not worse', () => {
  const noises = fc.double({ min: 0.7, max: 1.3, noNaN: true });
  const shifts = fc.double({ min: -0.1, max: 0.08, noNaN: true });
  fc.assert(
    fc.property(seeds, noises, shifts, fc.nat({ max: LAST }), (seed, noise, by, index) => {
      const chunks = changed(chunksWith(seed, PLAN.looks[index] ?? 0), 'p99', (pair) => ({
        ...pair,
        difference: pair.difference * noise + by,
      }));
      const row = look(chunks, only('p99', 0.1), PLAN, index).rows[0];
      if (row?.decision === 'notWorse') {
        expect(row.detectable).toBeLessThanOrEqual(0.1);
        expect(row.interval?.[1]).toBeLessThan(0.1);
        expect(row.needed).toBeLessThanOrEqual(Math.max(12, row.chunks));
      } else if ((row?.detectable ?? 0) > 0.1) {
        expect(row?.needed).toBeGreaterThan(row?.chunks ?? 0);
      }
    }),
    { numRuns: 1000 },
  );
});

test('swapping the sides mirrors the rows, and at most one of the two is worse', () => {
  const swap = ({ baseline, candidate, difference }: Pair): Pair => ({
    baseline: candidate,
    candidate: baseline,
    difference: -difference,
  });
  fc.assert(
    fc.property(seeds, fc.double({ min: -0.1, max: 0.1, noNaN: true }), (seed, by) => {
      const chunks = chunksWith(
        seed,
        34,
        slower(() => by),
      );
      const swapped = chunks.map((chunk) => ({
        ...chunk,
        pairs: new Map([...chunk.pairs].map(([key, pair]) => [key, swap(pair)])),
      }));
      const [one, other] = [chunks, swapped].map((each) => look(each, WANTED, PLAN, 4).rows);
      for (const row of one ?? []) {
        const mirrored = rowOf(other ?? [], keyOf(row));
        expect([mirrored?.baseline, mirrored?.candidate]).toEqual([row.candidate, row.baseline]);
        expect([row.decision, mirrored?.decision]).not.toEqual(['worse', 'worse']);
        if (!LATENCY.includes(row.metric)) continue;
        expect(1 + (mirrored?.change ?? 0)).toBeCloseTo(1 / (1 + (row.change ?? 0)), 10);
        expect(1 + (mirrored?.interval?.[0] ?? 0)).toBeCloseTo(1 / (1 + (row.interval?.[1] ?? 0)), 10);
      }
    }),
    { numRuns: 20 },
  );
});

test('throughput that never differs is not worse, by an interval of nothing', () => {
  const chunks = changed(chunksWith(4, 15), 'throughput', (pair) => ({ ...pair, difference: 0 }));
  const row = rowOf(look(chunks, WANTED, PLAN, 1).rows, 'throughput');
  expect([row?.decision, row?.change, row?.interval]).toEqual(['notWorse', 0, [0, 0]]);
});

test('half of the answers less is half of the throughput', () => {
  const chunks = chunksWith(5, 12, (metric) => (metric === 'throughput' ? Math.log(2) : 0));
  const { rows } = look(chunks, only('throughput', 0.05), PLAN, 0);
  expect(rows[0]?.change).toBeCloseTo(0.5, 2);
});

test('one request in 200 that fails is worse within 20 chunks, all over the run', () => {
  const { rows, decision } = look(
    chunksWith(
      6,
      20,
      failing(() => 0.005),
    ),
    WANTED,
    PLAN,
    2,
  );
  expect(decision).toBe('worse');
  expect(rowOf(rows, 'errors')?.change).toBeCloseTo(0.005, 10);
});

test('as many failures in one burst are not worse: it may be the machine', () => {
  for (const index of PLAN.looks.keys()) {
    const burst = failing((chunk) => (chunk === 7 ? 0.5 : 0));
    const { rows } = look(chunksWith(7, PLAN.looks[index] ?? 0, burst), WANTED, PLAN, index);
    expect(rowOf(rows, 'errors')?.decision).toBe('undecided');
  }
});

test('no failure among some hundred requests of each side is not worse than a margin of 3 points', () => {
  const chunks = changed(chunksWith(8, 12), requestsOf(null), (pair) => ({ ...pair, baseline: 40, candidate: 40 }));
  const row = rowOf(look(chunks, only('errors', 0.03), PLAN, 0).rows, 'errors');
  expect([row?.decision, row?.change]).toEqual(['notWorse', 0]);
  // A margin of half a point takes more of them, and the row says how many.
  const tight = look(chunks, only('errors', 0.005), PLAN, 0).rows[0];
  expect(tight?.decision).toBe('undecided');
  expect(tight?.needed).toBeGreaterThan(50);
});

test('a baseline that differs from itself decides nothing', () => {
  const chunks = chunksWith(
    9,
    15,
    slower(() => 0.1),
  ).map((chunk) => ({
    ...chunk,
    control: new Map([...chunk.control].map(([key, pair]) => [key, { ...pair, difference: pair.difference - 0.05 }])),
  }));
  const { decision, why, control } = look(chunks, WANTED, PLAN, 1);
  expect(decision).toBe('undecided');
  expect(why).toMatch(/^the baseline differs from itself: p50 by (4|5)(\.\d+)? %$/);
  expect(rowOf(control, 'p50')?.decision).toBe('worse');
});

test('a difference that shrinks while one side warms up is not claimed', () => {
  const { decision, why } = look(
    chunksWith(
      10,
      20,
      slower((chunk) => 0.3 * Math.exp(-chunk / 6)),
    ),
    WANTED,
    PLAN,
    2,
  );
  expect(decision).toBe('undecided');
  expect(why).toMatch(
    /the difference of p50 shrinks from \d+(\.\d+)? % to \d+(\.\d+)? %.*: one side was still warming up$/,
  );
  const growing = look(
    chunksWith(
      10,
      20,
      slower((chunk) => 0.04 + 0.002 * chunk),
    ),
    WANTED,
    PLAN,
    2,
  );
  expect(growing.decision).toBe('worse');
});

test('a small difference that goes away is not claimed, and one that stays is', () => {
  const claims = (by: (chunk: number) => number): number =>
    Array.from({ length: 100 }, (_, seed) =>
      look(chunksWith(seed + 1, 15, slower(by)), only('p50', 0.05), PLAN, 1),
    ).filter(({ decision }) => decision === 'worse').length;
  // Without a look at the trend it is 9.
  expect(claims((chunk) => 0.08 * Math.exp(-chunk / 6))).toBe(0);
  expect(claims(() => 0.03)).toBeGreaterThan(90);
});

test('what is open says by how much', () => {
  const wide = changed(chunksWith(11, 34), 'p99', (pair) => ({ ...pair, difference: 3 * pair.difference }));
  const { decision, why } = look(wide, WANTED, PLAN, 4);
  expect(decision).toBe('undecided');
  expect(why).toMatch(/^p99 could be up to \d+(\.\d+)? % slower; 10 % is the margin$/);
});

test('what no chunk shows stays open, and is decided by what is required alone', () => {
  const cpu: Wanted = { metric: 'cpu', channel: null, margin: 0.1, required: false };
  const watched = look(chunksWith(12, 90), [...WANTED, cpu], PLAN, LAST);
  expect(watched.decision).toBe('notWorse');
  expect(rowOf(watched.rows, 'cpu')).toMatchObject({ decision: 'undecided', chunks: 0, change: null, interval: null });
  const required = look(chunksWith(12, 90), [...WANTED, { ...cpu, required: true }], PLAN, LAST);
  expect(required.decision).toBe('undecided');
  expect(required.why).toBe('CPU time a request was not measured');
});
