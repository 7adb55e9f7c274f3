import { NOTHING, POWER_Z } from '../compare/row.ts';
import { keyOf, type Metric, type Row, type Wanted } from '../compare/types.ts';
import { sum } from '../numbers.ts';
import { normalAbove, normalQuantile, studentQuantile } from '../probability.ts';

/** How far a run lies from earlier ones, in ln. `known`: the spread is these runs' own, not that of machines as a rule. */
export type Drift = { change: number; interval: readonly [low: number, high: number]; spread: number; known: boolean };

/** What one run says: ln of milliseconds by `keyOf`. */
export type Levels = ReadonlyMap<string, number>;

/**
 * Standard deviation, in ln, between runs of the same program minutes apart on an ordinary shared machine, as measured
 * there: by the share of answers that a percentile leaves above it.
 */
const USUAL_DRIFT = [
  { above: 0.5, drift: 0.065 },
  { above: 0.1, drift: 0.1 },
  { above: 0.01, drift: 0.2 },
] as const;

/**
 * Runs whose own spread says more than the usual drift. Of three it is so unsure that Student's interval is wider than
 * the drift that it replaces: 27 times the spread at one error in 1500, against 3 times the drift.
 */
export const FEWEST_RUNS = 5;
const ALPHA = 0.01;
/** Two processes of one program differ by about 0.9 %. */
const LEAST_CHANGE = 0.02;

/** The usual drift of a quantile (0 to 1), in ln; between those measured, by how far out on the tail it lies. */
export function usualDrift(quantile: number): number {
  const out = Math.log(1 - quantile);
  for (const [at, far] of USUAL_DRIFT.entries()) {
    const near = USUAL_DRIFT[at - 1] ?? far;
    const [from, to] = [Math.log(near.above), Math.log(far.above)];
    if (out >= to)
      return from === to ? far.drift : near.drift + ((out - from) / (to - from)) * (far.drift - near.drift);
  }
  return USUAL_DRIFT[2].drift;
}

/**
 * A run against at least one earlier, all in ln: the prediction interval of a further run, at z on each side. Student's
 * with the spread of five runs or more; below that with the usual drift, or the spread where it is larger.
 */
export function against(baselines: readonly number[], candidate: number, z: number, drift: number): Drift {
  const runs = baselines.length;
  const mean = sum(baselines) / runs;
  const own = runs < 2 ? 0 : Math.sqrt(sum(baselines.map((one) => (one - mean) ** 2)) / (runs - 1));
  const known = runs >= FEWEST_RUNS;
  const spread = known ? own : Math.max(own, drift);
  const quantile = known ? studentQuantile(1 - normalAbove(z), runs - 1) : z;
  const half = quantile * spread * Math.sqrt(1 + 1 / runs);
  const change = candidate - mean;
  return { change, interval: [change - half, change + half], spread, known };
}

/**
 * The rows of a run against stored ones. One error in a hundred that anything is called worse, split evenly over the
 * rows; what could not have shown the margin is never "not worse". Only percentiles of latency can be read from the
 * past: other subjects stay undecided.
 */
export function storedRows(baselines: readonly Levels[], candidate: Levels, wanted: readonly Wanted[]): Row[] {
  const z = normalQuantile(1 - ALPHA / Math.max(1, wanted.length));
  return wanted.map((one) => storedRow(baselines, candidate, one, z));
}

const QUANTILES: Partial<Record<Metric, number>> = { p50: 0.5, p90: 0.9, p99: 0.99 };

function storedRow(baselines: readonly Levels[], candidate: Levels, wanted: Wanted, z: number): Row {
  const key = keyOf(wanted);
  const quantile = QUANTILES[wanted.metric];
  const now = candidate.get(key);
  const before = baselines.flatMap((run) => run.get(key) ?? []);
  if (quantile === undefined || now === undefined || before.length === 0) return { ...NOTHING, ...wanted };
  const { change, interval } = against(before, now, z, usualDrift(quantile));
  const [low, high] = [Math.expm1(interval[0]), Math.expm1(interval[1])];
  const floor = Math.max(LEAST_CHANGE, 0.4 * wanted.margin);
  const detectable = Math.max(floor, Math.expm1(((z + POWER_Z) * (interval[1] - interval[0])) / (2 * z)));
  const isWorse = low > 0 && Math.expm1(change) >= floor;
  const isNotWorse = high < wanted.margin && detectable <= wanted.margin;
  return {
    ...wanted,
    baseline: Math.exp(now - change),
    candidate: Math.exp(now),
    change: Math.expm1(change),
    interval: [low, high],
    decision: isWorse ? 'worse' : isNotWorse ? 'notWorse' : 'undecided',
    detectable,
    chunks: 0,
    needed: null,
  };
}
