import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EQUAL_MIX, FULL_PAYLOADS, turnsOf } from './mix.ts';
import { CHANNELS } from './scenarios/settings.ts';

const ROUTES = CHANNELS.map((channel) => ({ channel }));
const PLAIN = { plain: 1 };
const routesOf = (turns: [number, string][]) => turns.map(([route]) => route);

test('an equal mix takes the channels in turn', () => {
  expect(routesOf(turnsOf(ROUTES, EQUAL_MIX, PLAIN)).slice(0, 8)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
});

test('each route gets its share: of the whole table, and of each beginning of it', () => {
  const weight = fc.integer({ min: 0, max: 20 });
  fc.assert(
    fc.property(fc.tuple(weight, weight, weight, weight), fc.integer({ min: 1, max: 1000 }), (weights, length) => {
      const total = weights.reduce((sum, one) => sum + one, 0);
      fc.pre(total > 0);
      const [email, slack, live_chat, teams] = weights;
      const table = routesOf(turnsOf(ROUTES, { email, slack, live_chat, teams }, PLAIN));
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

test('payloads share the weight of their channel, and copies and attachments go to email alone', () => {
  const turns = turnsOf(ROUTES, EQUAL_MIX, FULL_PAYLOADS);
  const times = (route: number, payload: string) => turns.filter(([r, p]) => r === route && p === payload).length;
  for (const [route, channel] of CHANNELS.entries()) {
    expect(Math.abs(routesOf(turns).filter((one) => one === route).length - 250)).toBeLessThanOrEqual(7);
    for (const payload of ['copies', 'attachments-1', 'attachments-10', 'attachments-100'])
      expect(times(route, payload) > 0).toBe(channel === 'email');
    expect(times(route, 'html-large')).toBeGreaterThan(10);
    expect(times(route, 'plain')).toBeGreaterThan(9 * times(route, 'html-large'));
  }
});

test('two threads of one channel share its weight', () => {
  const table = routesOf(
    turnsOf([{ channel: 'email' }, { channel: 'email' }, { channel: 'slack' }], { email: 1, slack: 1 }, PLAIN),
  );
  expect([0, 1, 2].map((route) => table.filter((one) => one === route).length)).toEqual([250, 250, 500]);
});

test('no weight on any route, or on any payload that it can carry: no table', () => {
  expect(turnsOf([{ channel: 'email' }], { slack: 1 }, PLAIN)).toEqual([]);
  expect(turnsOf([], EQUAL_MIX, PLAIN)).toEqual([]);
  expect(turnsOf([{ channel: 'teams' }], EQUAL_MIX, { copies: 1 })).toEqual([]);
});
