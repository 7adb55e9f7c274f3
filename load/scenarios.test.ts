import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, judge, type Validate } from './scenarios/judge.ts';
import { messageBody } from './scenarios/message.ts';
import { redact } from './scenarios/redact.ts';

const EXPECTED = { channel: 'email', thread: 'thr_1', threads: ['thr_1', 'thr_2'] };
const RIGHT = { id: 'm1', thread_id: 'thr_1', channel: 'email' };
const answer = (body: unknown, change: Partial<Answer> = {}): Answer => ({
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify(body),
  error: '',
  ...change,
});
const accept: Validate = () => true;

test('a right answer is ok and gives its id; charset and case of the media type do not matter', () => {
  expect(judge(answer(RIGHT), EXPECTED, accept)).toEqual({ outcome: 'ok', id: 'm1' });
  expect(judge(answer(RIGHT, { contentType: 'Application/JSON; charset=utf-8' }), EXPECTED, accept).outcome).toBe('ok');
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
  ['wrong', answer(RIGHT, { contentType: 'text/html' }), 'text/html'],
  ['wrong', answer(RIGHT, { contentType: '' }), 'content-type'],
  ['wrong', answer(RIGHT, { body: '<html>' }), 'not JSON'],
  ['wrong', answer(RIGHT, { body: '' }), 'not JSON'],
  ['wrong', answer({ ...RIGHT, thread_id: 'undefined' }), 'thread_id is "undefined"'],
  ['exchanged', answer({ ...RIGHT, thread_id: 'thr_2' }), 'thread_id is "thr_2"'],
  ['exchanged', answer({ ...RIGHT, channel: 'teams' }), 'channel is "teams"'],
])('%s: %j', (outcome, given, why) => {
  expect(judge(given, EXPECTED, accept)).toEqual({ outcome, why: expect.stringContaining(why) });
});

test('what the validator refuses is wrong, in its words', () => {
  const refuse: Validate = Object.assign(() => false, {
    errors: [{ instancePath: '/id', message: 'must be string', params: {} }],
  });
  expect(judge(answer(RIGHT), EXPECTED, refuse)).toEqual({ outcome: 'wrong', why: '/id must be string' });
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

test('channel_id goes with the threads that have one, and with no other', () => {
  const slack = { channel: 'slack' as const, thread: 't', token: 'x', channelId: 'C1' };
  expect(JSON.parse(messageBody(slack, 0))).toEqual({ content: expect.stringMatching(/./), channel_id: 'C1' });
  expect(JSON.parse(messageBody({ ...slack, channelId: undefined }, 0))).toEqual({ content: expect.any(String) });
});
