import { ANY_MESSAGES, type Messages, NO_MESSAGE, only } from './messages.ts';
import { channelsWithoutRoute, EQUAL_MIX, FULL_PAYLOADS, type Mix, type PayloadMix, turnsOf } from './mix.ts';
import { closed, type ScenarioName, scenarios } from './scenarios/index.ts';
import { shapesOf } from './scenarios/redact.ts';
import type { Part } from './scenarios/scenario.ts';
import type { Model, Route, Settings, Stage, Vus } from './scenarios/settings.ts';

/** Where load may go, and how much of it. */
export type LoadTarget = {
  baseUrl: string;
  routes: Route[];
  attachmentUrl: string;
  /** What the document lets messages be; left out: as in the one that sendproof comes with. */
  messages?: Messages | undefined;
  /** The profile's limits: `requests` is what is left of them for this run. */
  caps: { requests: number; ratePerSecond: number };
};

export type Wanted = {
  scenario: ScenarioName;
  target: LoadTarget;
  /** Requests a second; the scenario's own when left out. */
  rate?: number | undefined;
  /** Seconds, at least 1. */
  duration?: number | undefined;
  /** Virtual users of the closed model. */
  vus?: number | undefined;
  mix?: Mix | undefined;
  payloads?: PayloadMix | undefined;
  /** Seconds to wait for one answer. */
  timeout?: number | undefined;
};

export type Settled =
  | { kind: 'settled'; settings: Settings; notes: string[] }
  | { kind: 'refused'; why: string; hint: string };

const TIMEOUT = 10;
const LONGEST_TIMEOUT = 60;
/** k6 takes whole requests in 1000 seconds. */
const SLOWEST = 0.001;
const MOST_VUS = 1000;
const FEWEST_VUS = 5;

/** What will really be sent: the wish, held to the target's caps, with a note for each thing that was made smaller. */
export function settle(wanted: Wanted): Settled {
  const { target, timeout = TIMEOUT } = wanted;
  const { rate = 1, seconds } = wishOf(wanted);
  if (!(rate >= SLOWEST) || !(seconds >= 1) || !(timeout > 0 && timeout <= LONGEST_TIMEOUT)) {
    return {
      kind: 'refused',
      why: `no load is possible at ${rate} requests/s for ${seconds} s with a time limit of ${timeout} s`,
      hint: `give a --rate above 0 and a --duration of 1 s or more; the time limit is ${LONGEST_TIMEOUT} s at most`,
    };
  }
  const { caps } = target;
  if (!(caps.requests >= 1) || !(caps.ratePerSecond >= SLOWEST)) {
    return {
      kind: 'refused',
      why: `the profile's limits leave ${caps.requests} requests at ${caps.ratePerSecond}/s for load`,
      hint: 'raise limits.requests or limits.ratePerSecond in the profile',
    };
  }
  const mix = wanted.mix ?? EQUAL_MIX;
  const { fields, payloads, notes: left } = target.messages ?? ANY_MESSAGES;
  if (payloads.length === 0) return { kind: 'refused', why: NO_MESSAGE, hint: 'load cannot be made by this document' };
  const turns = turnsOf(target.routes, mix, only(payloads, wanted.payloads ?? FULL_PAYLOADS));
  if (turns.length === 0) {
    return {
      kind: 'refused',
      why: 'no thread of the profile is of a channel in the mix',
      hint: 'name a thread for at least one channel (states email-thread, slack-thread, …), or change the mix',
    };
  }
  const { model, notes } = modelOf(wanted, timeout);
  const settings: Settings = {
    scenario: wanted.scenario,
    baseUrl: withoutSlash(target.baseUrl),
    routes: target.routes,
    turns,
    model,
    fields,
    timeout,
    attachmentUrl: target.attachmentUrl,
    secrets: target.routes.flatMap(({ token }) => shapesOf(token, base64)),
    control: null,
    duet: null,
  };
  const idle = channelsWithoutRoute(target.routes, mix).map(
    (channel) => `${channel} gets no load: the profile names no thread for it`,
  );
  return { kind: 'settled', settings, notes: [...notes, ...left, ...idle] };
}

/** Requests that the load sends at most, its highest rate, and its seconds. */
export function sizeOf(model: Model): { requests: number; rate: number; seconds: number } {
  if (model.kind === 'closed') return { requests: model.requests, rate: 0, seconds: model.seconds };
  return {
    requests: model.stages.reduce((sum, stage) => sum + stage.requests, 0),
    rate: Math.max(...model.stages.map((stage) => stage.rate)),
    seconds: model.stages.reduce((sum, stage) => sum + stage.seconds, 0),
  };
}

