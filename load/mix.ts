import { CHANNELS, type Channel, PAYLOADS, type Payload, type Route } from './scenarios/settings.ts';

/** How many requests each channel gets, in proportion to the others; a channel left out counts as 0. */
export type Mix = Partial<Record<Channel, number>>;

/** The same for what a message carries. */
export type PayloadMix = Partial<Record<Payload, number>>;

export const EQUAL_MIX: Mix = { email: 1, slack: 1, live_chat: 1, teams: 1 };

/** Mostly plain; of all else enough to tell what it costs. */
export const FULL_PAYLOADS: PayloadMix = {
  plain: 10,
  copies: 1,
  'attachments-1': 1,
  'attachments-10': 1,
  'attachments-100': 1,
  'html-small': 1,
  'html-large': 1,
};

/** For a service that people use: no copies, which go to addresses of nobody, and no files to fetch. */
export const GENTLE_PAYLOADS: PayloadMix = { plain: 10, 'html-small': 1, 'html-large': 1 };

/** "cc", "bcc" and "attachments" are "applied only to email-channel threads". */
const EMAIL_ONLY: ReadonlySet<Payload> = new Set(['copies', 'attachments-1', 'attachments-10', 'attachments-100']);

const TURNS = 1000;

/**
 * The order in which routes and payloads take turns: a table of 1000 pairs of an index of `routes` and a payload. A
 * channel's weight is shared by its routes, and by the payloads that it can carry. In the whole table each pair has its
 * share to within one turn, and at any point in it each is as near to its share as smooth weighted round-robin keeps
 * it: no bursts of one channel. Empty when no route has weight.
 */
export function turnsOf(
  routes: Pick<Route, 'channel'>[],
  mix: Mix,
  payloads: PayloadMix,
): [route: number, payload: Payload][] {
  const pairs = routes.flatMap(({ channel }, index) => {
    const siblings = routes.filter((other) => other.channel === channel).length;
    const carried = PAYLOADS.filter((payload) => channel === 'email' || !EMAIL_ONLY.has(payload));
    const whole = carried.reduce((sum, payload) => sum + (payloads[payload] ?? 0), 0);
    return carried.map((payload) => ({
      turn: [index, payload] satisfies [number, Payload],
      weight: whole > 0 ? ((mix[channel] ?? 0) / siblings) * ((payloads[payload] ?? 0) / whole) : 0,
    }));
  });
  const weighted = pairs.filter(({ weight }) => weight > 0);
  return roundRobin(weighted.map(({ weight }) => weight)).flatMap((next) => {
    const turn = weighted[next]?.turn;
    return turn === undefined ? [] : [turn];
  });
}

/** Smooth weighted round-robin: indexes of `weights`, `TURNS` of them; empty when there is no weight. */
function roundRobin(weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return [];
  const credits = weights.map(() => 0);
  return Array.from({ length: TURNS }, () => {
    let next = 0;
    for (const [index, weight] of weights.entries()) {
      credits[index] = (credits[index] ?? 0) + weight;
      if ((credits[index] ?? 0) > (credits[next] ?? 0)) next = index;
    }
    credits[next] = (credits[next] ?? 0) - total;
    return next;
  });
}

/** Channels that the mix names and no route leads to. */
export function channelsWithoutRoute(routes: Pick<Route, 'channel'>[], mix: Mix): Channel[] {
  return CHANNELS.filter((channel) => (mix[channel] ?? 0) > 0 && routes.every((route) => route.channel !== channel));
}
