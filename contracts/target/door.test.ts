import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Case } from '../cases/case.ts';
import { openDoor } from './door.ts';
import type { Answer, Exchange, HeaderList, NoAnswer } from './exchange.ts';
import { openGate } from './gate.ts';
import { answered, caseCalled, cases, ordinaryCase, stoppedClock, targetWith } from './testing/target.ts';

/** Header fields that the transport puts before those of a message. */
const own = 4;

const odd = 'thr/ü %?#&';

/** A door whose gate's target always gives one reply. */
async function doorTo(reply: Answer | NoAnswer) {
  const exchanges: Exchange[] = [];
  const limits = { requests: 1000, ratePerSecond: 1_000_000 };
  const foreign = [{ thread: 'thr_1' }, { thread: odd }];
  const gate = openGate({
    target: targetWith({ limits, states: { 'email-thread': { thread: 'thr_1' }, 'foreign-thread': foreign } }),
    transport: async () => reply,
    clock: stoppedClock(),
    signal: new AbortController().signal,
    onExchange: (one) => exchanges.push(one),
  });
  const door = await openDoor(gate, cases);
  onTestFinished(() => door.close());
  return { door, exchanges };
}

type Asked = { method?: string; headers?: string[]; body?: Buffer };

/** Asks the door for a path; `undefined` when the door closes the connection without an answer. */
async function ask(url: string, path: string, { method = 'POST', headers = [], body = Buffer.alloc(0) }: Asked = {}) {
  const answer = await new Promise<IncomingMessage | undefined>((resolve) => {
    const asking: ClientRequest = request(url, {
      path,
      method,
      headers: ['Host', 'door', ...headers],
      agent: false,
    });
    asking.once('response', resolve).once('error', () => resolve(undefined));
    asking.end(body);
  });
  return answer && { status: answer.statusCode, rawHeaders: answer.rawHeaders, body: await buffer(answer) };
}

const ok = answered(200, [['content-type', 'application/json']], '{}');
const plain = { case: ordinaryCase, engine: 'dredd', entry: 0, round: 0 } as const;

test('a request finds its case by its path, and arrives byte for byte', async () => {
  const { door, exchanges } = await doorTo(ok);
  const body = Buffer.from([0x7b, 0xff, 0x00, 0x0a]);
  const headers = ['Authorization', 'Bearer {{token:full}}', 'X-Twice', '1', 'x-twice', '2'];
  await ask(door.url, `${door.prefix(plain)}/threads/thr_1/messages`, { body, headers });
  expect(exchanges).toMatchObject([
    { case: ordinaryCase, engine: 'dredd', entry: 0, thread: 'thr_1', request: { body } },
  ]);
  expect(exchanges[0]?.request.url).toBe('https://staging.acme.example/api/v2/threads/thr_1/messages');
  expect(exchanges[0]?.request.headers.slice(own)).toEqual([
    ['Authorization', 'Bearer full-secret'],
    ['X-Twice', '1'],
    ['x-twice', '2'],
  ]);
});

test('fields of the hop to the door end there', async () => {
  const { door, exchanges } = await doorTo(ok);
  const headers = [
    'Connection',
    'close',
    'TE',
    'trailers',
    'Accept-Encoding',
    'gzip',
    'Keep-Alive',
    '1',
    'X-Kept',
    '1',
  ];
  await ask(door.url, `${door.prefix(plain)}/threads/thr_1/messages`, { headers, body: Buffer.from('{}') });
  expect(exchanges[0]?.request.headers.slice(own)).toEqual([['X-Kept', '1']]);
});

test('the way there and back holds for every case, each entry of its state and ids with any character', async () => {
  const { door, exchanges } = await doorTo(ok);
  const foreign = caseCalled('means.workspace/foreign');
  const sendings: [Case, number, string][] = [
    [ordinaryCase, 0, 'thr_1'],
    [foreign, 0, 'thr_1'],
    [foreign, 1, odd],
  ];
  for (const [one, entry, thread] of sendings)
    for (const engine of ['dredd', 'pact'] as const) {
      const path = `${door.prefix({ case: one, engine, entry, round: 0 })}/threads/${encodeURIComponent(thread)}/messages`;
      expect(await ask(door.url, path)).toMatchObject({ status: 200 });
      expect(exchanges.at(-1)).toMatchObject({ case: one, engine, entry, thread });
    }
});