function wishOf({ scenario, rate, duration }: Wanted): { rate?: number; seconds: number } {
  if (scenario === 'closed') return { seconds: duration ?? closed.seconds };
  return { rate: rate ?? scenarios[scenario].rate, seconds: duration ?? scenarios[scenario].seconds };
}

function modelOf(wanted: Wanted, timeout: number): { model: Model; notes: string[] } {
  const { scenario, target } = wanted;
  const { rate = 1, seconds } = wishOf(wanted);
  if (scenario === 'closed') {
    const { requests } = target.caps;
    const vus = Math.min(wanted.vus ?? closed.vus, MOST_VUS, requests);
    return { model: { kind: 'closed', vus, seconds, requests, pace: vus / target.caps.ratePerSecond }, notes: [] };
  }
  const { parts, notes } = held(scenarios[scenario].parts(rate, seconds), target.caps);
  return { model: { kind: 'open', stages: capped(stagesOf(parts, timeout), target.caps.requests) }, notes };
}

/** The parts one after another, with the users they need when an answer may take `timeout` seconds. */
export function stagesOf(parts: readonly Part[], timeout: number): Stage[] {
  let start = 0;
  return parts.map((part) => {
    const requests = Math.max(1, Math.floor(part.rate * part.seconds + 1e-6));
    const stage = { ...part, start, requests, vus: vusFor(part.rate, timeout) };
    start += part.seconds;
    return stage;
  });
}

/** The parts within the caps: all rates by the same factor, all times by the same factor, in whole seconds. */
function held(wish: Part[], caps: LoadTarget['caps']): { parts: Part[]; notes: string[] } {
  const notes: string[] = [];
  const peak = Math.max(...wish.map((part) => part.rate));
  let parts = wholeSeconds(wish);
  if (peak > caps.ratePerSecond) {
    parts = parts.map((part) => ({ ...part, rate: (part.rate * caps.ratePerSecond) / peak }));
    notes.push(`the rate is ${caps.ratePerSecond}/s at most instead of ${peak}/s: limits.ratePerSecond of the profile`);
  }
  const requests = sum(parts.map((part) => part.rate * part.seconds));
  if (requests > caps.requests) {
    const before = sum(parts.map((part) => part.seconds));
    const factor = caps.requests / requests;
    parts = parts.map((part) => ({ ...part, seconds: Math.max(1, Math.floor(part.seconds * factor * 1000) / 1000) }));
    parts = wholeSeconds(parts, Math.floor);
    // A second is the least: for fewer requests than that the rate falls too.
    const least = sum(parts.map((part) => part.rate * part.seconds));
    if (least > caps.requests) parts = parts.map((part) => ({ ...part, rate: (part.rate * caps.requests) / least }));
    const after = sum(parts.map((part) => part.seconds));
    notes.push(`the load lasts ${after} s instead of ${before} s: limits.requests of the profile`);
  }
  return { parts, notes };
}

/** A second belongs to one part: all but the last last whole seconds. */
function wholeSeconds(parts: Part[], round: (seconds: number) => number = Math.round): Part[] {
  return parts.map((part, index) =>
    index === parts.length - 1
      ? { ...part, seconds: Math.max(1, part.seconds) }
      : { ...part, seconds: Math.max(1, round(part.seconds)) },
  );
}

/** Rounding may have left some requests too many: the last stages give them up. */
function capped(stages: Stage[], most: number): Stage[] {
  let left = most;
  return stages.map((stage) => {
    const requests = Math.min(stage.requests, left);
    left -= requests;
    return { ...stage, requests };
  });
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Virtual users for the requests of a second in flight stand ready, at high rates for those of a quarter: making one
 * more while the load runs costs a dropped iteration. Not more, because each keeps a connection, and one that is idle
 * for seconds may be closed by the target just as it is used again.
 */
function vusFor(rate: number, timeout: number): Vus {
  const ready = Math.min(MOST_VUS, Math.max(FEWEST_VUS, Math.ceil(rate <= 200 ? rate : 200 + (rate - 200) / 4)));
  return { ready, most: Math.max(ready, Math.min(MOST_VUS, Math.ceil(rate * timeout))) };
}

export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

export function base64(text: string): string[] {
  const bytes = Buffer.from(text);
  return [bytes.toString('base64'), bytes.toString('base64url')];
}
