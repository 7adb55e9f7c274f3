import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokerAsk, urlOf } from './hal.ts';

const never = new AbortController().signal;
const access = { pactBrokerUrl: 'https://broker.example.com/pacts', credentials: null };

test('an answer without an end is not read to its end', async () => {
  const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1 << 20)) });
  const answer = await brokerAsk(access, async () => new Response(endless), never)('');
  expect(answer).toMatchObject({ problem: { kind: 'noAnswer', message: expect.stringContaining('more than 32 MiB') } });
});

test('a request ends when it is asked to, without an answer', async () => {
  const stop = new AbortController();
  const ask = brokerAsk(
    access,
    (_, { signal }) => new Promise((__, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    stop.signal,
  );
  const asked = ask('');
  stop.abort(new Error('stopped'));
  expect(await asked).toMatchObject({ problem: { kind: 'noAnswer', message: expect.stringContaining('stopped') } });
});

test.each([
  ['', 'https://broker.example.com/pacts'],
  ['/a', 'https://broker.example.com/pacts/a'],
  ['/pacts/a?b=c', 'https://broker.example.com/pacts/a?b=c'],
  ['http://10.0.0.1:9292/a', 'https://broker.example.com/pacts/a'],
  ['//elsewhere.example.com/pacts/a', 'https://broker.example.com/pacts/a'],
])('a link %s leads to %s', (href, url) => {
  expect(urlOf(access.pactBrokerUrl, href).href).toBe(url);
});

test('no link leads away from the broker', () => {
  const part = fc.constantFrom(
    'http://',
    'https:',
    '//',
    '/',
    '\\',
    '..',
    '@',
    '?',
    '#',
    '%2e',
    'a.example',
    'pacts',
    ':80',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const href = parts.join('');
      fc.pre(URL.canParse(href, access.pactBrokerUrl));
      expect(urlOf(access.pactBrokerUrl, href).origin).toBe('https://broker.example.com');
    }),
  );
});
