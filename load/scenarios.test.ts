import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answers } from './scenarios/generated/validator.js';
import { type Answer, type Answers, CLOSED_WHILE_IDLE, judge, type Validate } from './scenarios/judge.ts';
import { payloadSize, prepareBody } from './scenarios/message.ts';
import { optionsOf } from './scenarios/options.ts';
import { timingsOf } from './scenarios/prepare.ts';
import { redact } from './scenarios/redact.ts';
import { PAYLOADS, type Payload, type Route, readSettings, type Settings } from './scenarios/settings.ts';

const CONTRACT = JSON.parse(await readFile(join(import.meta.dirname, '..', 'contracts', 'openapi-v2.json'), 'utf8'));
const BODY_SCHEMA: object =
  CONTRACT.paths['/threads/{thread_id}/messages'].post.requestBody.content['application/json'].schema;

const EXPECTED = { channel: 'email', thread: 'thr_1', threads: ['thr_1', 'thr_2'] };
const RIGHT = { id: 'm1', thread_id: 'thr_1', channel: 'email' };
const answer = (body: unknown, change: Partial<Answer> = {}): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
  error: '',
  ...change,
});
const typed = (mediaType: string): Partial<Answer> => ({ headers: { 'Content-Type': mediaType } });
const accept: Validate = () => true;
const by = (validate: Validate): Answers => ({
  validators: { 200: validate },
  id: ['id'],
  thread: ['thread_id'],
  channel: ['channel'],
});

test('a right answer is ok and gives its id; charset and case of the media type do not matter', () => {
  expect(judge(answer(RIGHT), EXPECTED, by(accept), 0)).toEqual({ outcome: 'ok', id: 'm1' });
  expect(judge(answer(RIGHT, typed('Application/JSON; charset=utf-8')), EXPECTED, by(accept), 0).outcome).toBe('ok');
});

test.each([
  [
    'none',
    answer(null, { status: 0, error: 'dial tcp 127.0.0.1:9: connect: connection refused' }),
    'connection refused',
  ],
  ['none', answer(null, { status: 0 }), 'no answer'],
  ['limited', answer(RIGHT, { status: 429 }), 'status 429'],
  ['status', answer(RIGHT, { status: 201 }), 'status 201'],
  ['wrong', answer(RIGHT, typed('text/html')), 'text/html'],
  ['wrong', answer(RIGHT, { headers: {} }), 'content-type'],
  ['wrong', answer(RIGHT, { body: '<html>' }), 'not JSON'],
  ['wrong', answer(RIGHT, { body: '' }), 'not JSON'],
  ['wrong', answer(RIGHT, { body: null }), 'not JSON'],
  ['wrong', answer(RIGHT, typed('application/jsonx')), 'application/jsonx'],
  ['wrong', answer({ ...RIGHT, thread_id: 'undefined' }), 'thread_id is "undefined"'],
  ['exchanged', answer({ ...RIGHT, thread_id: 'thr_2' }), 'thread_id is "thr_2"'],
  ['exchanged', answer({ ...RIGHT, channel: 'teams' }), 'channel is "teams"'],
])('%s: %j', (outcome, given, why) => {
  expect(judge(given, EXPECTED, by(accept), 0)).toEqual({ outcome, why: expect.stringContaining(why) });
});

test('what the validator refuses is wrong, in its words', () => {
  const refuse: Validate = Object.assign(() => false, {
    errors: [{ instancePath: '/id', message: 'must be string', params: {} }],
  });
  expect(judge(answer(RIGHT), EXPECTED, by(refuse), 0)).toEqual({ outcome: 'wrong', why: '/id must be string' });
});

test('an answer is read where the document names what it says', () => {
  const wrapped = {
    ...by(accept),
    id: ['message', 'id'],
    thread: ['message', 'thread_id'],
    channel: ['message', 'channel'],
  };
  const judged = (message: unknown) => judge(answer({ message }), EXPECTED, wrapped, 0);
  expect(judged(RIGHT)).toEqual({ outcome: 'ok', id: 'm1' });
  expect(judged({ ...RIGHT, channel: 'fax' })).toMatchObject({ outcome: 'exchanged' });
  expect(judged({ ...RIGHT, thread_id: 'x' })).toMatchObject({ outcome: 'wrong' });
  expect(judged(null)).toMatchObject({ outcome: 'wrong' });
});

