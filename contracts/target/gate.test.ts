import { describe, expect, test } from 'vitest';
import type { Answer, Exchange, Message, NoAnswer } from './exchange.ts';
import { openGate, retryAfter } from './gate.ts';
import { pacer } from './pace.ts';
import { answered, env, ordinaryCase, stoppedClock, targetWith } from './testing/target.ts';

type Reply = Answer | NoAnswer;

const ok = answered(200, [], '{}');
const broken: NoAnswer = { kind: 'none', cause: 'broken', reason: 'the connection broke' };
const timeout: NoAnswer = { kind: 'none', cause: 'timeout', reason: 'no answer' };
const later = (after: string, status = 429) => answered(status, [['Retry-After', after]]);
const long = new Date(0).toUTCString();

/** A gate in front of a target that gives these replies, one after the other and the last one for ever. */
function gateTo(
  replies: Reply[],
  { limits = {}, variables = env }: { limits?: object; variables?: Record<string, string> } = {},
) {
  const sent: { url: string; message: Message }[] = [];
  const exchanges: Exchange[] = [];
  const stop = new AbortController();
  const gate = openGate({
    target: targetWith({ limits: { requests: 1000, ratePerSecond: 1_000_000, ...limits } }, variables),
    transport: async (url, message) => {
      sent.push({ url, message });
      return replies[Math.min(sent.length, replies.length) - 1] ?? ok;
    },
    clock: stoppedClock(),
    signal: stop.signal,
    onExchange: (one) => exchanges.push(one),
  });
  const send = (message: Partial<Message> = {}) =>
    gate.send({ case: ordinaryCase, engine: 'probe', entry: 0, round: 0 }, 'thr_1', {
      path: '/threads/thr_1/messages',
      headers: [],
      body: Buffer.from('{}'),
      ...message,
    });
  return { gate, sent, exchanges, stop, send };
}

describe('tokens', () => {
  test('are put in on the way out, and nowhere else', async () => {
    const { send, sent } = gateTo([ok]);
    const message = { headers: [['Authorization', 'Bearer {{token:full}}']] as [string, string][] };
    const { request } = await send(message);
    expect(sent[0]?.message.headers).toEqual([['Authorization', 'Bearer full-secret']]);
    expect(request.headers).toEqual(expect.arrayContaining(sent[0]?.message.headers ?? []));
    expect(message.headers).toEqual([['Authorization', 'Bearer {{token:full}}']]);
  });

  test('stand in the header as they are, whatever characters they have', async () => {
    const { send, sent } = gateTo([ok], { variables: { ...env, ACME_TOKEN: "a$&b$$c$'d" } });
    await send({ headers: [['authorization', 'Bearer {{token:full}}']] });
    expect(sent[0]?.message.headers).toEqual([['authorization', "Bearer a$&b$$c$'d"]]);
  });

  test('that the profile does not name stay as they are', async () => {
    const { send, sent } = gateTo([ok]);
    await send({ headers: [['authorization', 'Bearer {{token:nobody}}']] });
    expect(sent[0]?.message.headers).toEqual([['authorization', 'Bearer {{token:nobody}}']]);
  });
});

test('a message goes below the base URL as it is, and its exchange says what was sent and what came', async () => {
  const { send, sent } = gateTo([ok]);
  const body = Buffer.from([0, 255, 10]);
  const exchange = await send({ body });
  expect(sent).toMatchObject([
    { url: 'https://staging.acme.example/api/v2/threads/thr_1/messages', message: { body } },
  ]);
  expect(exchange).toMatchObject({
    case: ordinaryCase,
    engine: 'probe',
    entry: 0,
    thread: 'thr_1',
    request: { method: 'POST', url: sent[0]?.url, body },
    answer: ok,
    attempt: 1,
  });
});

test('every attempt leaves an exchange with an id of its own, side by side too', async () => {
  const { send, exchanges, gate } = gateTo([ok, later('0'), timeout, ok]);
  const done = await Promise.all(Array.from({ length: 20 }, () => send()));
  expect(new Set(exchanges.map(({ id }) => id)).size).toBe(21);
  expect(exchanges).toEqual(expect.arrayContaining(done));
  expect(gate.left()).toBe(1000 - 21);
});

