import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../clauses/json.ts';
import { answerInPact, bodyOnTarget } from './swap.ts';

const thread = { inPact: 'thr_1', onTarget: 'email' };
const told = (came: Json, example: Json) =>
  JSON.parse(answerInPact(Buffer.from(JSON.stringify(came)), example, thread).toString());

test('the target’s thread has the pact’s name where the pact names it, and nowhere else', () => {
  const example = { thread_id: 'thr_1', channel: 'email', seen: [{ in: 'thr_1' }] };
  const came = { thread_id: 'email', channel: 'email', seen: [{ in: 'email' }, { in: 'email' }], more: 'email' };
  expect(told(came, example)).toEqual({
    thread_id: 'thr_1',
    channel: 'email',
    seen: [{ in: 'thr_1' }, { in: 'thr_1' }],
    more: 'email',
  });
});

test('another thread of the target stays another', () => {
  expect(told({ thread_id: 'slack' }, { thread_id: 'thr_1' })).toEqual({ thread_id: 'slack' });
});

test('what does not name the thread is not touched by a byte', () => {
  const anything = fc.oneof(fc.json(), fc.string());
  fc.assert(
    fc.property(anything, fc.jsonValue(), (text, example) => {
      fc.pre(!text.includes('email'));
      expect(answerInPact(Buffer.from(text), JSON.parse(JSON.stringify(example)), thread).toString()).toBe(text);
    }),
  );
});

test('only what the target’s workspace alone knows is put into a body', () => {
  const body = { content: 'x', channel_id: 'C1', attachments: [{ Name: 'a', Content: 'https://a.example/a' }] };
  const swap = { channelId: 'C777', attachmentUrl: 'https://b.example/b' };
  const put = (value: Json) => JSON.parse(bodyOnTarget(Buffer.from(JSON.stringify(value)), swap).toString());
  expect(put(body)).toEqual({
    content: 'x',
    channel_id: 'C777',
    attachments: [{ Name: 'a', Content: 'https://b.example/b' }],
  });
  expect(put({ content: 'x' })).toEqual({ content: 'x' });
  expect(bodyOnTarget(Buffer.from('no JSON'), swap).toString()).toBe('no JSON');
});
