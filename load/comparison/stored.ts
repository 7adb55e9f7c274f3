import { decode, encode, type Latencies, mergeEncoded, percentile } from '../histogram.ts';
import type { Load } from '../sample.ts';
import { decisionOf } from '../stats/compare/judge.ts';
import { keyOf, type Row, type Wanted } from '../stats/compare/types.ts';
import { nameOf, sizeText } from '../stats/compare/words.ts';
import { against, FEWEST_RUNS, type Levels, storedRows, usualDrift } from '../stats/history/drift.ts';
import { percent } from '../stats/words.ts';
import type { StoredRun } from './comparable.ts';
import type { Comparison, Experiment } from './record.ts';
import { whatChanged } from './words.ts';

/** What a stored run can show. */
const QUANTILES = { p50: 0.5, p90: 0.9, p99: 0.99 } as const;
const CURVE = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999];
/** Answers that must lie beyond a quantile so that a run shows it. */
const FEWEST_BEYOND = 5;
/** Two-sided 95 %. */
const SURE = 1.96;

/**
 * How fast a run was, held against stored ones that are `comparable` with it, at least one: what runs differ by chance
 * from one time to another is no change. Of `wanted` only percentiles can be read from the past.
 */
export function storedComparison(
  baselines: readonly StoredRun[],
  candidate: StoredRun,
  wanted: readonly Wanted[],
): { comparisons: Comparison[]; experiment: Experiment } {
  const shown = wanted.filter(({ metric }) => metric in QUANTILES);
  const rows = storedRows(
    baselines.map(({ load }) => levelsOf(load)),
    levelsOf(candidate.load),
    shown,
  );
  const { generator } = candidate.load;
  const decision = decisionOf(rows);
  const duration = Math.max(0, generator.duration);
  return {
    comparisons: rows.map(comparisonOf),
    experiment: {
      kind: 'stored',
      decision,
      text: sentenceOf(rows, decision, baselines.length),
      why: decision === 'undecided' ? whyUndecided(rows) : null,
      hint: decision === 'undecided' ? hintOf(baselines) : null,
      baseline: sideOf(baselines),
      candidate: sideOf([candidate]),
      sameTarget: baselines.every(({ target }) => target.baseUrl === candidate.target.baseUrl),
      rate: generator.intendedRate,
      rateText: 'as in the stored run',
      seed: candidate.seed,
      budget: duration,
      seconds: duration,
      chunkSeconds: 0,
      looks: [],
      control: [],
      chunks: { subjects: [], starts: [], values: [], control: [] },
      shift: shiftOf(baselines, candidate),
      generator: {
        k6: `${generator.k6.version}, ${generator.k6.path}`,
        cpu: generator.cpu,
        lateP99: generator.late.p99,
        dropped: generator.droppedIterations,
        problems: candidate.load.whyNotValid,
      },
      notes: notesOf(baselines, wanted.length - shown.length),
    },
  };
}

/** ln of each percentile that a load shows, of the whole and of each channel. */
export function levelsOf({ channels }: Load): Levels {
  const found = new Map<string, number>();
  const add = (channel: string | null, latencies: Latencies | null): void => {
    for (const metric of ['p50', 'p90', 'p99'] as const) {
      const value = latencies === null ? null : shownAt(latencies, QUANTILES[metric]);
      if (value !== null) found.set(keyOf({ metric, channel }), Math.log(value));
    }
  };
  add(null, wholeOf(channels));
  for (const { channel, histogram } of channels) add(channel, decode(histogram));
  return found;
}

/** All answers together; null where even one histogram cannot be read. */
function wholeOf(channels: Load['channels']): Latencies | null {
  const texts = channels.map(({ histogram }) => histogram);
  return texts.every((text) => decode(text) !== null) ? mergeEncoded(texts) : null;
}

/** Milliseconds, where enough answers lie beyond. A logarithm needs them above 0. */
function shownAt(latencies: Latencies, quantile: number): number | null {
  if (Math.min(quantile, 1 - quantile) * latencies.totalCount < FEWEST_BEYOND) return null;
  const value = percentile(latencies, quantile * 100);
  return value === null ? null : Math.max(1e-3, value);
}

