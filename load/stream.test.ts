import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineCutter } from './lines.ts';
import { readLine } from './stream.ts';

const point = (metric: string, value: unknown, rest: object = {}) =>
  JSON.stringify({ metric, type: 'Point', data: { time: '2026-01-01T00:00:00.5Z', value, tags: {}, ...rest } });

const result = (tags: object, detail: unknown = { at: 250, id: 'm1' }, value: unknown = 1.25) =>
  point('sendproof_result', value, {
    tags: { channel: 'email', outcome: 'ok', status: '200', ...tags },
    metadata: { detail: JSON.stringify(detail) },
  });

test('reads what k6 writes', () => {
  expect(readLine(result({}))).toEqual({
    kind: 'result',
    result: { at: 250, id: 'm1', channel: 'email', outcome: 'ok', status: 200, latency: 1.25 },
  });
  expect(readLine(point('http_reqs', 1))).toEqual({ kind: 'sent', count: 1 });
  expect(readLine(point('dropped_iterations', 3))).toEqual({ kind: 'dropped', count: 3 });
  expect(readLine(point('vus_max', 10))).toEqual({ kind: 'vus', count: 10, time: Date.UTC(2026, 0, 1) + 500 });
  expect(readLine(point('http_req_tls_handshaking', 0))).toEqual({ kind: 'other' });
  expect(readLine('{"type":"Metric","data":{"name":"vus"},"metric":"vus"}')).toEqual({ kind: 'other' });
});

test.each([
  ['half a line', result({}).slice(0, 60)],
  ['no JSON', 'panic: runtime error'],
  ['an empty line', ''],
  ['JSON that is no object', '42'],
  ['another type of line', '{"metric":"http_reqs","type":"Dot","data":{"value":1}}'],
  ['a value that is no number', point('http_reqs', 'one')],
  ['a negative value', point('http_reqs', -1)],
  ['an unknown channel', result({ channel: 'fax' })],
  ['an unknown outcome', result({ outcome: 'fine' })],
  ['no status', result({ status: 'OK' })],
  ['no detail', point('sendproof_result', 1, { tags: { channel: 'email', outcome: 'ok', status: '200' } })],
  ['a detail without its time', result({}, { id: 'm1' })],
  ['an id that is no text', result({}, { at: 1, id: 7 })],
  ['a tick without its time', point('vus_max', 1, { time: 'soon' })],
])('%s is unreadable, not skipped', (_, line) => {
  expect(readLine(line)).toMatchObject({ kind: 'unreadable' });
});

test('never throws, whatever a line holds', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      expect(readLine(line).kind).toBeTypeOf('string');
    }),
  );
});

test('lines come out whole, however the text was cut', () => {
  const line = fc.string({ maxLength: 20 }).map((text) => `${text.replaceAll('\n', '')}.`);
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.integer({ min: 0, max: 200 })), (lines, cuts) => {
      const text = lines.join('\n');
      const got: string[] = [];
      const cutter = lineCutter((one) => got.push(one));
      let from = 0;
      for (const cut of [...cuts.toSorted((a, b) => a - b), text.length]) {
        cutter.add(text.slice(from, cut));
        from = Math.max(from, cut);
      }
      cutter.end();
      expect(got).toEqual(lines);
    }),
  );
});
