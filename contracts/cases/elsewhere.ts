import type { Contract } from '../clauses/contract.ts';
import { isObject, type Json } from '../clauses/json.ts';
import { statesOf, success } from './build.ts';
import type { Case, Channel } from './case.ts';
import { channelsOf } from './channel.ts';
import { channelIdOf } from './meanings.ts';
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
export function asksForChannelId(contract: Contract): boolean {
  return channelIdOf(contract) !== undefined;
}

/** A body with a Slack channel of the profile's in it, where the document asks for one. */
export function withChannelId(contract: Contract, body: Json): Json {
  const place = channelIdOf(contract);
  return place === undefined || !isObject(body) ? body : { ...body, [place.name]: placeholders.channelId };
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
  return otherThreads(contract).flatMap(({ state, thread, control }) =>
    cases.map((one) => ({
      ...one,
      id: `${one.id}@${state}`,
      title: `${one.title}, on a ${thread} thread`,
      state,
      expectation: one.expectation.kind === 'success' ? success(state, one.expectation.level) : one.expectation,
      controls: [control],
      request: state === 'slack-thread' ? withChannelIn(contract, one) : one.request,
    })),
  );
}

/** What is wrong with a channel id stays so. */
function withChannelIn(contract: Contract, { request: { body, ...rest } }: Case): Case['request'] {
  if (body.kind !== 'json' || !isObject(body.value)) return { ...rest, body };
  const given = withChannelId(contract, {});
  return { ...rest, body: { kind: 'json', value: { ...(isObject(given) ? given : {}), ...body.value } } };
}