test('an answer that names no id has none; an empty id is one', () => {
  expect(judge(answer(RIGHT), EXPECTED, { ...by(accept), id: [] }, 0)).toEqual({ outcome: 'ok', id: '' });
  expect(judge(answer({ ...RIGHT, id: '' }), EXPECTED, by(accept), 0)).toEqual({ outcome: 'ok', id: '""' });
});

test('no secret is left of a text, wherever it is cut', () => {
  const secret = fc.stringMatching(/^[a-z]{6,12}$/);
  fc.assert(
    fc.property(
      secret,
      fc.array(fc.string({ maxLength: 10 })),
      fc.integer({ min: 1, max: 60 }),
      (token, parts, most) => {
        const clean = redact(parts.join(token), [token], most);
        expect(clean).not.toContain(token);
        if (parts.join(token).length <= most) expect(clean).not.toContain('…(');
      },
    ),
  );
  expect(redact('0123456789 token-1234', ['token-1234'], 16)).not.toMatch(/token|1234$/);
});

test('a media type that was right once is compared whole', () => {
  for (const type of ['application/json; charset=utf-8', 'application/json', 'application/json;x']) {
    expect(judge(answer(RIGHT, typed(type)), EXPECTED, by(accept), 0).outcome).toBe('ok');
    expect(judge(answer(RIGHT, typed(`${type.slice(0, 15)}`)), EXPECTED, by(accept), 0).outcome).toBe('wrong');
  }
});

test('the contract’s own validator takes what is judged, also a name that every object has', () => {
  expect(judge(answer(RIGHT), EXPECTED, answers, 0)).toEqual({ outcome: 'ok', id: 'm1' });
  for (const wrong of [
    { ...RIGHT, constructor: 1 },
    { ...RIGHT, extra: 1 },
    { id: 'm1' },
    [],
    null,
    'x',
    { ...RIGHT, id: 1 },
  ])
    expect(judge(answer(wrong), EXPECTED, answers, 0), JSON.stringify(wrong)).toMatchObject({ outcome: 'wrong' });
  const own = answer(RIGHT, { body: '{"__proto__":{"id":"m1"},"thread_id":"thr_1","channel":"email"}' });
  expect(judge(own, EXPECTED, answers, 0)).toMatchObject({ outcome: 'wrong' });
});

test.each([
  ['EOF', 400, true],
  ['read: connection reset by peer', 5000, true],
  ['write: broken pipe', 400, true],
  ['http: server closed idle connection', 400, true],
  ['EOF', 399, false],
  ['EOF', 0, false],
  ['unexpected EOF', 5000, false],
  ['request timeout', 5000, false],
  ['dial: connection refused', 5000, false],
])('no answer: %s after %i ms: closed while idle %s', (error, idle, isIdle) => {
  const judgement = judge(answer(null, { status: 0, error }), EXPECTED, by(accept), idle);
  const why = isIdle ? CLOSED_WHILE_IDLE : error.split(': ').pop();
  expect(judgement).toEqual({ outcome: 'none', why });
});

const EMAIL = { channel: 'email' as const, thread: 't', token: 'x' };
const URL = 'https://files.example.com/a.pdf';

function messageOf(route: Route, payload: Payload, number = 1): { content: string } & Record<string, unknown> {
  const { before, after } = prepareBody(route, payload, URL, {});
  return JSON.parse(before + number + after);
}

test('channel_id goes with the threads that have one, and with no other', () => {
  const slack = { channel: 'slack' as const, thread: 't', token: 'x', channelId: 'C1' };
  expect(messageOf(slack, 'plain')).toEqual({ content: expect.stringMatching(/./), channel_id: 'C1' });
  expect(messageOf({ ...slack, channelId: undefined }, 'plain')).toEqual({ content: expect.any(String) });
});

