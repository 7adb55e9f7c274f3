import type { Contract } from '../clauses/contract.ts';
import { isObject } from '../clauses/json.ts';
import { ordinaryBody } from './body.ts';
import { onEmail, refusal, request, success } from './build.ts';
import type { Case } from './case.ts';
import { placeholders } from './sample.ts';
import type { StateName } from './state.ts';

/**
 * How often a plain message is sent on each kind of thread, and how often each of three refusals is asked for. 400 in all
 * show what is wrong with one answer in a hundred with a probability of 98 %: 1 - 0.99^400.
 */
const times = { message: 80, refusal: 30 };

/**
 * What is rare, and what shows only among others: the same requests again and again, on all threads at once, so that
 * answers that are exchanged carry another thread and another channel.
 */
export function repeatedCases(contract: Contract): Case[] {
  const body = ordinaryBody(contract);
  const withChannel = isObject(body) ? { ...body, channel_id: placeholders.channelId } : body;
  const threads: [state: StateName, thread: string, control: string][] = [
    ['email-thread', 'an email', 'request.body.required/only-required'],
    ['slack-thread', 'a Slack', 'says.slack-channel-id/given'],
    ['slack-thread-stored', 'a Slack (stored channel)', 'says.slack-channel-id/stored'],
    ['live-chat-thread', 'a live chat', 'says.channel/live-chat'],
    ['teams-thread', 'a Teams', 'says.channel/teams'],
  ];
  const messages = threads.map(
    ([state, thread, control]): Case => ({
      id: `response.200/again@${state}`,
      title: `a plain message on ${thread} thread, ${times.message} times`,
      state,
      request: request(state === 'slack-thread' ? withChannel : body),
      fault: null,
      expectation: success(state),
      times: times.message,
      clauses: ['response.200'],
      controls: [control],
    }),
  );
  const again = (clause: string, title: string, rest: Pick<Case, 'fault'> & Partial<Case>) =>
    onEmail({
      id: `${clause}/again`,
      title: `${title}, ${times.refusal} times`,
      request: request(body),
      expectation: refusal(),
      times: times.refusal,
      clauses: [clause],
      ...rest,
    });
  return [
    ...messages,
    again('security.bearer', 'no Authorization', {
      request: request(body, { authorization: { kind: 'none' } }),
      fault: { kind: 'authorization' },
    }),
    again('means.thread_id.exists', 'a thread that does not exist', {
      state: 'unknown-thread',
      fault: { kind: 'thread' },
    }),
    again('request.body.required', 'a body without content', {
      request: request({}),
      fault: { kind: 'keyword', keyword: 'required', at: '' },
    }),
  ];
}
