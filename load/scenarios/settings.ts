import type { Order } from './order.ts';
import { shapesOf } from './redact.ts';

/** The environment variable in which a scenario gets its `Settings` as JSON: never an argument, those can be listed. */
export const SETTINGS_VARIABLE = 'SENDPROOF_LOAD';

/** The metric that carries one sample for each request: its value is `http_req_duration` in milliseconds. */
export const RESULT_METRIC = 'sendproof_result';

export const CHANNELS = ['email', 'slack', 'live_chat', 'teams'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a message carries; `message.ts` makes it. Attachments and copies are for email threads only. */
export const PAYLOADS = [
  'plain',
  'copies',
  'attachments-1',
  'attachments-10',
  'attachments-100',
  'html-small',
  'html-large',
] as const;
export type Payload = (typeof PAYLOADS)[number];

/** The channel of requests to the generator's own server: a witness of what the generator itself adds. */
export const CONTROL = 'control';

/** A thread that messages may be sent to, and what it takes to do so. */
export type Route = {
  channel: Channel;
  thread: string;
  /** Bearer token. Secret. */
  token: string;
  /** For a Slack thread: goes into `channel_id`. */
  channelId?: string | undefined;
};

/** So many virtual users are made before the load begins, and so many there may become. */
export type Vus = { ready: number; most: number };

/** A constant arrival rate for some time: whole seconds from the second on, so that a second belongs to one stage. */
export type Stage = {
  /** Requests a second. */
  rate: number;
  /** Seconds since the start of the run. */
  start: number;
  /** Seconds, at least 1. */
  seconds: number;
  /** Never more than this many, whatever k6's clock does. */
  requests: number;
  vus: Vus;
};

/** Open: a request starts when it is due. Closed: a virtual user starts one when its last is answered. */
export type Model =
  | { kind: 'open'; stages: Stage[] }
  | {
      kind: 'closed';
      vus: number;
      seconds: number;
      requests: number;
      /** Seconds from one start of a virtual user to its next at least: holds the rate to the target's limit. */
      pace: number;
    };

/** A second target, the candidate, that gets the same messages as the first, the baseline. */
export type Duet = {
  order: Order;
  /** Without a slash at the end. */
  baseUrl: string;
  /** Of the same channels in the same order as the baseline's. */
  routes: Route[];
};

/** What a scenario needs to know of a run. */
export type Settings = {
  scenario: string;
  /** Without a slash at the end. */
  baseUrl: string;
  routes: Route[];
  /** Index of a route, and what to send there: the i-th request of the run takes the i-th, starting over at the end. */
  turns: [route: number, payload: Payload][];
  model: Model;
  /** What the document asks of every message besides. */
  fields: Readonly<Record<string, unknown>>;
  /** Seconds to wait for one answer. */
  timeout: number;
  attachmentUrl: string;
  /** What must not appear in an example: the tokens, also as they look when encoded. */
  secrets: string[];
  /** The generator's own server, and how many requests a second go there. */
  control: { url: string; rate: number } | null;
  /** Null: there is one target only. Else a turn is for each of the two. */
  duet: Duet | null;
};

/** Where settings that were written to a file have a token: in an environment variable of k6's. */
type TokenPlace = { env: string };
type Written = Omit<Settings, 'routes'> & { routes: (Omit<Route, 'token'> & { token: string | TokenPlace })[] };

/**
 * Reads the settings. Where they name the tokens only, these come from `env`, empty when a variable is not set, and what
 * is secret is worked out here, with `encode` for base64. Throws in words when a scenario was started without settings.
 */
export function readSettings(
  text: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  encode: (text: string) => string[],
): Settings {
  if (text === undefined || text === '') {
    throw new Error(`${SETTINGS_VARIABLE} is not set: start scenarios with \`sendproof load\``);
  }
  const written: Written = JSON.parse(text);
  const routes = written.routes.map(({ token, ...route }) => ({
    ...route,
    token: typeof token === 'string' ? token : (env[token.env] ?? ''),
  }));
  const secrets = routes.flatMap(({ token }) => shapesOf(token, encode));
  return { ...written, routes, secrets: written.secrets.length > 0 ? written.secrets : secrets };
}
