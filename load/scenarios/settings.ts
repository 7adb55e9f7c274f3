/** The environment variable in which a scenario gets its `Settings` as JSON: never an argument, those can be listed. */
export const SETTINGS_VARIABLE = 'SENDPROOF_LOAD';

/** The metric that carries one sample for each request: its value is `http_req_duration` in milliseconds. */
export const RESULT_METRIC = 'sendproof_result';

export const CHANNELS = ['email', 'slack', 'live_chat', 'teams'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A thread that messages may be sent to, and what it takes to do so. */
export type Route = {
  channel: Channel;
  thread: string;
  /** Bearer token. Secret. */
  token: string;
  /** For a Slack thread: goes into `channel_id`. */
  channelId?: string | undefined;
};

/** What a scenario needs to know of a run. */
export type Settings = {
  /** Without a slash at the end. */
  baseUrl: string;
  routes: Route[];
  /** Indexes of `routes`: iteration i of the whole test takes the i-th, starting over at the end. */
  schedule: number[];
  /** Requests a second. */
  rate: number;
  /** Seconds, at least 1. */
  duration: number;
  /** Never more than this many requests, whatever k6's clock does. */
  requests: number;
  /** Seconds to wait for one answer. */
  timeout: number;
  vus: { ready: number; most: number };
  /** What must not appear in an example: the tokens, also as they look when encoded. */
  secrets: string[];
};

/** Reads the settings; throws in words when a scenario was started without them. */
export function readSettings(text: string | undefined): Settings {
  if (text === undefined || text === '') {
    throw new Error(`${SETTINGS_VARIABLE} is not set: start scenarios with \`sendproof load\``);
  }
  const settings: Settings = JSON.parse(text);
  return settings;
}
