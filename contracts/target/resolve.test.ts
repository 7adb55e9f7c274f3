import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unknownToken } from './profile.ts';
import { defaultAttachmentUrl, resolve } from './resolve.ts';
import { caseCalled, cases, env, example, ordinaryCase, targetWith } from './testing/target.ts';

const target = targetWith();

/** The one message that a case is on a target. */
function messageOf(id: string, on = target) {
  const resolved = resolve(caseCalled(id), on);
  if (resolved.kind !== 'ready') throw new Error(`${id} is ${resolved.kind}`);
  const [first] = resolved.messages;
  if (first === undefined) throw new Error(`${id} has no message`);
  return { ...first.message, thread: first.thread, json: () => JSON.parse(first.message.body.toString()) };
}

test('a case is a message on the thread of its state, its token still a stand-in', () => {
  expect(messageOf(ordinaryCase.id)).toMatchObject({
    thread: 'thr_1',
    path: '/threads/thr_1/messages',
    headers: [
      ['authorization', 'Bearer {{token:full}}'],
      ['content-type', 'application/json'],
    ],
  });
  expect(messageOf(ordinaryCase.id).json()).toEqual({ content: 'sendproof test message' });
});

test.each([
  ['security.bearer/missing', undefined],
  ['security.bearer/empty', 'Bearer'],
  ['security.bearer/unknown-token', `Bearer ${unknownToken}`],
  ['security.bearer/no-scheme', '{{token:full}}'],
  ['rfc.scheme-case/lower', 'bearer {{token:full}}'],
  ['says.scope/without', 'Bearer {{token:no-scope}}'],
  ['says.integration/email', 'Bearer {{token:bare}}'],
])('%s: Authorization is %s', (id, value) => {
  expect(Object.fromEntries(messageOf(id).headers).authorization).toBe(value);
});

test('no message of any case holds a token', () => {
  for (const one of cases) {
    const resolved = resolve(one, target);
    const sent = JSON.stringify(resolved.kind === 'ready' ? resolved.messages : []);
    for (const secret of Object.values(env)) expect(sent).not.toContain(secret);
  }
});

test('a state with two entries makes two messages', () => {
  const resolved = resolve(caseCalled('means.workspace/foreign'), target);
  expect(resolved).toMatchObject({ kind: 'ready', messages: [{ thread: 'thr_1' }, { thread: 'thr_4' }] });
});

test('no body and no content type are left out', () => {
  expect(messageOf('request.required/none')).toMatchObject({
    body: Buffer.alloc(0),
    headers: [['authorization', expect.any(String)]],
  });
});

describe('what only the profile knows', () => {
  test('is put in: the Slack channel, the attachment’s URL', () => {
    expect(messageOf('says.slack-channel-id/given').json()).toHaveProperty('channel_id', 'C024BE91L');
    expect(messageOf('request.body.attachments[].required/only-required').json()).toHaveProperty(
      'attachments.0.Content',
      example.attachmentUrl,
    );
  });

  test('has a stand-in when it is an attachment’s URL', () => {
    const poor = targetWith({ attachmentUrl: undefined });
    expect(messageOf('request.body.attachments[].required/only-required', poor).json()).toHaveProperty(
      'attachments.0.Content',
      defaultAttachmentUrl,
    );
  });

  test('leaves a case untested when it is a Slack channel', () => {
    const poor = targetWith({
      states: { 'slack-thread': { thread: 'thr_2' }, 'slack-thread-stored': { thread: 'thr_3' } },
    });
    expect(resolve(caseCalled('says.slack-channel-id/given'), poor)).toEqual({
      kind: 'untested',
      why: 'the profile names no channelId for slack-thread',
      accepted: false,
    });
    expect(resolve(caseCalled('says.slack-channel-id/missing'), poor)).toMatchObject({ kind: 'ready' });
    expect(resolve(caseCalled('says.slack-channel-id/stored'), poor)).toMatchObject({ kind: 'ready' });
  });

  test('is that of the Slack thread where any Slack channel will do', () => {
    expect(messageOf('says.slack-channel-id/given-and-stored').json()).toHaveProperty('channel_id', 'C024BE91L');
  });
});

describe('a case that cannot be sent', () => {
  test('is inapplicable when the profile says so', () => {
    expect(resolve(caseCalled('says.integration/live-chat'), target)).toEqual({ kind: 'inapplicable' });
  });

  test('is untested when its token is not named, accepted when the profile says why', () => {
    const without = (tokens: object) => targetWith({ tokens, states: { 'email-thread': { thread: 'thr_1' } } });
    const full = { env: 'ACME_TOKEN' };
    const one = caseCalled('says.scope/without');
    expect(resolve(one, without({ full }))).toEqual({
      kind: 'untested',
      why: 'the profile names no token "no-scope"',
      accepted: false,
    });
    expect(resolve(one, without({ full, 'no-scope': { untested: 'one scope only' } }))).toEqual({
      kind: 'untested',
      why: 'one scope only',
      accepted: true,
    });
  });
});

describe('a thread id in the path', () => {
  test('reads as it was, whatever characters it has, and is one segment', () => {
    assert(
      property(string({ unit: 'grapheme', minLength: 1 }), (thread) => {
        const on = targetWith({ states: { 'email-thread': { thread } } });
        for (const id of [ordinaryCase.id, 'path.thread_id.type/percent-encoded']) {
          const [, , segment = '', last, ...rest] = messageOf(id, on).path.split('/');
          expect(decodeURIComponent(segment)).toBe(thread);
          expect([last, rest]).toEqual(['messages', []]);
          expect(segment).toMatch(/^[\w.!~*'()%-]+$/);
        }
      }),
    );
  });

  test('has one character percent-encoded, or is empty, when the case says so', () => {
    expect(messageOf('path.thread_id.type/percent-encoded').path).toBe('/threads/%74hr_1/messages');
    expect(messageOf('path.thread_id.required/empty').path).toBe('/threads//messages');
  });
});
