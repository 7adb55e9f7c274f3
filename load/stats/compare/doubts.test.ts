import { expect, test } from 'vitest';
import { requestsOf } from './chunks.ts';
import { look } from './judge.ts';
import { schedule } from './schedule.ts';
import { changed, chunksWith, failing, only, rowOf, slower } from './testing/changed.ts';
import { WANTED } from './testing/drawn.ts';
import type { Wanted } from './types.ts';

const PLAN = schedule(90);
const LAST = PLAN.looks.length - 1;

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

test('a candidate that goes down and stays so is worse, and one that comes back is not', () => {
  const down = (until: number) =>
    look(
      chunksWith(
        12,
        20,
        failing((chunk) => (chunk >= 12 && chunk < until ? 1 : 0)),
      ),
      WANTED,
      PLAN,
      2,
    );
  expect(rowOf(down(20).rows, 'errors')?.decision).toBe('worse');
  expect(rowOf(down(17).rows, 'errors')?.decision).toBe('undecided');
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
