import { isObject } from '../clauses/json.ts';
import { success } from './build.ts';
import type { Case } from './case.ts';
import { placeholders } from './sample.ts';
import type { StateName } from './state.ts';

/** The threads that are not email's: their names for a title, and the case in which a plain message goes out there. */
export const otherThreads: readonly [state: StateName, thread: string, control: string][] = [
  ['slack-thread', 'Slack', 'says.slack-channel-id/given'],
  ['slack-thread-stored', 'Slack (stored channel)', 'says.slack-channel-id/stored'],
  ['live-chat-thread', 'live chat', 'says.channel/live-chat'],
  ['teams-thread', 'Teams', 'says.channel/teams'],
];

/** Cases of the email thread once more on each other one; what must go out goes out on the channel of that thread. */
export function onOtherChannels(cases: readonly Case[]): Case[] {
  return otherThreads.flatMap(([state, thread, control]) =>
    cases.map((one) => ({
      ...one,
      id: `${one.id}@${state}`,
      title: `${one.title}, on a ${thread} thread`,
      state,
      expectation: one.expectation.kind === 'success' ? success(state, one.expectation.level) : one.expectation,
      controls: [control],
      request: state === 'slack-thread' ? withChannelId(one) : one.request,
    })),
  );
}

function withChannelId({ request: { body, ...rest } }: Case): Case['request'] {
  if (body.kind !== 'json' || !isObject(body.value)) return { ...rest, body };
  return { ...rest, body: { kind: 'json', value: { channel_id: placeholders.channelId, ...body.value } } };
}
