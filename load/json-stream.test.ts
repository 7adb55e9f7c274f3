import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLine } from './json-stream.ts';
import { lineCutter } from './lines.ts';

const point = (metric: string, value: unknown, rest: object = {}) =>
  JSON.stringify({ metric, type: 'Point', data: { time: '2026-01-01T00:00:00.5Z', value, tags: {}, ...rest } });

const result = (tags: object, r: string | undefined = '1250.5 0.25 0.1 m1', value: unknown = 1.25) =>
  point('sendproof_result', value, {
    tags: { channel: 'email', payload: 'plain', outcome: 'ok', status: '200', ...tags },
    metadata: { r },
  });

const READ = { channel: 'email', payload: 'plain', status: 200, duration: 1.25, due: 1250.5, late: 0.25, setup: 0.1 };

test('reads what k6 writes', () => {
  expect(readLine(result({}))).toEqual({ kind: 'result', result: { ...READ, outcome: 'ok', id: 'm1' } });
  expect(readLine(result({}, '1250.5 0.25 0.1 an id, with blanks'))).toMatchObject({
    result: { id: 'an id, with blanks' },
  });
  const fault = { why: 'status 500', example: 'POST …' };
  expect(readLine(result({ outcome: 'status', status: '500' }, `1250.5 0.25 0.1 ${JSON.stringify(fault)}`))).toEqual({
    kind: 'result',
    result: { ...READ, outcome: 'status', status: 500, fault },
  });
  expect(readLine(result({ channel: 'control', payload: 'control' }, '1250.5 0.25 0.1 '))).toEqual({
    kind: 'result',
    result: { ...READ, channel: 'control', payload: 'control', outcome: 'ok' },
  });
  expect(readLine(point('http_reqs', 1))).toEqual({ kind: 'sent', count: 1 });
  expect(readLine(point('http_reqs', 1, { tags: { scenario: 'control' } }))).toEqual({ kind: 'other' });
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
  ['no payload', result({ payload: '' })],
  ['no metadata', point('sendproof_result', 1, { tags: { channel: 'email', outcome: 'ok', status: '200' } })],
  ['metadata without its times', result({}, 'm1')],
  ['a time that is no number', result({}, 'soon 0 0 m1')],
  ['a time before the start', result({}, '-1 0 0 m1')],
  ['a fault that is no JSON', result({ outcome: 'wrong' }, '1 0 0 oh')],
  ['a fault without a reason', result({ outcome: 'wrong' }, '1 0 0 {}')],
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
