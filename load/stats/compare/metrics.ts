import { median } from '../numbers.ts';
import type { Answer, Pair, Side } from './types.ts';

/** One part of the answers after another, in order of time, each so many seconds long. */
export type Divide = (seconds: number) => readonly (readonly Answer[])[];

/**
 * Right answers of each side that a part has about, so that it shows a quantile. Short parts are better: what disturbs the
 * machine for a moment spoils few of them, and both sides of a part met the same.
 */
const IN_PART = { p50: 10, p90: 20 };

/** Quicker than can be measured, milliseconds: a logarithm needs a number above 0. */
const LEAST_MS = 1e-3;

/**
 * Quantiles of latency, ms, of a chunk of so many seconds. Differences of p50 and p90 are medians over its parts: what
 * drifts in the chunk falls out, and so does what hits single parts. The 99th percentile needs the whole chunk, and
 * `fewest` right answers of each side.
 */
export function latencyPairs(
  answers: readonly Answer[],
  divide: Divide,
  seconds: number,
  fewest: number,
): Record<'p50' | 'p90' | 'p99', Pair | null> {
  const whole = latenciesOf(answers);
  const local = (q: number, count: number): Pair | null => {
    const size = Math.min(whole.baseline.length, whole.candidate.length);
    if (size < count) return null;
    const parts = divide((count * seconds) / size).map(latenciesOf);
    const filled = parts.filter((part) => hasAtLeast(part, count / 2));
    // A few parts that happen to be full would not stand for the rest.
    return quantilePair(whole, filled.length * 2 >= parts.length ? filled : [whole], q);
  };
  return {
    p50: local(0.5, IN_PART.p50),
    p90: local(0.9, IN_PART.p90),
    p99: hasAtLeast(whole, fewest) ? quantilePair(whole, [whole], 0.99) : null,
  };
}

/** Beyond this share of all answers begins the tail: further out, what the machine does hides what a target does. */
const TAIL = 0.95;

/**
 * Share of right answers that are beyond the 95th percentile of both sides together: as they are, and with both brought
 * to the same median, of which the smaller difference counts, none when they disagree. `shift`: how much slower the
 * candidate's median is, as a logarithm. So neither a slower median is a heavier tail, nor a faster one with the same tail.
 */
export function tailPair(answers: readonly Answer[], fewest: number, shift: number): Pair | null {
  const { baseline, candidate } = latenciesOf(answers);
  if (!hasAtLeast({ baseline, candidate }, fewest)) return null;
  const asTheyAre = tails(baseline, candidate);
  const half = Math.exp(shift / 2);
  const alike = tails(
    baseline.map((latency) => latency * half),
    candidate.map((latency) => latency / half),
  );
  if (asTheyAre.difference * alike.difference <= 0) return { ...asTheyAre, difference: 0 };
  return Math.abs(alike.difference) < Math.abs(asTheyAre.difference) ? alike : asTheyAre;
}

/** The half that is added to both counts keeps the logarithm finite (Haldane, Annals of Human Genetics 20, 1956). */
function tails(baseline: readonly number[], candidate: readonly number[]): Pair {
  const limit = quantile(
    [...baseline, ...candidate].sort((one, other) => one - other),
    TAIL,
  );
  const share = (side: readonly number[]): number => side.filter((latency) => latency > limit).length / side.length;
  const [a, b] = [share(baseline), share(candidate)];
  const alike = (baseline.length + candidate.length) / 2;
  return { baseline: a, candidate: b, difference: Math.log((b * alike + 0.5) / (a * alike + 0.5)) };
}

/** Shares of requests without a right answer, right answers a second, and the requests. Null without requests. */
export function countPairs(
  answers: readonly Answer[],
  seconds: number,
): { errors: Pair | null; throughput: Pair; requests: Pair } | null {
  const count = (side: Side): { all: number; right: number } => {
    const own = answers.filter((answer) => answer.side === side);
    return { all: own.length, right: own.filter(({ latency }) => latency !== null).length };
  };
  const [a, b] = [count('baseline'), count('candidate')];
  if (a.all + b.all === 0) return null;
  const [rateA, rateB] = [a.right / seconds, b.right / seconds];
  const [failedA, failedB] = [1 - a.right / a.all, 1 - b.right / b.all];
  return {
    errors:
      a.all === 0 || b.all === 0 ? null : { baseline: failedA, candidate: failedB, difference: failedB - failedA },
    throughput: { baseline: rateA, candidate: rateB, difference: Math.log(rateA + 0.5) - Math.log(rateB + 0.5) },
    requests: { baseline: a.all, candidate: b.all, difference: b.all - a.all },
  };
}

/** Of right answers, milliseconds, ascending. */
export type Latencies = Record<Side, number[]>;

export function latenciesOf(answers: readonly Answer[]): Latencies {
  const found: Latencies = { baseline: [], candidate: [] };
  for (const { side, latency } of answers) if (latency !== null) found[side].push(Math.max(LEAST_MS, latency));
  found.baseline.sort((a, b) => a - b);
  found.candidate.sort((a, b) => a - b);
  return found;
}

function quantilePair(whole: Latencies, parts: readonly Latencies[], q: number): Pair | null {
  const difference = median(parts.map((part) => Math.log(quantile(part.candidate, q) / quantile(part.baseline, q))));
  if (difference === null) return null;
  return { baseline: quantile(whole.baseline, q), candidate: quantile(whole.candidate, q), difference };
}

const hasAtLeast = ({ baseline, candidate }: Latencies, fewest: number): boolean =>
  baseline.length >= fewest && candidate.length >= fewest;

/**
 * Between neighbours, so that its median is right whatever the number of values is: Hyndman & Fan, The American
 * Statistician 50 (1996), type 8. The values ascend, and there is one at least.
 */
export function quantile(values: readonly number[], q: number): number {
  const place = Math.min(values.length, Math.max(1, (values.length + 1 / 3) * q + 1 / 3));
  const low = values[Math.floor(place) - 1] ?? Number.NaN;
  const high = values[Math.ceil(place) - 1] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}
