import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { listen } from '../testing/server.ts';
import { sendMessage, UnexpectedAnswer } from './client.ts';
import { typesFile, typesText } from './write-types.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function answeredBy(listener: RequestListener) {
  const { url, close } = await listen(createServer(listener));
  closers.push(close);
  return sendMessage({ baseUrl: url, token: 'example', threadId: 'a/b c', body: { content: 'x' } });
}

const answer = (status: number, body: string): RequestListener => {
  return (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body);
};

test('the generated types are those of the contract (renew: node contracts/engines/pact/write-types.ts)', async () => {
  expect(await readFile(typesFile, 'utf8')).toBe(await typesText());
});

test('the request is the contract’s: path, token, JSON', async () => {
  let seen: unknown;
  await answeredBy((request, response) => {
    const { 'content-type': type, authorization } = request.headers;
    seen = { method: request.method, url: request.url, type, authorization };
    answer(200, '{"id":"m1","thread_id":"t1","channel":"email"}')(request, response);
  });
  expect(seen).toEqual({
    method: 'POST',
    url: '/threads/a%2Fb%20c/messages',
    type: 'application/json',
    authorization: 'Bearer example',
  });
});

test('a message that went out, and one that was refused', async () => {
  expect(await answeredBy(answer(200, '{"id":"m1","thread_id":"t1","channel":"live_chat"}'))).toEqual({
    kind: 'sent',
    id: 'm1',
    threadId: 't1',
    channel: 'live_chat',
  });
  expect(await answeredBy(answer(429, '{"code":"slow","message":"later","issues":[]}'))).toEqual({
    kind: 'refused',
    status: 429,
    code: 'slow',
    message: 'later',
  });
});

test.each([
  ['a channel that nobody knows', 200, '{"id":"m1","thread_id":"t1","channel":"fax"}'],
  ['a channel of the prototype', 200, '{"id":"m1","thread_id":"t1","channel":"toString"}'],
  ['no id', 200, '{"thread_id":"t1","channel":"email"}'],
  ['a success with another status', 201, '{"id":"m1","thread_id":"t1","channel":"email"}'],
  ['a success without a body', 204, ''],
  ['a success that is not JSON', 200, '<p>sent</p>'],
  ['an error without a code', 400, '{"message":"no"}'],
  ['an error that is not JSON', 502, '<h1>Bad Gateway</h1>'],
])('%s is an error that says what was expected', async (_, status, body) => {
  await expect(answeredBy(answer(status, body))).rejects.toThrow(UnexpectedAnswer);
});

test('no answer at all is the fetch error, as it is', async () => {
  await expect(answeredBy((request) => request.socket.destroy())).rejects.toThrow('fetch failed');
});
