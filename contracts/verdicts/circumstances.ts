import type { Json } from '../clauses/json.ts';

/** What a judge must know besides the exchange. */
export type Circumstances = {
  /** A case that lacks what is tested here and did not go out either. */
  failedControl: string | undefined;
  /** Whether the controls were answered with the right channel, each time. */
  controlChannelRight: boolean;
  /** Whether the case itself was answered with a wrong channel more than once, and never with the right one. */
  channelAlwaysWrong: boolean;
  /** Answers that did not come, and 5xx answers to valid requests: once is an accident, twice is a fault. */
  missing: number;
  serverErrors: number;
  /** Whether a channel_id was sent on the same thread before: the target may have stored it there. */
  channelIdSent: boolean;
  /** Whether the profile names an attachment URL that the target can fetch. */
  attachmentKnown: boolean;
  /**
   * Channel names that the document lists: a name of none is a fault of shape, not of meaning. `undefined` where no answer
   * names its channel.
   */
  channels: readonly Json[] | undefined;
};
