/** What a thread, a workspace or a token must be like for a case to make sense; a profile names one of each. */
export const stateNames = [
  'email-thread',
  'slack-thread',
  'slack-thread-stored',
  'live-chat-thread',
  'teams-thread',
  'email-not-configured',
  'slack-not-configured',
  'live-chat-not-configured',
  'teams-not-configured',
  'unknown-thread',
  'foreign-thread',
] as const;
export type StateName = (typeof stateNames)[number];
