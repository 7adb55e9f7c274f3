import { EQUAL_MIX, type Mix, schedule } from './mix.ts';
import { CHANNELS, type Route, type Settings } from './scenarios/settings.ts';

export const SMOKE = { rate: 50, duration: 10, timeout: 10 };

/** Where load may go, and how much of it. */
export type LoadTarget = {
  baseUrl: string;
  routes: Route[];
  /** The profile's limits: `requests` is what is left of them for this run. */
  caps: { requests: number; ratePerSecond: number };
};

export type Wanted = {
  target: LoadTarget;
  /** Requests a second. */
  rate?: number | undefined;
  /** Seconds, at least 1. */
  duration?: number | undefined;
  mix?: Mix | undefined;
  /** Seconds to wait for one answer. */
  timeout?: number | undefined;
};

export type Settled =
  | { kind: 'settled'; settings: Settings; notes: string[] }
  | { kind: 'refused'; why: string; hint: string };

/** Virtual users for so many seconds of requests in flight stand ready: making one more costs a dropped iteration. */
const READY_SECONDS = 2;
/** k6 takes whole requests in 1000 seconds. */
const SLOWEST = 0.001;
const LONGEST_TIMEOUT = 60;
const MOST_VUS = 1000;
const FEWEST_VUS = 10;

/** What will really be sent: the wish, held to the target's caps, with a note for each thing that was made smaller. */
export function settle(wanted: Wanted): Settled {
  const { target } = wanted;
  const wish = { ...SMOKE, ...given(wanted) };
  const { caps } = target;
  if (!(wish.rate >= SLOWEST) || !(wish.duration >= 1) || !(wish.timeout > 0 && wish.timeout <= LONGEST_TIMEOUT)) {
    return {
      kind: 'refused',
      why: `no load is possible at ${wish.rate} requests/s for ${wish.duration} s with a time limit of ${wish.timeout} s`,
      hint: `give a --rate above 0 and a --duration of 1 s or more; the time limit is ${LONGEST_TIMEOUT} s at most`,
    };
  }
  if (!(caps.requests >= 1) || !(caps.ratePerSecond >= SLOWEST)) {
    return {
      kind: 'refused',
      why: `the profile's limits leave ${caps.requests} requests at ${caps.ratePerSecond}/s for load`,
      hint: 'raise limits.requests or limits.ratePerSecond in the profile',
    };
  }
  const mix = wanted.mix ?? EQUAL_MIX;
  const turns = schedule(target.routes, mix);
  if (turns.length === 0) {
    return {
      kind: 'refused',
      why: 'no thread of the profile is of a channel in the mix',
      hint: 'name a thread for at least one channel (states email-thread, slack-thread, …), or change the mix',
    };
  }
  const { rate, duration, requests, notes } = cap(wish, caps);
  const ready = Math.min(MOST_VUS, Math.max(FEWEST_VUS, Math.ceil(rate * READY_SECONDS)));
  const settings: Settings = {
    baseUrl: target.baseUrl.replace(/\/+$/, ''),
    routes: target.routes,
    schedule: turns,
    rate,
    duration,
    requests,
    timeout: wish.timeout,
    vus: { ready, most: Math.max(ready, Math.min(MOST_VUS, Math.ceil(rate * wish.timeout))) },
    secrets: target.routes.flatMap(({ token }) => shapes(token)),
  };
  return { kind: 'settled', settings, notes: [...notes, ...leftOut(target.routes, mix)] };
}

function given({ rate, duration, timeout }: Wanted): Partial<typeof SMOKE> {
  return {
    ...(rate === undefined ? {} : { rate }),
    ...(duration === undefined ? {} : { duration }),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

type Size = { rate: number; duration: number; requests: number; notes: string[] };

function cap(wish: { rate: number; duration: number }, caps: LoadTarget['caps']): Size {
  const notes: string[] = [];
  let { rate, duration } = wish;
  if (rate > caps.ratePerSecond) {
    rate = caps.ratePerSecond;
    notes.push(`the rate is ${rate}/s instead of ${wish.rate}/s: limits.ratePerSecond of the profile`);
  }
  if (rate * duration > caps.requests) {
    // k6 takes no less than a second; for fewer requests than a second holds, the rate falls too.
    rate = Math.min(rate, caps.requests);
    duration = Math.max(1, Math.floor((caps.requests / rate) * 1000) / 1000);
    notes.push(`the load lasts ${duration} s instead of ${wish.duration} s: limits.requests of the profile`);
  }
  return { rate, duration, requests: Math.max(1, Math.min(caps.requests, Math.floor(rate * duration + 1e-6))), notes };
}

function leftOut(routes: Route[], mix: Mix): string[] {
  return CHANNELS.filter(
    (channel) => (mix[channel] ?? 0) > 0 && routes.every((route) => route.channel !== channel),
  ).map((channel) => `${channel} gets no load: the profile names no thread for it`);
}

/** A token as it may look in an answer that repeats it. */
function shapes(token: string): string[] {
  const forms = [
    token,
    encodeURIComponent(token),
    JSON.stringify(token).slice(1, -1),
    Buffer.from(token).toString('base64'),
    Buffer.from(token).toString('base64url'),
  ];
  return [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
}
