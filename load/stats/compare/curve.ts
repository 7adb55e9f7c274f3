import { type Latencies, latenciesOf, quantile } from './metrics.ts';
import { shift, shiftInterval } from './signed-rank.ts';
import type { Answer } from './types.ts';

/** The change at one quantile, as a share of the baseline's value, with its 95 % interval. Milliseconds. */
export type CurvePoint = {
  quantile: number;
  baseline: number;
  candidate: number;
  change: number;
  interval: readonly [number, number] | null;
};

const QUANTILES = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999];
/** Two-sided 95 %. */
const SURE = 1.96;
/** Answers of a side that must lie beyond a quantile so that a stretch of time shows it. */
const FEWEST_BEYOND = 3;

/**
 * Shift by quantile (Doksum, Annals of Statistics 2, 1974) of right answers between two seconds: of the whole, with an
 * interval from stretches of time long enough to show that quantile. Only quantiles that all answers together show.
 */
export function shiftCurve(
  answers: readonly Answer[],
  { seconds, from, to }: { seconds: number; from: number; to: number },
): CurvePoint[] {
  const whole = latenciesOf(answers);
  const size = Math.min(whole.baseline.length, whole.candidate.length);
  return QUANTILES.filter((q) => beyond(q, size) >= FEWEST_BEYOND).map((q) => {
    const perChunk = (beyond(q, size) * seconds) / (to - from);
    const length = seconds * Math.max(1, Math.ceil(FEWEST_BEYOND / perChunk));
    const differences = stretches(answers, { length, from, to }).flatMap((part) => differenceAt(part, q));
    const interval = shiftInterval(differences, SURE);
    const [baseline, candidate] = [quantile(whole.baseline, q), quantile(whole.candidate, q)];
    const change = Math.expm1(shift(differences) ?? Math.log(candidate / baseline));
    return {
      quantile: q,
      baseline,
      candidate,
      change,
      interval: interval === null ? null : [Math.expm1(interval[0]), Math.expm1(interval[1])],
    };
  });
}

const beyond = (q: number, size: number): number => Math.min(q, 1 - q) * size;

function stretches(
  answers: readonly Answer[],
  { length, from, to }: { length: number; from: number; to: number },
): Latencies[] {
  const parts = Array.from({ length: Math.max(1, Math.floor((to - from) / length)) }, (): Answer[] => []);
  for (const answer of answers) parts[Math.floor((answer.due / 1000 - from) / length)]?.push(answer);
  return parts.map(latenciesOf);
}

function differenceAt({ baseline, candidate }: Latencies, q: number): number[] {
  if (Math.min(beyond(q, baseline.length), beyond(q, candidate.length)) < 1) return [];
  return [Math.log(quantile(candidate, q) / quantile(baseline, q))];
}
