import { median } from '../numbers.ts';
import { byRanks, byShares, type Estimate, failedShares, isDown } from './estimate.ts';
import { changeOf, FEWEST_CHUNKS, FLOORS } from './limits.ts';
import { FIRST_LOOK } from './schedule.ts';
import type { Decision, Metric, Pair, Row, Wanted } from './types.ts';
import { type Shrinking, shrinking } from './warming.ts';

/** `shrinks`: as changes, where a difference goes away that would be worse if it stayed. */
export type Judged = { row: Row; shrinks: Shrinking | null };

/** What there is of a subject: `z` is what it must reach. */
type Seen = { pairs: readonly Pair[]; requests: readonly Pair[]; z: number; isWarming: boolean };

/** Nine times in ten. */
export const POWER_Z = 1.28;

/**
 * Judges one subject by the chunks that show it, in order of time. `requests` are the same chunks' numbers of them;
 * `isWarming`: one side seems to be still warming up.
 */
export function judgedRow(wanted: Wanted, { pairs, requests, z, isWarming }: Seen): Judged {
  const { metric, margin } = wanted;
  const floor = FLOORS[metric](margin);
  const differences = pairs.map(({ difference }) => difference);
  const chunks = pairs.length;
  if (chunks === 0) return { row: { ...NOTHING, ...wanted }, shrinks: null };
  const estimate = metric === 'errors' ? byShares(pairs, requests, floor, z) : byRanks(differences, z);
  const change = changeOf(metric, estimate.difference);
  const isSure = (estimate.significant && change >= floor) || (metric === 'errors' && isDown(pairs));
  const isWorse = chunks >= FEWEST_CHUNKS && isSure;
  const shrinks = isWorse || isWarming ? shrinking(metric, differences, floor, isWarming) : null;
  const could = detectable(metric, estimate, z);
  const shown = could === null ? null : Math.max(could, floor);
  const values = metric === 'errors' ? failedShares(pairs, requests) : medians(pairs);
  const row = {
    ...wanted,
    baseline: values.baseline,
    candidate: values.candidate,
    change,
    interval: changes(metric, estimate),
    detectable: shown,
    chunks,
    needed: neededChunks(could, chunks, margin, floor),
  };
  const decision = isWorse ? (shrinks === null ? 'worse' : 'undecided') : unlessWorse(row);
  return { row: { ...row, decision }, shrinks: decision === 'undecided' ? shrinks : null };
}

/** A subject of which nothing was seen. */
export const NOTHING = {
  baseline: null,
  candidate: null,
  change: null,
  interval: null,
  decision: 'undecided',
  detectable: null,
  chunks: 0,
  needed: null,
} satisfies Partial<Row>;

/** The margin must lie above the interval, and a change of its size must have been to be seen. */
function unlessWorse({ interval, detectable, chunks, margin }: Omit<Row, 'decision'>): Decision {
  if (interval === null || detectable === null || chunks < FEWEST_CHUNKS) return 'undecided';
  return interval[1] < margin && detectable <= margin ? 'notWorse' : 'undecided';
}

function changes(metric: Metric, { interval }: Estimate): readonly [number, number] | null {
  return interval === null ? null : [changeOf(metric, interval[0]), changeOf(metric, interval[1])];
}

/** What is found nine times in ten if it must be z standard errors above zero: half the interval is as long. */
function detectable(metric: Metric, { interval }: Estimate, z: number): number | null {
  return interval === null ? null : changeOf(metric, ((z + POWER_Z) * (interval[1] - interval[0])) / (2 * z));
}

/** Standard errors fall with the square root. No number of chunks shows what is below the floor. */
function neededChunks(could: number | null, chunks: number, margin: number, floor: number): number | null {
  if (could === null || margin <= 0 || floor > margin) return null;
  return Math.max(FIRST_LOOK, Math.ceil(chunks * (could / margin) ** 2 - 1e-9));
}

function medians(pairs: readonly Pair[]): Pick<Row, 'baseline' | 'candidate'> {
  return {
    baseline: median(pairs.map(({ baseline }) => baseline)),
    candidate: median(pairs.map(({ candidate }) => candidate)),
  };
}
