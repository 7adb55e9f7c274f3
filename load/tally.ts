import { emptyLatencies, type Latencies, record } from './histogram.ts';
import { CHANNELS, type Channel } from './scenarios/settings.ts';
import type { Point, Result } from './stream.ts';
import { addToTimeline, emptyTimeline, type Timeline } from './timeline.ts';

/** What was counted of one channel. */
export type ChannelTally = {
  requests: number;
  /** Requests that got any answer; those are in `latencies`, wrong ones too: only `failed` tells them apart. */
  answered: number;
  failed: number;
  limited: number;
  unauthorised: number;
  wrong: Problem;
  exchanged: Problem;
  /** No answer, or a status other than 200 and 429; `reasons` counts each kind. */
  errors: Problem & { reasons: Map<string, number> };
  latencies: Latencies;
};

/** How often, and the earliest example that came. */
export type Problem = { count: number; example: { at: number; text: string } | null };

export type Tally = {
  channels: Map<Channel, ChannelTally>;
  timeline: Timeline;
  ids: { seen: Set<string>; repeated: number; first: string | null };
  sent: number;
  dropped: number;
  vusUsed: number;
  unreadable: { count: number; first: string | null };
  /** Milliseconds since the scenario's start of the last answer. */
  lastAnswer: number;
  /** Milliseconds since 1970 of k6's first and latest second. */
  firstTick: number | null;
  lastTick: number | null;
};

const MOST_REASONS = 20;

export function emptyTally(channels: Channel[]): Tally {
  return {
    channels: new Map(channels.map((channel) => [channel, emptyChannel()])),
    timeline: emptyTimeline(),
    ids: { seen: new Set(), repeated: 0, first: null },
    sent: 0,
    dropped: 0,
    vusUsed: 0,
    unreadable: { count: 0, first: null },
    lastAnswer: 0,
    firstTick: null,
    lastTick: null,
  };
}

function emptyChannel(): ChannelTally {
  return {
    requests: 0,
    answered: 0,
    failed: 0,
    limited: 0,
    unauthorised: 0,
    wrong: { count: 0, example: null },
    exchanged: { count: 0, example: null },
    errors: { count: 0, example: null, reasons: new Map() },
    latencies: emptyLatencies(),
  };
}

/** Counts one point into the tally, in place: there is one tally to a run, and one point after another. */
export function count(tally: Tally, point: Point): void {
  switch (point.kind) {
    case 'result':
      countResult(tally, point.result);
      break;
    case 'sent':
      tally.sent += point.count;
      break;
    case 'dropped':
      tally.dropped += point.count;
      break;
    case 'vus':
      tally.vusUsed = Math.max(tally.vusUsed, point.count);
      tally.firstTick ??= point.time;
      tally.lastTick = point.time;
      break;
    case 'unreadable':
      tally.unreadable.count += 1;
      tally.unreadable.first ??= point.line;
      break;
    case 'other':
      break;
  }
}

function countResult(tally: Tally, result: Result): void {
  const channel = tally.channels.get(result.channel) ?? emptyChannel();
  tally.channels.set(result.channel, channel);
  channel.requests += 1;
  if (result.outcome !== 'ok') channel.failed += 1;
  if (result.outcome !== 'none') {
    channel.answered += 1;
    record(channel.latencies, result.latency);
    addToTimeline(tally.timeline, Math.floor(result.at / 1000), result.channel, result.latency);
    tally.lastAnswer = Math.max(tally.lastAnswer, result.at + result.latency);
  }
  countOutcome(channel, result);
  if (result.outcome === 'ok' && result.id !== undefined) countId(tally.ids, result.id);
}

function countOutcome(channel: ChannelTally, result: Result): void {
  switch (result.outcome) {
    case 'ok':
      return;
    case 'limited':
      channel.limited += 1;
      return;
    case 'wrong':
    case 'exchanged':
      addProblem(channel[result.outcome], result);
      return;
    case 'none':
    case 'status': {
      if (result.status === 401 || result.status === 403) channel.unauthorised += 1;
      addProblem(channel.errors, result);
      const { reasons } = channel.errors;
      const why = result.why ?? 'no reason given';
      const key = reasons.has(why) || reasons.size < MOST_REASONS ? why : 'other reasons';
      reasons.set(key, (reasons.get(key) ?? 0) + 1);
    }
  }
}

function addProblem(problem: Problem, { at, example }: Result): void {
  problem.count += 1;
  if (example === undefined || (problem.example !== null && problem.example.at <= at)) return;
  problem.example = { at, text: example };
}

/** Ids are held to the end of the run: uniqueness over the whole run needs them all. The caps bound how many. */
function countId(ids: Tally['ids'], id: string): void {
  if (!ids.seen.has(id)) {
    ids.seen.add(id);
    return;
  }
  ids.repeated += 1;
  ids.first ??= id;
}

/** Sums over all channels, in the order of `CHANNELS`. */
export function totals(tally: Tally): { requests: number; answered: number; failed: number; limited: number } {
  const sum = { requests: 0, answered: 0, failed: 0, limited: 0 };
  for (const name of CHANNELS) {
    const channel = tally.channels.get(name);
    if (channel === undefined) continue;
    sum.requests += channel.requests;
    sum.answered += channel.answered;
    sum.failed += channel.failed;
    sum.limited += channel.limited;
  }
  return sum;
}
