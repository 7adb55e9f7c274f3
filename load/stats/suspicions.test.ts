import { expect, test } from 'vitest';
import type { Scenario, Service } from './testing/model.ts';
import {
  clean,
  costly,
  drainingSlowly,
  growing,
  heavyTailed,
  leaking,
  limited,
  slowOn,
  standingStill,
} from './testing/services.ts';
import { AVERAGE, SMOKE, STRESS } from './testing/simulate.ts';
import { trials } from './testing/trials.ts';

// Few of each, to be quick; `node load/stats/testing/table.ts 250` makes the table of the manual.
const FEW = 4;

test.each<[string, Service, Scenario]>([
  ['0.5 ms in smoke', clean(0.5), SMOKE],
  ['0.5 ms on a noisier machine', clean(0.5, 0.25), AVERAGE],
  ['2 ms', clean(2), STRESS],
  ['10 ms in smoke', clean(10), SMOKE],
  ['10 ms on a noisier machine', clean(10, 0.25), SMOKE],
  ['50 ms', clean(50), AVERAGE],
  ['short of CPU', limited(2, 1, 0.95), STRESS],
  ['short of CPU, on two cores', limited(10, 2, 1.9), STRESS],
  ['attachments that cost 2 ms each', costly(2, 'attachments', 2, 1), SMOKE],
  ['length that costs 2 ms a KiB', costly(2, 'kib', 2, 1), SMOKE],
  ['email that takes 9 ms more', slowOn(5, 'email', 9), AVERAGE],
])('a clean service is accused of nothing: %s', (_, service, scenario) => {
  expect(trials(service, scenario, FEW, 1).texts).toEqual([]);
});

test.each<[string, string, Service, Scenario, RegExp]>([
  [
    'latency-growth',
    'by 10 ms in smoke',
    growing(0.5, 0.02, 500),
    SMOKE,
    /latency grew by \d+ % over 10 s at a constant 50 requests\/s, from \S+ ms to \S+ ms \(p50\)/,
  ],
  ['latency-growth', 'by 30 ms in average', growing(4, 0.005, 500), AVERAGE, /latency grew/],
  [
    'stalls',
    '400 ms every 3 s',
    standingStill(0.5, 3000, 400),
    SMOKE,
    /the whole server stood still \d times, every 3 s, for \d+ to 40\d ms/,
  ],
  ['stalls', '100 ms every 2 s', standingStill(0.5, 2000, 100), SMOKE, /every 2 s, for 10\d/],
  ['stalls', '400 ms of one of two workers', standingStill(2, 3000, 400, 2), SMOKE, /or one of its workers/],
  ['stalls', '400 ms, then 4 ms for each', drainingSlowly(4, 3000, 400), SMOKE, /stood still/],
  ['stalls', 'while p50 is 50 ms', standingStill(50, 2000, 200), AVERAGE, /stood still/],
  [
    'heavy-tail',
    '2 % take 300 ms',
    heavyTailed(0.5, 0.02, 300),
    AVERAGE,
    /one request in \d\d takes about 301 ms, \d+ times the median/,
  ],
  ['heavy-tail', '0.5 % take 500 ms', heavyTailed(10, 0.005, 500), AVERAGE, /one request in/],
  [
    'slow-channel',
    'Teams',
    slowOn(2, 'teams', 60),
    SMOKE,
    /^teams: teams takes [567]\d.* ms, the other channels \S+ ms or less/,
  ],
  ['slow-channel', 'email', slowOn(5, 'email', 30), SMOKE, /^email: email takes/],
  [
    'payload-cost',
    'attachments squared',
    costly(2, 'attachments', 0.04, 2),
    SMOKE,
    /^email: 100 attachments take \S+ times as long as 10 .* power (1\.[3-9]|2\.\d) of their number/,
  ],
  [
    'payload-cost',
    'attachments to the power of 1.5',
    costly(2, 'attachments', 0.3, 1.5),
    AVERAGE,
    /power 1\.5 of their number/,
  ],
  [
    'payload-cost',
    'length squared',
    costly(0.5, 'kib', 0.1, 2),
    SMOKE,
    /128 KiB of HTML take .* power (1\.[3-9]|2\.\d) of its length|their number/,
  ],
  [
    'no-scaling',
    'one at a time',
    limited(6, 1, null),
    STRESS,
    /400 requests\/s were asked for and 1\d\d\/s answered, .* one after the other/,
  ],
  ['no-scaling', 'four at a time, CPU idle', limited(20, 4, 0.1), STRESS, /only about [345] at a time/],
  [
    'memory-growth',
    '16 KiB',
    leaking(0.5, 16 * 1024),
    AVERAGE,
    /resident memory grew by (1[6-9]|2\d)\S* KiB for each message, 1\d\d MiB in all/,
  ],
  ['memory-growth', '8 KiB', leaking(2, 8 * 1024), AVERAGE, /resident memory grew/],
])('%s: %s', (kind, _, service, scenario, text) => {
  const outcome = trials(service, scenario, FEW, 2);
  expect(outcome.confirmed.get(kind) ?? 0).toBeGreaterThanOrEqual(FEW - 1);
  expect([...outcome.confirmed.keys()]).toEqual([kind]);
  for (const said of outcome.texts) expect(said).toMatch(text);
});

test('a heap of the JVM says nothing', () => {
  const service = { ...leaking(0.5, 32 * 1024), runtime: 'java' };
  expect(trials(service, AVERAGE, 2, 3).texts).toEqual([]);
});
