import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settle, sizeOf, type Wanted } from './plan.ts';
import { SCENARIOS } from './scenarios/index.ts';
import type { Model, Route } from './scenarios/settings.ts';

const ROUTES: Route[] = [
  { channel: 'email', thread: 'thr_1', token: 'a "quoted" token' },
  { channel: 'slack', thread: 'thr_2', token: 'a "quoted" token', channelId: 'C1' },
];
const target = (requests: number, ratePerSecond: number) => ({
  baseUrl: 'http://127.0.0.1:1/api/',
  routes: ROUTES,
  attachmentUrl: 'https://example.com/a.pdf',
  caps: { requests, ratePerSecond },
});
const FREE = target(1_000_000, 10_000);

function settled(wanted: Partial<Wanted>) {
  const outcome = settle({ scenario: 'smoke', target: FREE, ...wanted });
  if (outcome.kind !== 'settled') throw new Error(outcome.why);
  return outcome;
}

function stagesOf(model: Model) {
  if (model.kind !== 'open') throw new Error('not the open model');
  return model.stages;
}

test('the caps of the target always hold, in every scenario, and a note says what was made smaller', () => {
  const positive = fc.double({ min: 0.01, max: 5000, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...SCENARIOS.filter((name) => name !== 'closed')),
      fc.record({ rate: positive, duration: fc.double({ min: 1, max: 3600, noNaN: true }) }),
      fc.record({ requests: fc.integer({ min: 10, max: 100_000 }), ratePerSecond: positive }),
      (scenario, { rate, duration }, caps) => {
        const { settings, notes } = settled({ scenario, target: { ...FREE, caps }, rate, duration });
        const free = settled({ scenario, target: target(1e12, 1e9), rate, duration });
        const stages = stagesOf(settings.model);
        const whole = sizeOf(settings.model);
        expect(whole.rate).toBeLessThanOrEqual(caps.ratePerSecond * (1 + 1e-9));
        expect(whole.requests).toBeLessThanOrEqual(caps.requests);
        for (const [index, stage] of stages.entries()) {
          expect(stage.seconds).toBeGreaterThanOrEqual(1);
          expect(stage.requests).toBeLessThanOrEqual(Math.max(1, stage.rate * stage.seconds + 1e-3));
          expect(stage.vus.most).toBeGreaterThanOrEqual(stage.vus.ready);
          // A second of the report belongs to one stage.
          expect(Number.isInteger(stage.start)).toBe(true);
          const before = stages[index - 1];
          expect(stage.start).toBe(before === undefined ? 0 : before.start + before.seconds);
        }
        if (whole.requests < sizeOf(free.settings.model).requests) expect(notes.join()).toContain('of the profile');
      },
    ),
  );
});

test('a wish within the caps is done as it is', () => {
  const { settings, notes } = settled({
    target: target(1000, 100),
    rate: 40,
    duration: 2.5,
    mix: { email: 1, slack: 3 },
  });
  expect(notes).toEqual([]);
  expect(settings.baseUrl).toBe('http://127.0.0.1:1/api');
  expect(stagesOf(settings.model)).toMatchObject([{ rate: 40, start: 0, seconds: 2.5, requests: 100 }]);
});

test('scenarios differ in their stages', () => {
  const shape = (scenario: Wanted['scenario']) =>
    stagesOf(settled({ scenario }).settings.model).map(({ rate, seconds }) => [rate, seconds]);
  expect(shape('smoke')).toEqual([[50, 10]]);
  expect(shape('average')).toEqual([[100, 60]]);
  expect(shape('soak')).toEqual([[50, 600]]);
  expect(shape('stress')).toEqual([100, 200, 400, 800, 100].map((rate) => [rate, 15]));
  expect(shape('spike')).toEqual([
    [50, 20],
    [500, 10],
    [50, 30],
  ]);
});

test('the closed model is paced, so that it keeps the rate limit too', () => {
  const { model } = settled({ scenario: 'closed', target: target(500, 20), vus: 8, duration: 30 }).settings;
  expect(model).toEqual({ kind: 'closed', vus: 8, seconds: 30, requests: 500, pace: 8 / 20 });
});

test('a limit below one second of load lowers the rate', () => {
  expect(stagesOf(settled({ target: target(5, 100), rate: 50, duration: 10 }).settings.model)).toMatchObject([
    { rate: 5, seconds: 1, requests: 5 },
  ]);
});

test('a channel of the mix without a thread is told', () => {
  const { notes } = settled({});
  expect(notes).toEqual([expect.stringContaining('live_chat'), expect.stringContaining('teams')]);
});

test.each([
  ['rate 0', { rate: 0 }],
  ['a negative rate', { rate: -1 }],
  ['no number', { rate: Number.NaN }],
  ['duration 0', { duration: 0 }],
  ['no limits left', { target: target(0, 10) }],
  ['a rate limit of 0', { target: target(10, 0) }],
  ['no thread for the mix', { mix: { teams: 1 } }],
  ['no payload', { payloads: {} }],
  ['a time limit of 0', { timeout: 0 }],
])('%s is refused with a hint', (_, wish) => {
  expect(settle({ scenario: 'smoke', target: FREE, ...wish })).toMatchObject({
    kind: 'refused',
    why: expect.any(String),
    hint: expect.any(String),
  });
});

test('the secrets are the token in each shape in which an answer may repeat it', () => {
  const { secrets } = settled({}).settings;
  expect(secrets).toContain('a "quoted" token');
  expect(secrets).toContain('a \\"quoted\\" token');
  expect(secrets).toContain('a%20%22quoted%22%20token');
  expect(secrets).toContain(btoa('a "quoted" token'));
});
