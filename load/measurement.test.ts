import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distributionOf, mergeEncoded } from './histogram.ts';
import { absorb, emptyMeasurement, fold, foldUnreadable, type Measurement, totals } from './measurement.ts';
import { cellOf, measurementOf } from './testing/cells.ts';

const cell = fc.record({
  second: fc.integer({ min: 0, max: 5000 }),
  channel: fc.constantFrom('email', 'teams', 'control'),
  payload: fc.constantFrom('plain', 'html-large'),
  outcome: fc.constantFrom('ok', 'status', 'none'),
  values: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 }),
});

const allOf = ({ spans }: Measurement) => ({
  count: [...spans.values()].reduce((sum, { count }) => sum + count, 0),
  latencies: distributionOf(mergeEncoded([...spans.values()].flatMap(({ latency }) => latency))),
});

test('however long a run is, nothing is lost and its size is bounded', () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 200 }), (cells) => {
      const measurement = measurementOf(cells);
      const answered = cells.filter(({ outcome }) => outcome !== 'none').flatMap(({ values }) => values);
      expect(allOf(measurement)).toEqual({
        count: cells.flatMap(({ values }) => values).length,
        latencies: distributionOf(mergeEncoded([cellOf({ values: answered }).latency])),
      });
      for (const { second, width } of measurement.spans.values()) {
        expect(width).toBe(measurement.width);
        expect(second % width).toBe(0);
      }
      expect(new Set([...measurement.spans.values()].map(({ second }) => second)).size).toBeLessThanOrEqual(600);
    }),
    { numRuns: 50 },
  );
});

test('a run put behind another is as if all had been one', () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 30 }), fc.array(cell, { maxLength: 30 }), (first, second) => {
      const whole = emptyMeasurement();
      absorb(whole, measurementOf(first), 0);
      absorb(whole, measurementOf(second), 7000);
      const expected = measurementOf([...first, ...second.map((one) => ({ ...one, second: one.second + 7000 }))]);
      expect(allOf(whole)).toEqual(allOf(expected));
      expect(totals(whole)).toEqual(totals(expected));
    }),
    { numRuns: 30 },
  );
});

test('totals leave the control out', () => {
  const of = (channel: string, outcome: string, values = [1]) => ({
    second: 0,
    channel,
    payload: 'plain',
    outcome,
    values,
  });
  const measurement = measurementOf([
    of('email', 'ok', [1, 2]),
    of('email', 'status'),
    of('teams', 'none'),
    of('control', 'ok'),
  ]);
  expect(totals(measurement)).toEqual({ requests: 4, answered: 3, right: 2, limited: 0 });
});

test('of examples the earliest is kept, reasons are counted and bounded, and what cannot be read is told', () => {
  const measurement = emptyMeasurement();
  for (const at of [30, 10, 20])
    fold(measurement, { sendproof: 'example', channel: 'email', outcome: 'status', at, text: `at ${at}` });
  expect(measurement.examples.get('email status')?.text).toBe('at 10');
  for (let index = 0; index < 300; index += 1)
    fold(measurement, { sendproof: 'reason', channel: 'email', outcome: 'none', why: `why ${index}`, count: 2 });
  expect(measurement.reasons.size).toBeLessThanOrEqual(101);
  expect([...measurement.reasons.values()].reduce((sum, { count }) => sum + count, 0)).toBe(600);
  foldUnreadable(measurement, 'panic: runtime error '.repeat(10));
  fold(measurement, { sendproof: 'unreadable', count: 2, first: 'other' });
  expect(measurement.unreadable).toEqual({ count: 3, first: expect.stringMatching(/^panic: runtime.{1,70}$/) });
});

test('ticks add up; drops keep their time', () => {
  const measurement = emptyMeasurement();
  const tick = (time: number, dropped: number, vus: number, gc: number | null) =>
    fold(measurement, { sendproof: 'tick', time, sent: 10, dropped, vus, gc });
  tick(1000, 0, 5, 0.5);
  tick(2000, 3, 9, 2);
  tick(3000, 0, 7, null);
  expect(measurement).toMatchObject({ sent: 30, dropped: 3, vus: 9, gc: 2, drops: [{ second: 1, count: 3 }] });
});