describe('what no case asks for is misdirected and not sent', () => {
  const own = '/threads/thr_1/messages';
  test.each<[string, (prefix: string) => string, string?]>([
    ['no prefix', () => own],
    ['another path', (prefix) => `${prefix}/threads/thr_1`],
    ['a longer path', (prefix) => `${prefix}${own}/1`],
    ['a query', (prefix) => `${prefix}${own}?a=1`],
    ['another thread', (prefix) => `${prefix}/threads/thr_2/messages`],
    ['an entry that the state does not have', (prefix) => prefix.replace(/\d+$/, '1') + own],
    ['a case that there is not', () => `/~dredd.99999.0${own}`],
    ['an engine that there is not', (prefix) => prefix.replace('dredd', 'curl') + own],
    ['a thread that cannot be read', (prefix) => `${prefix}/threads/%zz/messages`],
    ['another method', (prefix) => prefix + own, 'PUT'],
    ['nothing', () => '/'],
  ])('%s', async (_, path, method = 'POST') => {
    const { door, exchanges } = await doorTo(ok);
    expect(await ask(door.url, path(door.prefix(plain)), { method })).toMatchObject({ status: 421 });
    expect(exchanges).toEqual([]);
  });

  test('a case that this target has no state for', async () => {
    const { door, exchanges } = await doorTo(ok);
    const prefix = door.prefix({ ...plain, case: caseCalled('says.channel/teams') });
    expect(await ask(door.url, `${prefix}/threads/thr_5/messages`)).toMatchObject({ status: 421 });
    expect(exchanges).toEqual([]);
  });
});

describe('what the engine gets', () => {
  async function answerFor(reply: Answer | NoAnswer) {
    const { door } = await doorTo(reply);
    return ask(door.url, `${door.prefix(plain)}/threads/thr_1/messages`);
  }

  test('is the answer: status, fields and bytes, its length right and its coding undone', async () => {
    const body = Buffer.from([0xff, 0x00]);
    const headers: HeaderList = [
      ['Content-Type', 'text/html'],
      ['Content-Encoding', 'gzip'],
      ['Transfer-Encoding', 'chunked'],
      ['Content-Length', '999'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ];
    const answer = await answerFor(answered(418, headers, body));
    expect(answer).toMatchObject({ status: 418, body });
    expect(answer?.rawHeaders.slice(0, 8)).toEqual([
      'Content-Type',
      'text/html',
      'Set-Cookie',
      'a=1',
      'Set-Cookie',
      'b=2',
      'content-length',
      '2',
    ]);
  });

  test('is no answer when there was none', async () => {
    expect(await answerFor({ kind: 'none', cause: 'timeout', reason: 'late' })).toBeUndefined();
  });

  test('is the bytes of a field that are not ASCII', async () => {
    const bytes = Buffer.from('é ✓').toString('latin1');
    expect(await answerFor(answered(200, [['x-note', bytes]]))).toMatchObject({
      rawHeaders: expect.arrayContaining(['x-note', bytes]),
    });
  });

  test('is no answer, and the door stays open, when a field cannot be written', async () => {
    expect(await answerFor(answered(200, [['x-note', 'é ✓']]))).toBeUndefined();
  });
});

test('a body larger than any case has ends the request and not the harness', async () => {
  const { door, exchanges } = await doorTo(ok);
  const path = `${door.prefix(plain)}/threads/thr_1/messages`;
  expect(await ask(door.url, path, { body: Buffer.alloc(9 << 20) })).toBeUndefined();
  expect(exchanges).toEqual([]);
  expect(await ask(door.url, path)).toMatchObject({ status: 200 });
});
