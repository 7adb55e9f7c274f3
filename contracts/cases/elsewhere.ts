import type { Contract } from '../clauses/contract.ts';
import { isObject } from '../clauses/json.ts';
import { statesOf, success } from './build.ts';
import type { Case, Channel } from './case.ts';
import { channelsOf } from './channel.ts';
import { placeholders } from './sample.ts';
import type { StateName } from './state.ts';

/** A kind of thread: its name for a title, and the case in which a plain message goes out there. */
export type OtherThread = { state: StateName; thread: string; control: string };

/** The threads that are not email's, one for each channel that the document has, and two where one may be stored. */
export function otherThreads(contract: Contract): OtherThread[] {
  return channelsOf(contract)
    .filter((channel) => channel !== 'email')
    .flatMap((channel): OtherThread[] => {
      const { thread: state } = statesOf(channel);
      const plain = { state, thread: titleOf(channel), control: `says.channel/${labelOf(channel)}` };
      return channel !== 'slack' || !asksForChannelId(contract)
        ? [plain]
        : [
            { ...plain, control: 'says.slack-channel-id/given' },
            { state: 'slack-thread-stored', thread: 'Slack (stored channel)', control: 'says.slack-channel-id/stored' },
          ];
    });
}

/** Whether the document asks Slack threads for a channel_id, and its body has one. */
export function asksForChannelId({ clauses, body }: Contract): boolean {
  return clauses.some(({ id }) => id === 'says.slack-channel-id') && body.some(({ name }) => name === 'channel_id');
}

const titles: Record<string, string> = { slack: 'Slack', live_chat: 'live chat', teams: 'Teams' };

/** A channel as a title calls it. */
export function titleOf(channel: Channel): string {
  return titles[channel] ?? channel;
}

/** A channel as the ids of its cases call it. */
export function labelOf(channel: Channel): string {
  return statesOf(channel).thread.replace(/-thread$/, '');
}

/** Cases of the email thread once more on each other one; what must go out goes out on the channel of that thread. */
export function onOtherChannels(contract: Contract, cases: readonly Case[]): Case[] {
  const withId = asksForChannelId(contract);
  return otherThreads(contract).flatMap(({ state, thread, control }) =>
    cases.map((one) => ({
      ...one,
      id: `${one.id}@${state}`,
      title: `${one.title}, on a ${thread} thread`,
      state,
      expectation: one.expectation.kind === 'success' ? success(state, one.expectation.level) : one.expectation,
      controls: [control],
      request: state === 'slack-thread' && withId ? withChannelId(one) : one.request,
    })),
  );
}

function withChannelId({ request: { body, ...rest } }: Case): Case['request'] {
  if (body.kind !== 'json' || !isObject(body.value)) return { ...rest, body };
  return { ...rest, body: { kind: 'json', value: { channel_id: placeholders.channelId, ...body.value } } };
}
