import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settle } from './plan.ts';
import type { Route } from './scenarios/settings.ts';

const ROUTES: Route[] = [
  { channel: 'email', thread: 'thr_1', token: 'a "quoted" token' },
  { channel: 'slack', thread: 'thr_2', token: 'a "quoted" token', channelId: 'C1' },
];
const target = (requests: number, ratePerSecond: number) => ({
  baseUrl: 'http://127.0.0.1:1/api/',
  routes: ROUTES,
  caps: { requests, ratePerSecond },
});

test('the caps of the target always hold, and a note says what was made smaller', () => {
  const positive = fc.double({ min: 0.01, max: 5000, noNaN: true });
  fc.assert(
    fc.property(
      fc.record({ rate: positive, duration: fc.double({ min: 1, max: 3600, noNaN: true }) }),
      fc.record({ requests: fc.integer({ min: 1, max: 100_000 }), ratePerSecond: positive }),
      ({ rate, duration }, caps) => {
        const settled = settle({ target: { ...target(0, 0), caps }, rate, duration });
        if (settled.kind !== 'settled') throw new Error(settled.why);
        const { settings, notes } = settled;
        expect(settings.rate).toBeLessThanOrEqual(Math.min(rate, caps.ratePerSecond));
        expect(settings.duration).toBeLessThanOrEqual(duration);
        expect(settings.duration).toBeGreaterThanOrEqual(1);
        expect(settings.requests).toBeLessThanOrEqual(caps.requests);
        expect(settings.requests).toBeLessThanOrEqual(Math.max(1, settings.rate * settings.duration + 1e-3));
        expect(settings.vus.most).toBeGreaterThanOrEqual(settings.vus.ready);
        if (settings.rate < rate || settings.duration < duration) expect(notes.join()).toContain('of the profile');
      },
    ),
  );
});

test('a wish within the caps is done as it is', () => {
  expect(settle({ target: target(1000, 100), rate: 40, duration: 2, mix: { email: 1, slack: 3 } })).toMatchObject({
    kind: 'settled',
    notes: [],
    settings: { rate: 40, duration: 2, requests: 80, baseUrl: 'http://127.0.0.1:1/api' },
  });
});

test('a limit below one second of load lowers the rate', () => {
  expect(settle({ target: target(5, 100), rate: 50, duration: 10 })).toMatchObject({
    settings: { rate: 5, duration: 1, requests: 5 },
  });
});

test('a channel of the mix without a thread is told', () => {
  expect(settle({ target: target(1000, 100) })).toMatchObject({
    notes: [expect.stringContaining('live_chat'), expect.stringContaining('teams')],
  });
});

test.each([
  ['rate 0', { rate: 0 }],
  ['a negative rate', { rate: -1 }],
  ['no number', { rate: Number.NaN }],
  ['duration 0', { duration: 0 }],
  ['no limits left', { target: target(0, 10) }],
  ['a rate limit of 0', { target: target(10, 0) }],
  ['no thread for the mix', { mix: { teams: 1 } }],
  ['a time limit of 0', { timeout: 0 }],
])('%s is refused with a hint', (_, wish) => {
  expect(settle({ target: target(1000, 100), ...wish })).toMatchObject({
    kind: 'refused',
    why: expect.any(String),
    hint: expect.any(String),
  });
});

test('the secrets are the token in each shape in which an answer may repeat it', () => {
  const settled = settle({ target: target(1000, 100) });
  if (settled.kind !== 'settled') throw new Error(settled.why);
  const { secrets } = settled.settings;
  expect(secrets).toContain('a "quoted" token');
  expect(secrets).toContain('a \\"quoted\\" token');
  expect(secrets).toContain('a%20%22quoted%22%20token');
  expect(secrets).toContain(btoa('a "quoted" token'));
});
