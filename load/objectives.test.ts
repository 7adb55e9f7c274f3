import { expect, test } from 'vitest';
import { record } from './histogram.ts';
import { decided, kneeObjectives, missed } from './objectives.ts';
import { cellOf, measurementOf } from './testing/cells.ts';

/** Thirty seconds of 40 requests on each of two channels: email answers in about 10 ms, teams in about 30. */
const seconds = Array.from({ length: 30 }, (_, second) => second);
const spread = (about: number) => Array.from({ length: 40 }, (_, index) => about + (index % 10) / 10);
const measurement = measurementOf(
  seconds.flatMap((second) => [
    { second, values: spread(10) },
    { second, channel: 'teams', values: spread(30) },
    { second, channel: 'control', values: [900] },
    ...(second % 3 === 0 ? [{ second, outcome: 'status', status: 500, values: [1] }] : []),
  ]),
);
const WINDOW = { from: 5, to: 30 };

test('each is decided on its own channel, after the warm-up', () => {
  const objectives = decided(measurement, WINDOW, [
    { metric: 'p95', channel: 'email', atMost: 20 },
    { metric: 'p95', channel: 'teams', atMost: 20 },
    { metric: 'p50', atMost: 50 },
    { metric: 'errors', atMost: 0.2 },
    { metric: 'errors', channel: 'teams', atMost: 0 },
    { metric: 'throughput', atLeast: 75 },
    { metric: 'throughput', channel: 'email', atLeast: 60 },
  ]);
  expect(objectives.map(({ decision }) => decision)).toEqual([
    'met',
    'missed',
    'met',
    'met',
    'undecided',
    'met',
    'missed',
  ]);
  expect(objectives[0]).toMatchObject({ metric: 'p95', channel: 'email', limit: 20, value: expect.closeTo(10.9, 1) });
  expect(objectives[5]?.value).toBe(80);
  expect(missed(objectives)).toEqual([
    { kind: 'objective', channel: 'teams', text: expect.stringContaining('20') },
    { kind: 'objective', channel: 'email', text: expect.stringContaining('60') },
  ]);
});

test('seconds in which nothing came count in throughput', () => {
  const gap = measurementOf(seconds.filter((second) => second < 20).map((second) => ({ second, values: spread(1) })));
  const [objective] = decided(gap, { from: 0, to: 30 }, [{ metric: 'throughput', atLeast: 39 }]);
  expect(objective?.value).toBeCloseTo(26.7, 1);
  expect(objective?.decision).not.toBe('met');
});

test('no samples decide nothing', () => {
  const [objective] = decided(measurementOf([]), WINDOW, [{ metric: 'p99', atMost: 10 }]);
  expect(objective).toMatchObject({ value: null, interval: null, decision: 'undecided' });
});

test('a knee keeps nearly all of its rate unless something else was asked for', () => {
  expect(kneeObjectives(200)).toContainEqual({ metric: 'throughput', atLeast: 190 });
});

test('what the generator itself was late is not held against the target; what the target was slow is', () => {
  /** Answers that took 2 ms from the send, or 40, and came 40 ms after they were due. */
  const after = (service: number, late: number) => {
    const measured = measurementOf(seconds.map((second) => ({ second, values: spread(40) })));
    for (const span of measured.spans.values()) span.service = [cellOf({ values: spread(service) }).service];
    for (let index = 0; index < 1200; index += 1) record(measured.late, late);
    return decided(measured, WINDOW, [{ metric: 'p95', atMost: 20 }])[0];
  };
  expect(after(2, 38)).toMatchObject({
    decision: 'undecided',
    text: expect.stringMatching(/from the send it is 2\.\d+ ms/),
  });
  expect(after(40, 0)?.decision).toBe('missed');
  expect(after(40, 38)?.decision).toBe('missed');
  // A connection that takes long to make is the target's.
  expect(after(2, 1)?.decision).toBe('missed');
});
