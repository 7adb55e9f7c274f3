import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { waits } from './pace.ts';

/** When requests go that are asked for at these times: gaps of milliseconds, one after the other. */
function going(ratePerSecond: number, gaps: readonly number[]): number[] {
  const wait = waits(ratePerSecond);
  let now = 0;
  return gaps.map((gap) => {
    now += gap;
    return now + wait(now);
  });
}

test('no second has more requests than it may, however they are asked for', () => {
  assert(
    property(integer({ min: 1, max: 60 }), array(integer({ min: 0, max: 700 }), { maxLength: 300 }), (rate, gaps) => {
      const times = going(rate, gaps);
      for (const [first, start] of times.entries()) {
        // Half open, and a thousandth of a millisecond for arithmetic.
        const within = times.slice(first).filter((time) => time < start + 1000 - 1e-3);
        expect(within.length).toBeLessThanOrEqual(rate);
      }
    }),
  );
});

test('four go at once, and then one after the other', () => {
  expect(going(20, [0, 0, 0, 0, 0, 0])).toEqual([0, 0, 0, 0, 62.5, 125]);
});

test('a slow rate has no two at once', () => {
  expect(going(2, [0, 0, 0])).toEqual([0, 500, 1000]);
});

test('time that nobody used is not saved up', () => {
  expect(going(20, [0, 60_000, 0, 0, 0, 0]).slice(1)).toEqual([60_000, 60_000, 60_000, 60_000, 60_062.5]);
});