function shiftOf(baselines: readonly StoredRun[], candidate: StoredRun): Experiment['shift'] {
  const before = baselines.map(({ load }) => wholeOf(load.channels));
  const now = wholeOf(candidate.load.channels);
  return CURVE.flatMap((quantile) => {
    const value = now === null ? null : shownAt(now, quantile);
    const earlier = before.map((one) => (one === null ? null : shownAt(one, quantile))).filter((one) => one !== null);
    if (value === null || earlier.length === 0) return [];
    const { change, interval } = against(earlier.map(Math.log), Math.log(value), SURE, usualDrift(quantile));
    return [
      {
        quantile,
        baseline: Math.exp(Math.log(value) - change),
        candidate: value,
        change: Math.expm1(change),
        interval: [Math.expm1(interval[0]), Math.expm1(interval[1])] satisfies [number, number],
      },
    ];
  });
}

function sideOf(runs: readonly StoredRun[]): Experiment['baseline'] {
  const channels = runs.flatMap(({ load }) => load.channels);
  const [first] = runs;
  const name = first?.target.name ?? '';
  const histogram = wholeOf(channels);
  return {
    name: runs.length > 1 ? `${name}, ${runs.length} stored runs` : name,
    baseUrl: first?.target.baseUrl ?? '',
    requests: channels.reduce((sum, { requests }) => sum + requests, 0),
    failed: channels.reduce((sum, { failed }) => sum + failed, 0),
    warmUp: Math.max(0, ...runs.map(({ load }) => load.warmUp.seconds)),
    histogram: histogram === null ? '' : encode(histogram),
    failures: [],
  };
}

function comparisonOf(row: Row): Comparison {
  const { metric, channel, baseline, candidate, change, interval, margin, required, decision, detectable } = row;
  return {
    ...{ metric, channel, baseline, candidate, change, required, decision, detectable },
    interval: interval === null ? null : [interval[0], interval[1]],
    threshold: margin,
    neededSeconds: null,
    text: textOf(row),
  };
}

/** "p50 is 4 % slower (-14 to 26) than in the stored run; between runs 18 % is chance: undecided". */
function textOf(row: Row): string {
  const word = { worse: 'worse', notWorse: 'not worse', undecided: 'undecided' }[row.decision];
  if (row.change === null || row.interval === null) return `${nameOf(row)}: too few answers to compare`;
  // How far a run may lie above others by chance.
  const chance = (row.change + 1) / (row.interval[0] + 1) - 1;
  return `${whatChanged(row)} than in the stored run; between runs ${sizeText(row.metric, chance)} is chance: ${word}`;
}

function sentenceOf(rows: readonly Row[], decision: Comparison['decision'], runs: number): string {
  const told =
    rows.find((row) => row.decision === 'worse') ??
    rows.find((row) => row.required && row.decision === decision) ??
    rows.find((row) => row.required);
  if (told === undefined) return 'nothing was asked to be compared that a stored run can show';
  return runs > 1 ? textOf(told).replace('the stored run;', `${runs} stored runs;`) : textOf(told);
}

function whyUndecided(rows: readonly Row[]): string {
  const open = rows.filter(({ required, decision }) => required && decision === 'undecided');
  const parts = open.map((row) =>
    row.interval === null
      ? `${nameOf(row)} is not shown by both`
      : `${nameOf(row)} could be up to ${sizeText(row.metric, Math.max(0, row.interval[1]))} slower; ${percent(row.margin)} is the margin`,
  );
  return parts.length === 0 ? 'no percentile is required' : parts.join('. ');
}

function hintOf(baselines: readonly StoredRun[]): string {
  const missing = FEWEST_RUNS - baselines.length;
  const both = 'drive both at once: compare their two profiles';
  return missing <= 0 ? both : `${both}; or store ${missing} more ${missing === 1 ? 'run' : 'runs'} of the baseline`;
}

function notesOf(baselines: readonly StoredRun[], left: number): string[] {
  const spread =
    baselines.length >= FEWEST_RUNS
      ? `what is chance comes from the spread of the ${baselines.length} stored runs`
      : `with fewer than ${FEWEST_RUNS} stored runs, what is chance is taken from ordinary shared machines: between runs p50 drifts by ${percent(usualDrift(0.5))}, p90 by ${percent(usualDrift(0.9))}, p99 by ${percent(usualDrift(0.99))} (one standard deviation), or more where the runs show more`;
  return [spread, ...(left > 0 ? ['only percentiles of latency can be compared with a stored run'] : [])];
}
