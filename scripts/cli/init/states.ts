import type { KnownState } from '../../../contracts/cases/state.ts';

/** What the thread of each state must be like. */
export const stateInWords: Readonly<Record<KnownState, string>> = {
  'email-thread': 'a thread that came by email',
  'slack-thread': 'a Slack thread on which no channel is stored',
  'slack-thread-stored': 'a Slack thread on which a channel is stored',
  'live-chat-thread': 'a live chat thread',
  'teams-thread': 'a Teams thread',
  'email-not-configured': 'an email thread in a workspace without the email integration',
  'slack-not-configured': 'a Slack thread in a workspace without the Slack integration',
  'live-chat-not-configured': 'a live chat thread in a workspace without live chat',
  'teams-not-configured': 'a Teams thread in a workspace without the Teams integration',
  'unknown-thread': 'a thread that does not exist',
  'foreign-thread': 'a thread of another workspace than that of the token',
};