test('no more than the profile’s limit is sent, those waited out included', async () => {
  const { send, sent, gate } = gateTo([later('0'), ok], { limits: { requests: 3 } });
  const outcomes = [await send(), await send(), await send(), await send()];
  expect(sent).toHaveLength(3);
  expect(gate.left()).toBe(0);
  expect(outcomes.map(({ answer }) => (answer.kind === 'none' ? answer.cause : answer.status))).toEqual([
    200,
    200,
    'limit',
    'limit',
  ]);
  expect(outcomes[3]).toMatchObject({
    answer: { reason: expect.stringContaining('limit of 3 requests') },
  });
});

describe('429 and 503', () => {
  test.each([
    ['seconds', later('0')],
    ['a date', later(long)],
    ['503', later('0', 503)],
  ])('are waited out: %s', async (_, reply) => {
    const { send } = gateTo([reply, reply, ok]);
    expect(await send()).toMatchObject({ answer: { status: 200 }, attempt: 3 });
  });

  test('stand after five attempts', async () => {
    const { send, sent } = gateTo([later('0')]);
    expect(await send()).toMatchObject({ answer: { status: 429 }, attempt: 5 });
    expect(sent).toHaveLength(5);
  });

  test.each([
    ['31 s', later('31')],
    ['a date an hour away', later(new Date(Date.UTC(2026, 0, 1, 1)).toUTCString())],
    ['for ever', later('9'.repeat(400))],
  ])('that ask for more patience than there is stand at once: %s', async (_, reply) => {
    const { send } = gateTo([reply, ok]);
    expect(await send()).toMatchObject({ answer: { status: 429 }, attempt: 1 });
  });

  test.each([200, 401, 404, 413, 500, 502])('%i is not waited out', async (status) => {
    const { send } = gateTo([later('0', status), ok]);
    expect(await send()).toMatchObject({ answer: { status }, attempt: 1 });
  });
});

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  [undefined, undefined],
  ['soon', undefined],
  ['1.5', undefined],
  ['-5', undefined],
  ['', undefined],
])('Retry-After %j means %j ms', (value, wait) => {
  expect(retryAfter(value, stoppedClock())).toBe(wait);
});

describe('no answer', () => {
  test('from a connection that breaks is asked for once more', async () => {
    const { send, exchanges } = gateTo([broken, ok]);
    expect(await send()).toMatchObject({ answer: { status: 200 }, attempt: 2 });
    expect(exchanges[0]).toMatchObject({ answer: broken, attempt: 1 });
  });

  test('twice from one that breaks stands', async () => {
    const { send, sent } = gateTo([broken]);
    expect(await send()).toMatchObject({ answer: broken, attempt: 2 });
    expect(sent).toHaveLength(2);
  });

  test('in time is not waited for again', async () => {
    const { send } = gateTo([timeout, ok]);
    expect(await send()).toMatchObject({ answer: timeout, attempt: 1 });
  });

  test('after a 429 stands', async () => {
    const { send } = gateTo([later('0'), timeout]);
    expect(await send()).toMatchObject({ answer: timeout, attempt: 2 });
  });

  test('to 24 requests in a row leaves the target alone', async () => {
    const { send, sent } = gateTo([timeout]);
    for (let count = 0; count < 30; count++) await send();
    expect(sent).toHaveLength(24);
    expect((await send()).answer).toMatchObject({
      cause: 'limit',
      reason: expect.stringContaining('24 requests in a row'),
    });
  });

  test('now and then does not', async () => {
    const many = Array.from({ length: 23 }, () => timeout);
    const { send, sent } = gateTo([...many, ok, ...many, ok]);
    for (let count = 0; count < 50; count++) await send();
    expect(sent).toHaveLength(50);
  });
});

describe('a stopped run', () => {
  test('sends nothing more', async () => {
    const { send, sent, stop } = gateTo([ok]);
    stop.abort();
    expect((await send()).answer).toMatchObject({ kind: 'none', cause: 'limit', reason: 'the run was stopped' });
    expect(sent).toEqual([]);
  });

  test('waits nothing out', async () => {
    const { send, sent, stop } = gateTo([later('20')]);
    const pending = send();
    setImmediate(() => stop.abort());
    expect((await pending).answer).toMatchObject({ kind: 'none', cause: 'limit' });
    expect(sent).toHaveLength(1);
  });

  test('is not kept by the pace', async () => {
    const stop = new AbortController();
    const pace = pacer(0.001, stoppedClock());
    await pace(stop.signal);
    const second = pace(stop.signal);
    stop.abort();
    await second;
  });
});
