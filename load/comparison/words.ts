import type { Row } from '../stats/compare/types.ts';
import { bytes, figure, milliseconds, percent, span } from '../stats/words.ts';

const NAMES = {
  p50: 'p50',
  p90: 'p90',
  p99: 'p99',
  tail: 'the share of slowest requests',
  errors: 'the share of failed requests',
  throughput: 'throughput',
  cpu: 'CPU time a request',
  memory: 'memory',
} satisfies Record<Row['metric'], string>;

const WORSE = {
  p50: 'slower',
  p90: 'slower',
  p99: 'slower',
  tail: 'larger',
  errors: 'higher',
  throughput: 'lower',
  cpu: 'more',
  memory: 'more',
} satisfies Record<Row['metric'], string>;

const BETTER = {
  p50: 'faster',
  p90: 'faster',
  p99: 'faster',
  tail: 'smaller',
  errors: 'lower',
  throughput: 'higher',
  cpu: 'less',
  memory: 'less',
} satisfies Record<Row['metric'], string>;

/** "p50 of email". */
export function nameOf({ metric, channel }: Pick<Row, 'metric' | 'channel'>): string {
  return channel === null ? NAMES[metric] : `${NAMES[metric]} of ${channel}`;
}

/** A value in the metric's unit. */
export function valueText(metric: Row['metric'], value: number): string {
  if (metric === 'errors' || metric === 'tail') return percent(value);
  if (metric === 'throughput') return `${figure(value)} answers/s`;
  return metric === 'memory' ? bytes(value) : milliseconds(value);
}

/** A change as one says it: percent, of shares of errors percentage points. */
export function changeText(metric: Row['metric'], change: number): string {
  return metric === 'errors' ? `${figure(Math.abs(change) * 100)} percentage points` : percent(Math.abs(change));
}

/** "p50 of email is 4.8 % slower (3.9 to 5.7)". */
export function whatChanged(row: Pick<Row, 'metric' | 'channel' | 'change' | 'interval'>): string {
  const { metric, change, interval } = row;
  if (change === null) return `${nameOf(row)}: too few answers to compare`;
  // What is nothing when rounded is no improvement.
  const isMore = change > -0.00005;
  const direction = isMore ? WORSE[metric] : BETTER[metric];
  const sign = isMore ? 100 : -100;
  const bounds = interval === null ? [] : [interval[0] * sign, interval[1] * sign].sort((a, b) => a - b);
  const range = bounds.length === 0 ? '' : ` (${bounds.map(figure).join(' to ')})`;
  return `${nameOf(row)} is ${changeText(metric, change)} ${direction}${range}`;
}

/** Seconds; who is told of more would not wait. */
const LONGEST = 4 * 3600;

/** One sentence on a row. */
export function rowText(row: Row, seconds: number | null): string {
  const { metric, detectable, margin } = row;
  const could = detectable === null ? '' : `; could have seen ${changeText(metric, detectable)}`;
  const needs =
    row.decision !== 'undecided' || seconds === null
      ? ''
      : seconds > LONGEST
        ? `; no run of four hours would tell ${changeText(metric, margin)} at this rate`
        : `; to tell ${changeText(metric, margin)} takes about ${span(seconds)} at this rate`;
  return `${whatChanged(row)}${could}${needs}`;
}

/** What of the rows a manager reads: the gravest that is worse, or what has been shown not to be. */
export function sentenceOf(rows: readonly Row[], seconds: number): string {
  const [worst] = rows.filter(({ decision }) => decision === 'worse').sort(byWeight);
  const seen = `seen in ${span(seconds)}`;
  if (worst !== undefined) return `${whatChanged(worst)}, ${seen}${couldSee(worst)}`;
  const [first] = rows.filter(({ required }) => required);
  if (first === undefined) return 'nothing was asked to be compared';
  return `not worse: ${whatChanged(first)}, ${seen}${couldSee(first)}`;
}

function couldSee({ metric, detectable }: Row): string {
  return detectable === null ? '' : `; could have seen ${changeText(metric, detectable)}`;
}

/** Required ones before watched ones, the whole before a channel, then as `METRICS` has them but errors first. */
function byWeight(a: Row, b: Row): number {
  return weightOf(a) - weightOf(b);
}

function weightOf({ required, channel, metric }: Row): number {
  return (
    (required ? 0 : 100) +
    (channel === null ? 0 : 50) +
    (metric === 'errors' ? 0 : 1 + Object.keys(NAMES).indexOf(metric))
  );
}
