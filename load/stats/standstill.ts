import { total } from './distribution.ts';
import { median } from './numbers.ts';
import type { Observed } from './observed.ts';
import { poissonAtLeast } from './probability.ts';
import { medians, quantileOf, stagesOf } from './selection.ts';

/** A time in which the target did nothing: milliseconds since the start of the run. */
export type Standstill = { start: number; end: number; whole: boolean };

/** A slow answer: when it was due and came, and by how much it was later than is usual in its channel. */
type Late = { due: number; end: number; delay: number };

/** Answers that end within so many milliseconds ended together: as far as latencies of the target differ, within limits. */
const TOGETHER = { least: 20, most: 50 };
/** Pauses of a healthy garbage collector stay below this many milliseconds. */
const SHORTEST = 70;
const FEWEST = 3;
/** The whole target stood still when that share of what was due was waiting; else it was one of its workers. */
const WHOLE = 0.8;

/**
 * Times in which the whole target, or one of its workers, stood still. Its mark: requests that were due at many
 * different times end together, so that their latencies come down to nothing like a ramp. Pauses that the control
 * felt too are the machine's. In order of time; none overlap.
 */
export function standstills(observed: Observed): Standstill[] {
  const late = lateOf(observed);
  const found = [...together(late, observed), ...gaps(late, observed)]
    .filter((stall) => !isMachine(stall, observed))
    .sort((a, b) => a.start - b.start);
  const joined: Standstill[] = [];
  for (const stall of found) {
    const last = joined.at(-1);
    if (last === undefined || stall.start >= last.end) joined.push(stall);
    else if (stall.end - stall.start > last.end - last.start) joined[joined.length - 1] = stall;
  }
  return joined;
}

function lateOf(observed: Observed): Late[] {
  const usual = medians(observed.seconds);
  const start = observed.seconds.reduce((least, { second }) => Math.min(least, second), Number.POSITIVE_INFINITY);
  return observed.slow
    .filter(({ channel, due }) => channel !== 'control' && due >= start * 1000)
    .map(({ due, latency, channel }) => ({ due, end: due + latency, delay: latency - (usual.get(channel) ?? 0) }))
    .sort((a, b) => a.end - b.end);
}

/** More answers at one moment than chance would bring, due over a time as long as the longest of them was late. */
function together(late: readonly Late[], observed: Observed): Standstill[] {
  const apart = (quantileOf(observed.seconds, 0.75) ?? 0) - (quantileOf(observed.seconds, 0.25) ?? 0);
  const tolerance = Math.min(TOGETHER.most, Math.max(TOGETHER.least, apart));
  const expected = (late.length * tolerance) / Math.max(1, measuredMs(observed));
  const found: Standstill[] = [];
  let next = 0;
  for (let at = 0; at < late.length; at = Math.max(at + 1, next)) {
    const group = sameEnd(late, at, tolerance).filter(({ delay }) => delay > 0);
    const stall = ramp(group);
    if (stall === null || poissonAtLeast(group.length, expected) > 1e-4) continue;
    const whole = group.length >= WHOLE * rateAt(observed, stall.end) * (stall.end - stall.start) * 1e-3;
    found.push({ ...stall, whole });
    next = at + group.length;
  }
  return found;
}

function sameEnd(late: readonly Late[], from: number, tolerance: number): Late[] {
  const first = late[from]?.end ?? 0;
  let to = from;
  while ((late[to]?.end ?? Number.POSITIVE_INFINITY) <= first + tolerance) to += 1;
  return late.slice(from, to);
}

function ramp(group: readonly Late[]): { start: number; end: number } | null {
  if (group.length < FEWEST) return null;
  const delays = group.map(({ delay }) => delay);
  // Delays of a ramp lie evenly from 0 to its length, so that one wild answer does not make it longer.
  const length = Math.min(Math.max(...delays), 2.5 * (median(delays) ?? 0));
  const dues = group.map(({ due }) => due);
  const isSpread = Math.max(...dues) - Math.min(...dues) >= length / 2;
  // Of a queue that is worked off after a pause, some answers end together too; but none of them was due at its end.
  const isToTheEnd = Math.min(...delays) <= 0.4 * length;
  const ends = group.map((answer) => answer.end);
  const end = Math.min(...ends);
  const isTogether = Math.max(...ends) - end <= 0.3 * length;
  if (length < SHORTEST || !isSpread || !isToTheEnd || !isTogether) return null;
  return { start: end - length, end };
}

/** Times without one answer, where nearly all requests that were due in them were still waiting when it ended. */
function gaps(late: readonly Late[], observed: Observed): Standstill[] {
  const usual = quantileOf(observed.seconds, 0.5) ?? 0;
  const spread = (quantileOf(observed.seconds, 0.95) ?? 0) + 50;
  const found: Standstill[] = [];
  for (const [at, { end }] of late.entries()) {
    const before = late[at - 1]?.end ?? 0;
    if (end - before < SHORTEST + usual) continue;
    const start = Math.max(
      before,
      allWaitingSince(late.slice(at, at + 400), before, end, rateAt(observed, end)) ?? end,
    );
    if (end - start >= Math.max(SHORTEST + usual, Math.min(spread, 3 * SHORTEST + usual)))
      found.push({ start, end, whole: true });
  }
  return found;
}

/** The earliest time from which on nearly all of what was due was waiting at the end; null when there is none. */
function allWaitingSince(after: readonly Late[], before: number, end: number, rate: number): number | null {
  const dues = after.filter(({ due }) => due >= before && due < end).map(({ due }) => due);
  const ascending = dues.sort((a, b) => a - b);
  const since = ascending.find((due, at) => {
    const waiting = ascending.length - at;
    return waiting >= FEWEST && waiting >= (WHOLE * rate * (end - due)) / 1000;
  });
  return since ?? null;
}

/**
 * Whether a request to the control waited through the same time: at least half of it, or as much as one of those can
 * that come only now and then. Of its answers those in `slow` tell when, but in a crowded second they are cut off there.
 */
function isMachine({ start, end }: Standstill, observed: Observed): boolean {
  const shared = observed.slow
    .filter(({ channel }) => channel === 'control')
    .map(({ due, latency }) => Math.min(end + TOGETHER.least, due + latency) - Math.max(start, due))
    .reduce((most, overlap) => Math.max(most, overlap), 0);
  const every = 1000 / Math.max(1e-3, controlRate(observed));
  const inSecond = observed.control
    .filter(({ second }) => second >= Math.floor(start / 1000) && second <= end / 1000)
    .map(({ latencies }) => latencies.at(-1)?.[0] ?? 0)
    .reduce((most, latency) => Math.max(most, latency), 0);
  if (inSecond >= 0.5 * (end - start)) return true;
  return shared >= 10 && shared >= Math.min(0.5 * (end - start), Math.max(10, end - start - 1.5 * every));
}

/** Requests a second to the control; 0 without one. */
export function controlRate({ control }: Observed): number {
  const seconds = new Set(control.map(({ second }) => second)).size;
  return seconds === 0 ? 0 : control.reduce((sum, { latencies }) => sum + total(latencies), 0) / seconds;
}

function rateAt(observed: Observed, ms: number): number {
  const stage = stagesOf(observed).findLast(({ start }) => start * 1000 <= ms);
  return stage === undefined ? 0 : stage.sent / stage.seconds;
}

function measuredMs({ seconds }: Observed): number {
  return new Set(seconds.map(({ second }) => second)).size * 1000;
}