test.each(PAYLOADS)('%s: fits the contract, says its number, and is as large as is said', async (payload) => {
  const message = messageOf(EMAIL, payload, 4711);
  expect(message.content).toContain('message 4711<');
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  expect(ajv.validate(BODY_SCHEMA, message), JSON.stringify(ajv.errors)).toBe(true);
  const { attachments, bytes } = payloadSize(payload);
  expect(Array.isArray(message.attachments) ? message.attachments.length : 0).toBe(attachments);
  expect(Math.abs(Buffer.byteLength(JSON.stringify(message)) / bytes - 1)).toBeLessThan(0.15);
});

test('what a payload is called for is in it', () => {
  expect(messageOf(EMAIL, 'copies')).toMatchObject({ cc: [{}, {}], bcc: [{}] });
  expect(messageOf(EMAIL, 'attachments-10')).toMatchObject({
    attachments: expect.arrayContaining([expect.objectContaining({ Content: URL })]),
  });
  const sizes = ['html-small', 'html-large'] as const;
  const [small = 0, large = 0] = sizes.map((payload) => messageOf(EMAIL, payload).content.length / 1024);
  expect([small > 2 && small < 2.3, large > 32 && large < 32.3]).toEqual([true, true]);
});

const STAGE = { rate: 4, start: 0, seconds: 3, requests: 12, vus: { ready: 2, most: 5 } };
const SETTINGS: Settings = {
  scenario: 'test',
  baseUrl: 'http://127.0.0.1:1',
  routes: [EMAIL],
  turns: [[0, 'plain']],
  model: { kind: 'open', stages: [STAGE, { ...STAGE, rate: 0.5, start: 3, seconds: 10, requests: 5 }] },
  timeout: 10,
  fields: {},
  attachmentUrl: URL,
  secrets: [],
  control: { url: 'http://127.0.0.1:2', rate: 10 },
  duet: null,
};

test('k6 runs the stages one after the other, and the control beside them', () => {
  expect(optionsOf(SETTINGS)).toMatchObject({
    scenarios: {
      stage0: { rate: 4000, timeUnit: '1000s', startTime: '0ms', duration: '3000ms', preAllocatedVUs: 2, maxVUs: 5 },
      stage1: { rate: 500, startTime: '3000ms', duration: '10000ms', gracefulStop: '12s' },
      control: { exec: 'control', rate: 10_000, duration: '13000ms' },
    },
    maxRedirects: 0,
  });
  expect(timingsOf(SETTINGS)).toEqual({
    stage0: { start: 0, length: 3000, period: 250, first: 0, requests: 12 },
    stage1: { start: 3000, length: 10_000, period: 2000, first: 12, requests: 5 },
    control: { start: 0, length: 13_000, period: 100, first: 0, requests: 130 },
  });
});

test('the closed model is one k6 scenario without due times', () => {
  const model = { kind: 'closed' as const, vus: 3, seconds: 7, requests: 99, pace: 0 };
  const settings = { ...SETTINGS, model, control: null };
  expect(Object.keys(optionsOf(settings).scenarios ?? {})).toEqual(['closed']);
  expect(timingsOf(settings)).toEqual({ closed: { start: 0, length: 7000, period: null, first: 0, requests: 99 } });
});

test('settings that name tokens only take them from the environment, and know them as secrets', () => {
  const settings = { routes: [{ channel: 'email', thread: 't', token: { env: 'ACME' } }], secrets: [] };
  const read = (env: Record<string, string>) => readSettings(JSON.stringify(settings), env, (text) => [`64:${text}`]);
  expect(read({ ACME: 'a b' })).toMatchObject({ routes: [{ token: 'a b' }], secrets: ['64:a b', 'a%20b', 'a b'] });
  expect(read({}).routes[0]?.token).toBe('');
  expect(() => readSettings('', {}, () => [])).toThrow('sendproof load');
});
