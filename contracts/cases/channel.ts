import { channelOf } from './build.ts';
import type { Case, Channel } from './case.ts';
import type { StateName } from './state.ts';

/** Every channel, in the order in which the document lists them. */
export const channels: readonly Channel[] = [...new Set(Object.values(channelOf))];

/** Where a case is asked: on the thread of a channel, or on none. */
export type CaseChannel = Channel | 'none';
export const caseChannels: readonly CaseChannel[] = [...channels, 'none'];

/** A thread whose integration is missing is one of its channel all the same, though nothing goes out on it. */
const withoutIntegration: Partial<Record<StateName, Channel>> = {
  'email-not-configured': 'email',
  'slack-not-configured': 'slack',
  'live-chat-not-configured': 'live_chat',
  'teams-not-configured': 'teams',
};

/**
 * The channel of the thread that a case is asked on. An id of no thread has none, and of a foreign thread nobody says it: a
 * profile may name several, and an answer must not even show that they exist.
 */
export function channelOfCase({ state, request: { thread } }: Pick<Case, 'state' | 'request'>): CaseChannel {
  const isOwn = thread.kind === 'of-state' || thread.kind === 'percent-encoded';
  return (isOwn ? (channelOf[state] ?? withoutIntegration[state]) : undefined) ?? 'none';
}
