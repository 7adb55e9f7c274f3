import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalAbove } from '../probability.ts';
import { bounds, FIRST_LOOK, schedule } from './schedule.ts';
import { WANTED } from './testing/drawn.ts';

test('looks begin at fifteen chunks, grow by about a third and end with the budget', () => {
  expect(schedule(90).looks).toEqual([15, 19, 25, 32, 42, 55, 72, 90]);
  expect(schedule(FIRST_LOOK).looks).toEqual([15]);
  expect(() => schedule(14)).toThrow('15 chunks');
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 2000 }), (budget) => {
      const { looks } = schedule(budget);
      expect(looks.at(-1)).toBe(budget);
      for (const [at, look] of looks.slice(1).entries()) expect(look).toBeGreaterThan((looks[at] ?? 0) * 1.08);
    }),
  );
});

test('fifteen of fifteen positive differences reach the bound of the median at the first look of three minutes', () => {
  const [p50 = 0] = bounds(WANTED, schedule(90), 0);
  expect(normalAbove(p50)).toBeGreaterThan(2 ** -15);
});

test('at a single look the errors of all add up to alpha, whatever is wanted', () => {
  const metrics = ['p50', 'p90', 'p99', 'tail', 'errors', 'throughput', 'cpu', 'memory'] as const;
  const subject = fc.record({ metric: fc.constantFrom(...metrics), required: fc.boolean() });
  fc.assert(
    fc.property(fc.array(subject, { minLength: 1, maxLength: 20 }), (subjects) => {
      const wanted = subjects.map((each) => ({ ...each, channel: null, margin: 0.05 }));
      const errors = bounds(wanted, schedule(15), 0).map(normalAbove);
      expect(errors.reduce((all, error) => all + error, 0)).toBeCloseTo(0.01, 6);
    }),
    { numRuns: 30 },
  );
});
