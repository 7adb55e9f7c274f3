import type { RefinedParams } from 'k6/http';
import type { Host, Plan, Timing } from './host.ts';
import type { Expected } from './judge.ts';
import { type Body, prepareBody } from './message.ts';
import { CLOSED, stageName } from './options.ts';
import type { Order } from './order.ts';
import { CONTROL, type Duet, type Payload, type Route, type Settings } from './settings.ts';

/** Milliseconds to wait for the generator's own server. */
const CONTROL_TIMEOUT = 2000;

/** All that is the same in every message of one route and payload: made once, k6 would pay for it each time. */
export type Message = {
  /** Of a duet: which of the two it goes to. */
  whose: 'baseline' | 'candidate' | null;
  channel: string;
  payload: string;
  path: string;
  url: string;
  params: RefinedParams<'text'>;
  body: Body;
  expected: Expected;
};

/** The settings, as a virtual user needs them. It keeps nothing else of them: there can be a thousand. */
export type Load = {
  /** In a duet those of the candidate follow those of the baseline, in the same order. */
  messages: Message[];
  /** Indexes of `messages`, of a duet the baseline's, in the order of their turns. */
  turns: Uint16Array;
  /** Null: it is no duet. */
  order: Order | null;
  secrets: string[];
  control: { url: string; params: RefinedParams<'none'> } | null;
  /** Seconds from one start of a virtual user to its next at least; null in the open model. */
  pace: number | null;
};

/** Makes ready what the settings tell, and gives the host its part of it. */
export function ready(settings: Settings, host: Host): Load {
  const { messages, turns } = messagesOf(settings);
  const plan: Plan = {
    timings: timingsOf(settings),
    kinds: messages.map(({ channel, payload }) => ({ channel, payload })),
  };
  host.plan(JSON.stringify(plan));
  const { model, control, duet, secrets } = settings;
  return {
    messages,
    turns,
    order: duet === null ? null : duet.order,
    secrets,
    control: control === null ? null : { url: control.url, params: controlParams() },
    pace: model.kind === 'closed' ? model.pace : null,
  };
}

function messagesOf(settings: Settings): Pick<Load, 'messages' | 'turns'> {
  const kinds: Settings['turns'] = [];
  const known = new Map<string, number>();
  const turns = settings.turns.map((turn) => {
    const kind = turn.join(' ');
    const index = known.get(kind) ?? kinds.push(turn) - 1;
    known.set(kind, index);
    return index;
  });
  const { duet } = settings;
  const messages = (whose: Message['whose'], to: To) =>
    kinds.map(([route, payload]) => messageFor(route, payload, whose, to, settings));
  return {
    messages:
      duet === null ? messages(null, settings) : [...messages('baseline', settings), ...messages('candidate', duet)],
    turns: Uint16Array.from(turns),
  };
}

/** When requests are due, by name of the k6 scenario. */
export function timingsOf({ model, control }: Settings): Record<string, Timing> {
  const timings: Record<string, Timing> = {};
  let end = 0;
  if (model.kind === 'closed') {
    end = model.seconds * 1000;
    timings[CLOSED] = { start: 0, length: end, period: null, first: 0, requests: model.requests };
  } else {
    let first = 0;
    for (const [index, { start, seconds, rate, requests }] of model.stages.entries()) {
      const timing = { start: start * 1000, length: seconds * 1000, period: 1000 / rate, first, requests };
      timings[stageName(index)] = timing;
      first += requests;
      end = Math.max(end, timing.start + timing.length);
    }
  }
  if (control === null) return timings;
  const period = 1000 / control.rate;
  return { ...timings, [CONTROL]: { start: 0, length: end, period, first: 0, requests: Math.ceil(end / period) } };
}

/** A target and its threads. */
type To = Pick<Duet, 'baseUrl' | 'routes'>;

function messageFor(
  index: number,
  payload: Payload,
  whose: Message['whose'],
  { baseUrl, routes }: To,
  { timeout, attachmentUrl, fields }: Settings,
): Message {
  const route = routes[index];
  if (route === undefined) throw new Error(`the turns name route ${index}, which does not exist`);
  const path = `/threads/${encodeURIComponent(route.thread)}/messages`;
  const threads = routes.map(({ thread }) => thread);
  return {
    whose,
    channel: route.channel,
    payload,
    path,
    url: baseUrl + path,
    params: paramsFor(route, timeout),
    body: prepareBody(route, payload, attachmentUrl, fields),
    expected: { channel: route.channel, thread: route.thread, threads },
  };
}

function paramsFor({ token }: Route, timeout: number): RefinedParams<'text'> {
  return {
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', Accept: 'application/json' },
    timeout: timeout * 1000,
    responseType: 'text',
  };
}

function controlParams(): RefinedParams<'none'> {
  // The tag keeps k6's own count of requests apart.
  return { tags: { channel: CONTROL }, responseType: 'none', timeout: CONTROL_TIMEOUT };
}
