import { assert, constantFrom, integer, property, subarray } from 'fast-check';
import { expect, test } from 'vitest';
import { engines } from '../cases/engine.ts';
import { stateNames } from '../cases/state.ts';
import { cases, example, targetWith } from '../target/testing/target.ts';
import { planSending } from './plan.ts';

const target = targetWith({ limits: { requests: 10_000, ratePerSecond: 100 } });
const ids = (list: readonly { case: { id: string } }[]): string[] => list.map((one) => one.case.id);

test('every case is sent or has its reason, whatever a profile leaves out', () => {
  assert(
    property(subarray([...stateNames]), constantFrom(...engines), (left, engine) => {
      const states = Object.fromEntries(
        Object.entries(example.states).map(([name, state]) => [
          name,
          left.some((one) => one === name) ? { untested: 'not yet' } : state,
        ]),
      );
      const { planned, notSent } = planSending(cases, [engine], targetWith({ states }), 1);
      const sent = new Set(ids(planned));
      expect(
        cases
          .filter(({ id }) => !sent.has(id))
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual([...new Set(ids(notSent))].toSorted());
      for (const { why } of notSent) if (why.kind === 'untested') expect(why.why).not.toBe('');
    }),
    { numRuns: 30 },
  );
});

test('the seed decides the order, and nothing else', () => {
  const order = (seed: number) => ids(planSending(cases, engines, target, seed).planned);
  assert(
    property(integer(), integer(), (one, other) => {
      expect(order(one)).toEqual(order(one));
      expect(order(one).toSorted()).toEqual(order(other).toSorted());
      if (one !== other) expect(order(one)).not.toEqual(order(other));
    }),
    { numRuns: 10 },
  );
});

test('what is sent many times is sent on all threads in turn', () => {
  const { planned } = planSending(cases, ['probe'], target, 1);
  const rounds = planned.filter(({ case: one }) => one.times !== undefined).map(({ round }) => round);
  expect(rounds).toEqual(rounds.toSorted((a, b) => a - b));
});

test('what is sent many times is sent fewer times where the limit leaves no room, and nothing else is', () => {
  const count = (requests: number) => {
    const { planned } = planSending(cases, ['probe'], targetWith({ limits: { requests, ratePerSecond: 10 } }), 1);
    const repeated = planned.filter(({ case: one }) => one.times !== undefined);
    return { single: planned.length - repeated.length, repeated: repeated.length };
  };
  const [most, some, fewest] = [count(10_000), count(1_200), count(1)];
  expect(some.single).toBe(most.single);
  expect(some.repeated).toBeLessThan(most.repeated);
  expect(fewest.repeated).toBeLessThan(some.repeated);
  // Each is sent once, whatever it costs.
  expect(fewest.repeated).toBeGreaterThan(0);
});

test('a case on a connection that is kept open is sent behind those that it names', () => {
  const { planned } = planSending(cases, ['probe'], target, 1);
  const behind = planned.filter(({ case: one }) => one.after !== undefined);
  expect(behind.length).toBeGreaterThan(5);
  for (const { case: one, before = [] } of behind) expect(ids(before)).toEqual(one.after);
});
