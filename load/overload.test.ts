import { expect, test } from 'vitest';
import { overloadOf, tooMuchFor } from './overload.ts';
import { measurementOf } from './testing/cells.ts';

/** A part of so many seconds, with the median latency of each. */
const part = (seconds: number, latency: (second: number) => number, start = 0) => ({
  measurement: measurementOf(
    Array.from({ length: seconds }, (_, second) => ({ second: start + second, values: [latency(second)] })),
  ),
  range: { start, seconds },
});

test('a queue that grows to the end is an overload, with the second from which on it counts', () => {
  const { measurement, range } = part(30, (second) => 5 + second * 200, 10);
  expect(overloadOf(measurement, range)).toEqual({ from: 12, wait: expect.closeTo(5.8, 1) });
});

test('a queue that begins late leaves the time before it alone', () => {
  const { measurement, range } = part(60, (second) => (second < 40 ? 5 : (second - 40) * 300));
  expect(overloadOf(measurement, range)?.from).toBeGreaterThanOrEqual(40);
});

test.each<[string, number, (second: number) => number]>([
  ['a constant latency, however long', 30, () => 3000],
  ['latency that grows with requests served', 60, (second) => 5 + second * 8],
  ['one long stall', 30, (second) => (second === 15 ? 4000 : 5)],
  ['a slow start', 30, (second) => (second < 3 ? 2000 : 5)],
  ['too little to tell', 2, (second) => second * 5000],
])('%s is none', (_, seconds, latency) => {
  const { measurement, range } = part(seconds, latency);
  expect(overloadOf(measurement, range)).toBeNull();
});

test('too much is what is above the lowest rate and was not kept up with', () => {
  const stage = (start: number, rate: number, achieved: number, more = {}) => ({
    ...{
      start,
      seconds: 5,
      rate,
      sent: rate * 5,
      answered: 0,
      failed: 0,
      dropped: 0,
      achieved,
      p50: 1,
      p95: 1,
      p99: 1,
    },
    ...more,
  });
  const { measurement } = part(25, () => 5);
  const rates = (stages: Parameters<typeof tooMuchFor>[1]) => tooMuchFor(measurement, stages).map(({ rate }) => rate);
  expect(rates([stage(0, 100, 50), stage(5, 200, 199), stage(10, 400, 190), stage(15, 100, 100)])).toEqual([400]);
  expect(rates([stage(0, 100, 100), stage(5, 200, 200, { dropped: 9 })])).toEqual([200]);
  expect(rates([stage(0, 100, 100), stage(5, 200, 99), stage(10, 100, 20)])).toEqual([200, 100]);
  expect(rates([stage(0, 50, 50, { met: true }), stage(5, 100, 99, { met: false })])).toEqual([100]);
});
