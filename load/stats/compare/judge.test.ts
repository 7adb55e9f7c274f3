import fc from 'fast-check';
import { expect, test } from 'vitest';
import { look } from './judge.ts';
import { schedule } from './schedule.ts';
import { changed, chunksWith, LATENCY, only, rowOf, slower } from './testing/changed.ts';
import { WANTED } from './testing/drawn.ts';
import { keyOf, type Metric, type Pair } from './types.ts';

const PLAN = schedule(90);
const LAST = PLAN.looks.length - 1;
const seeds = fc.integer({ min: 1, max: 1e6 });

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
