import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EQUAL_MIX, schedule } from './mix.ts';
import { CHANNELS } from './scenarios/settings.ts';

const ROUTES = CHANNELS.map((channel) => ({ channel }));

test('an equal mix takes the channels in turn', () => {
  expect(schedule(ROUTES, EQUAL_MIX).slice(0, 8)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
});

test('each route gets its share: of the whole table, and of each beginning of it', () => {
  const weight = fc.integer({ min: 0, max: 20 });
  fc.assert(
    fc.property(fc.tuple(weight, weight, weight, weight), fc.integer({ min: 1, max: 1000 }), (weights, length) => {
      const total = weights.reduce((sum, one) => sum + one, 0);
      fc.pre(total > 0);
      const [email, slack, live_chat, teams] = weights;
      const table = schedule(ROUTES, { email, slack, live_chat, teams });
      expect(table).toHaveLength(1000);
      for (const [index, one] of weights.entries()) {
        const share = (turns: number) => (one / total) * turns;
        const times = (turns: number) => table.slice(0, turns).filter((route) => route === index).length;
        expect(Math.abs(times(1000) - share(1000))).toBeLessThanOrEqual(1);
        expect(Math.abs(times(length) - share(length))).toBeLessThanOrEqual(3);
        if (one === 0) expect(times(1000)).toBe(0);
      }
    }),
  );
});

test('two threads of one channel share its weight', () => {
  const table = schedule([{ channel: 'email' }, { channel: 'email' }, { channel: 'slack' }], { email: 1, slack: 1 });
  expect([0, 1, 2].map((route) => table.filter((one) => one === route).length)).toEqual([250, 250, 500]);
});

test('no weight on any route: no table', () => {
  expect(schedule([{ channel: 'email' }], { slack: 1 })).toEqual([]);
  expect(schedule([], EQUAL_MIX)).toEqual([]);
});
