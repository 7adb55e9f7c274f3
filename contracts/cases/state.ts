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

export type KnownState = (typeof stateNames)[number];

/** A document may name channels besides these; each has its threads, and workspaces without its integration. */
export type StateName = KnownState | `${string}-thread` | `${string}-not-configured`;

/** What the states of such channels are called; not those that have names of their own. */
export const statePattern = new RegExp(`^(?!(${stateNames.join('|')})$)[\\w.-]+-(thread|not-configured)$`);
