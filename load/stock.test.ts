import fc from 'fast-check';
import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import { distributionOf, mergeEncoded } from './histogram.ts';
import { type Line, LineSchema } from './output.ts';
import { stockReader } from './stock.ts';

const point = (metric: string, value: number, tags: object, r?: string) =>
  JSON.stringify({ metric, type: 'Point', data: { time: '2026-01-01T00:00:01Z', value, tags, metadata: { r } } });

type Given = { due: number; late: number; setup: number; duration: number; channel: string; outcome: string };

const given = fc.record({
  due: fc.integer({ min: 0, max: 3999 }),
  late: fc.double({ min: 0, max: 50, noNaN: true }),
  setup: fc.double({ min: 0, max: 5, noNaN: true }),
  duration: fc.double({ min: 0.1, max: 900, noNaN: true }),
  channel: fc.constantFrom('email', 'teams', 'control'),
  outcome: fc.constantFrom('ok', 'status', 'none'),
});

function linesOf(requests: readonly Given[], tickEvery: number, withSamples = false): Line[] {
  const lines: Line[] = [];
  const reader = stockReader((line) => lines.push(line), withSamples);
  for (const [index, { due, late, setup, duration, channel, outcome }] of requests.entries()) {
    const rest =
      outcome === 'ok' ? `m${index}` : JSON.stringify({ why: `it was ${outcome}`, example: `number ${index}` });
    const payload = channel === 'control' ? 'control' : 'plain';
    const tags = { channel, payload, outcome, status: outcome === 'ok' ? '200' : '0' };
    reader.add(point('http_reqs', 1, { scenario: channel === 'control' ? 'control' : 'stage0' }));
    reader.add(point('sendproof_result', duration, tags, `${due} ${late} ${setup} ${rest}`));
    if (index % tickEvery === tickEvery - 1) reader.add(point('vus_max', 7, {}));
  }
  reader.add('half a li');
  reader.end();
  return lines;
}

test('nothing is lost on the way from samples to lines, and every line is of the form', () => {
  fc.assert(
    fc.property(fc.array(given, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (requests, tickEvery) => {
      const lines = linesOf(requests, tickEvery);
      expect(lines.every((line) => Check(LineSchema, line))).toBe(true);
      const messages = requests.filter(({ channel }) => channel !== 'control');
      const cells = lines.flatMap((line) => (line.sendproof === 'cell' ? [line] : []));
      expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(requests.length);
      expect(lines.flatMap((line) => (line.sendproof === 'tick' ? [line.sent] : [])).reduce((a, b) => a + b, 0)).toBe(
        messages.length,
      );
      expect(lines.flatMap((line) => (line.sendproof === 'ids' ? line.ids : []))).toHaveLength(
        messages.filter(({ outcome }) => outcome === 'ok').length,
      );
      const faults = lines.flatMap((line) => (line.sendproof === 'reason' ? [line.count] : []));
      expect(faults.reduce((a, b) => a + b, 0)).toBe(messages.filter(({ outcome }) => outcome !== 'ok').length);
      const late = mergeEncoded(lines.flatMap((line) => (line.sendproof === 'late' ? [line.histogram] : [])));
      expect(late.totalCount).toBe(messages.length);
      const answered = requests.filter(({ outcome }) => outcome !== 'none');
      const latencies = distributionOf(mergeEncoded(cells.map(({ latency }) => latency)));
      expect(latencies.reduce((sum, [, count]) => sum + count, 0)).toBe(answered.length);
      const largest = Math.max(0, ...answered.map((one) => one.late + one.setup + one.duration));
      if (answered.length > 0) expect(latencies.at(-1)?.[0]).toBeCloseTo(largest, largest > 100 ? -1 : 0);
      expect(lines.filter(({ sendproof }) => sendproof === 'unreadable')).toEqual([
        { sendproof: 'unreadable', count: 1, first: 'half a li' },
      ]);
      expect(lines.at(-1)).toEqual({ sendproof: 'end' });
    }),
    { numRuns: 50 },
  );
});

test('a cell is of the second in which its requests were due, with the wait for a connection in its latency', () => {
  const one = { due: 2900, late: 300, setup: 40, duration: 60, channel: 'email', outcome: 'ok' };
  const [cell] = linesOf([one], 5).filter((line) => line.sendproof === 'cell');
  expect(cell).toMatchObject({ second: 2, count: 1 });
  expect(distributionOf(mergeEncoded([cell?.latency ?? '']))[0]?.[0]).toBeCloseTo(400, -1);
  expect(distributionOf(mergeEncoded([cell?.service ?? '']))[0]?.[0]).toBeCloseTo(60, 0);
});

test('each request by itself when that is asked for, in whole microseconds, and lines stay short', () => {
  const one = { due: 2900, late: 0.0104, setup: 40, duration: 60.0004, channel: 'email', outcome: 'ok' };
  const others = [
    { ...one, outcome: 'none' },
    { ...one, channel: 'control' },
    { ...one, due: 2900.0005 },
  ];
  const told = (requests: Given[]) =>
    linesOf(requests, 9999, true).flatMap((line) => (line.sendproof === 'samples' ? [line.samples] : []));
  expect(told([one, ...others])).toEqual([
    [
      [2_900_000, 100_011, 100_000, 0],
      [2_900_000, -1, -1, 1],
      [2_900_001, 100_011, 100_000, 0],
    ],
  ]);
  expect(told(Array(4500).fill(one)).map(({ length }) => length)).toEqual([2000, 2000, 500]);
  expect(linesOf([one], 5).filter(({ sendproof }) => sendproof === 'samples')).toEqual([]);
});
