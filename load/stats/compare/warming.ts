import { groups, sum } from '../numbers.ts';
import { trend } from '../trend.ts';
import { changeOf, FLOORS } from './limits.ts';
import { shift } from './signed-rank.ts';
import type { Metric } from './types.ts';

/** The changes in the first third and in the last. */
export type Shrinking = readonly [from: number, to: number];

/**
 * Differences shrink when their trend, as z, is below this and less than that share of the first third is left in the
 * last. A slowdown that stays is held back by it in hardly a run, as there all thirds are alike.
 */
const LIMITS = [
  { below: -1.3, left: 0.5 },
  { below: -2, left: 0.75 },
];
/** Of channels and high quantiles, where noise hides the trend, while the median of the whole shrinks. */
const WARMING = { below: Number.POSITIVE_INFINITY, left: 0.75 };

/**
 * While one side is still warming up it is slower, and less so with each chunk. Also when what is left of the difference
 * would be too small to count. Null when it stays. `differences` in order of time.
 */
export function shrinking(
  metric: Metric,
  differences: readonly number[],
  floor: number,
  isWarming: boolean,
): Shrinking | null {
  const thirds = groups(differences, Math.floor(differences.length / 3));
  const level = (part: readonly number[]): number =>
    metric === 'errors' ? sum(part) / part.length : (shift(part) ?? 0);
  const [first, last] = [level(thirds[0] ?? []), level(thirds.at(-1) ?? [])];
  if (changeOf(metric, first) < floor) return null;
  const falls = trend(differences);
  const isSmall = last < first && changeOf(metric, last) < floor;
  const limits = isWarming ? [...LIMITS, WARMING] : LIMITS;
  const shrinks = limits.some(({ below, left }) => falls < below && (isSmall || last < left * first));
  return shrinks ? [changeOf(metric, first), changeOf(metric, last)] : null;
}

/** What p50 is asked to keep, when nobody says otherwise. */
const USUAL_MARGIN = 0.05;

/** Whether one side seems to be still warming up, by differences of the median of the whole. */
export function warms(differences: readonly number[]): boolean {
  return differences.length >= 3 && shrinking('p50', differences, FLOORS.p50(USUAL_MARGIN), false) !== null;
}
