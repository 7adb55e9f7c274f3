import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Message } from './exchange.ts';
import { answerRaw, http, nobody, serveRaw } from './testing/servers.ts';
import { openTransport } from './transport.ts';

const bounds = { answerBytes: 1 << 16, headerBytes: 1 << 14, connectMs: 200, answerMs: 200, redirects: 3 };
/** For servers that answer: a slow machine must not make an answer late. */
const patient = { ...bounds, connectMs: 20_000, answerMs: 20_000 };

const message: Message = {
  path: '',
  headers: [
    ['authorization', 'Bearer secret'],
    ['content-type', 'application/json'],
  ],
  body: Buffer.from('{"content":"x"}'),
};

async function send(url: string, { within = patient, signal = new AbortController().signal, sent = message } = {}) {
  const transport = openTransport(within);
  return transport(`${url}/threads/t/messages`, sent, signal);
}

const json = 'HTTP/1.1 200 OK\r\ncontent-type: application/json';

describe('no answer comes', () => {
  test('when nobody listens', async () => {
    expect(await send(await nobody())).toMatchObject({
      kind: 'none',
      cause: 'unreachable',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('when the connection is closed at once', async () => {
    const { url } = await serveRaw((socket) => socket.end());
    expect(await send(url)).toMatchObject({ kind: 'none', cause: 'broken' });
  });

  test('when the connection is reset', async () => {
    const { url } = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await send(url)).toMatchObject({ kind: 'none', cause: 'broken' });
  });

  test('when the answer is not HTTP', async () => {
    const { url } = await serveRaw((socket) => socket.end('220 mail.example.com ESMTP ready\r\n'));
    expect(await send(url)).toMatchObject({
      kind: 'none',
      cause: 'broken',
      reason: expect.stringContaining('not HTTP'),
    });
  });

  test.each([
    ['by its length', `${json}\r\ncontent-length: 100\r\n\r\n{"id":`],
    ['by its chunks', `${json}\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{"id":\r\n`],
    ['in its header', 'HTTP/1.1 200 OK\r\ncontent-ty'],
  ])('when only half of it does, %s', async (_, half) => {
    const { url } = await answerRaw(() => half);
    expect(await send(url)).toMatchObject({ kind: 'none', cause: 'broken' });
  });

  test('when the target hangs', async () => {
    const { url } = await serveRaw(() => undefined);
    expect(await send(url, { within: bounds })).toEqual({
      kind: 'none',
      cause: 'timeout',
      reason: 'no answer within 0.2 s',
    });
  });

  test('when the target hangs after its header', async () => {
    const { url } = await answerRaw((_, socket) => {
      socket.write(`${json}\r\ncontent-length: 9\r\n\r\n{`);
      return undefined;
    });
    expect(await send(url, { within: bounds })).toMatchObject({ cause: 'timeout' });
  });

  test.each([
    ['body', `${json}\r\ntransfer-encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
    ['header', 'HTTP/1.1 200 OK\r\nx-drip: ', 'x'],
  ])('when the target drips its %s for ever', async (_, start, drip) => {
    const { url } = await answerRaw((_request, socket) => {
      socket.write(start);
      const dripping = setInterval(() => socket.write(drip), 5);
      socket.once('close', () => clearInterval(dripping));
      return undefined;
    });
    expect(await send(url, { within: bounds })).toMatchObject({ cause: 'timeout' });
  });

  test('when the run is stopped', async () => {
    const stop = new AbortController();
    const { url } = await answerRaw(() => {
      stop.abort();
      return undefined;
    });
    expect(await send(url, { signal: stop.signal })).toMatchObject({ kind: 'none' });
  });
});

describe('an answer past the harness’s own limits is no fault of the target', () => {
  test.each([
    ['a body with its length', http(json, 'x'.repeat(bounds.answerBytes + 1))],
    ['a body without', `${json}\r\n\r\n${'x'.repeat(bounds.answerBytes + 1)}`],
    ['a small body that grows large', http(`${json}\r\ncontent-encoding: gzip`, gzipSync(Buffer.alloc(50 << 20)))],
    ['a header of 1 MB', http(`${json}\r\nx-long: ${'x'.repeat(1 << 20)}`)],
    ['a thousand fields', http(json + '\r\nx-field: some value'.repeat(2000))],
  ])('%s', async (_, bytes) => {
    const { url } = await answerRaw(() => bytes);
    expect(await send(url)).toMatchObject({
      kind: 'none',
      cause: 'limit',
      reason: expect.stringMatching(/longer than \d+ KiB/),
    });
  });

  test('and exactly at the limit it is an answer', async () => {
    const { url } = await answerRaw(() => http(json, 'x'.repeat(bounds.answerBytes)));
    expect(await send(url)).toMatchObject({ kind: 'answer', status: 200 });
  });
});

describe('content codings', () => {
  const body = Buffer.from('{"id":"m1"}');
  test.each([
    ['gzip', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['GZIP', gzipSync(body)],
    ['br', brotliCompressSync(body)],
    ['deflate', deflateSync(body)],
    ['identity', body],
    ['deflate, gzip', gzipSync(deflateSync(body))],
  ])('%s is undone', async (coding, bytes) => {
    const { url } = await answerRaw(() => http(`${json}\r\ncontent-encoding: ${coding}`, bytes));
    expect(await send(url)).toMatchObject({ kind: 'answer', body });
  });

  test('gzip that is none is no answer', async () => {
    const { url } = await answerRaw(() => http(`${json}\r\ncontent-encoding: gzip`, body));
    expect(await send(url)).toMatchObject({ kind: 'none', cause: 'broken', reason: expect.stringContaining('gzip') });
  });

  test('an empty body is empty in every coding', async () => {
    const { url } = await answerRaw(() => http('HTTP/1.1 401 Unauthorized\r\ncontent-encoding: gzip'));
    expect(await send(url)).toMatchObject({ kind: 'answer', status: 401, body: Buffer.alloc(0) });
  });
});

describe('an answer is kept as it came', () => {
  test('fields in their order, repeated ones too', async () => {
    const { url } = await answerRaw(() => http('HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nX-One: 1\r\nset-cookie: b=2'));
    expect(await send(url)).toMatchObject({
      headers: [
        ['Set-Cookie', 'a=1'],
        ['X-One', '1'],
        ['set-cookie', 'b=2'],
        ['content-length', '0'],
      ],
    });
  });

  test('bytes of a field that are not ASCII, one character for each', async () => {
    const note = Buffer.from('é ✓').toString('latin1');
    const { url } = await answerRaw(() => http(`HTTP/1.1 200 OK\r\nx-note: ${note}`));
    expect(await send(url)).toMatchObject({ headers: expect.arrayContaining([['x-note', note]]) });
  });

  test('bytes that are no text', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]);
    const { url } = await answerRaw(() => http(json, bytes));
    expect(await send(url)).toMatchObject({ kind: 'answer', body: bytes });
  });

  test.each([
    ['100, unasked', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['103 with its fields', 'HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n'],
    ['102, twice', 'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n'],
  ])('what comes before it is not the answer: %s', async (_, interim) => {
    const { url } = await answerRaw(() => Buffer.concat([Buffer.from(interim), http(json, '{}')]));
    expect(await send(url)).toMatchObject({ kind: 'answer', status: 200, body: Buffer.from('{}') });
  });

  test.each([204, 301, 302, 303, 304, 400, 418, 500, 599])('status %i', async (status) => {
    const { url } = await answerRaw(() => `HTTP/1.1 ${status} x\r\nlocation: /elsewhere\r\nconnection: close\r\n\r\n`);
    expect(await send(url)).toMatchObject({ kind: 'answer', status });
  });
});

test('a request goes out as it is, without a coding of its own', async () => {
  const { url, requests } = await answerRaw(() => http(json, '{}'));
  await send(url);
  await send(url, { sent: { path: '', headers: [], body: Buffer.alloc(0) } });
  expect(requests[0]).toMatch(/^POST \/threads\/t\/messages HTTP\/1\.1\r\n/);
  expect(requests[0]).toContain('\r\nauthorization: Bearer secret\r\n');
  expect(requests[0]).toContain('\r\naccept-encoding: identity\r\n');
  expect(requests[0]).toMatch(/\r\n\r\n\{"content":"x"\}$/);
  expect(requests[1]).toMatch(/\r\n\r\n$/);
  expect(requests[1]).not.toMatch(/content-type|authorization/);
});

describe('redirects', () => {
  test.each([307, 308])('%i is followed within the origin, token and body included', async (status) => {
    const { url, requests } = await answerRaw((request) =>
      request.startsWith('POST /threads/t/messages ')
        ? http(`HTTP/1.1 ${status} x\r\nlocation: /v3/messages?a=1`)
        : http(json, '{}'),
    );
    expect(await send(url)).toMatchObject({ kind: 'answer', status: 200 });
    expect(requests[1]).toMatch(/^POST \/v3\/messages\?a=1 /);
    expect(requests[1]).toContain('authorization: Bearer secret');
    expect(requests[1]).toMatch(/\{"content":"x"\}$/);
  });

  test.each([
    ['another port', (other: string) => other],
    ['another port, without a scheme', (other: string) => other.replace('http:', '')],
    ['another scheme', (other: string) => other.replace('http:', 'https:')],
    ['a file', () => 'file:///etc/passwd'],
    ['nowhere', () => 'http://%'],
  ])('to %s is not followed: the token stays here', async (_, location) => {
    const elsewhere = await serveRaw((socket) => socket.end(http(json, '{}')));
    const { url, requests } = await answerRaw(() =>
      http(`HTTP/1.1 308 x\r\nlocation: ${location(`${elsewhere.url}/take`)}`),
    );
    expect(await send(url)).toMatchObject({ kind: 'answer', status: 308 });
    expect(requests).toHaveLength(1);
    expect(elsewhere.connections()).toBe(0);
  });

  test('in a circle end', async () => {
    const { url, requests } = await answerRaw(() => http('HTTP/1.1 307 x\r\nlocation: /again'));
    expect(await send(url)).toMatchObject({ kind: 'none', cause: 'broken', reason: 'more than 3 redirects' });
    expect(requests).toHaveLength(4);
  });
});
