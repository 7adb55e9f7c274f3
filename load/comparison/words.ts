import { METRICS, type Row } from '../stats/compare/types.ts';
import { METRIC_WORDS, nameOf, sizeText } from '../stats/compare/words.ts';
import { figure, span } from '../stats/words.ts';

/** "p50 of email is 4.8 % slower (3.9 to 5.7)". */
export function whatChanged(row: Pick<Row, 'metric' | 'channel' | 'change' | 'interval'>): string {
  const { metric, change, interval } = row;
  if (change === null) return `${nameOf(row)}: too few answers to compare`;
  // What is nothing when rounded is no improvement.
  const isMore = change > -0.00005;
  const direction = isMore ? METRIC_WORDS[metric].worse : METRIC_WORDS[metric].better;
  const sign = isMore ? 100 : -100;
  const bounds = interval === null ? [] : [interval[0] * sign, interval[1] * sign].sort((a, b) => a - b);
  const range = bounds.length === 0 ? '' : ` (${bounds.map(figure).join(' to ')})`;
  return `${nameOf(row)} is ${sizeText(metric, change)} ${direction}${range}`;
}

/** Seconds; who is told of more would not wait. */
const LONGEST = 4 * 3600;

/** One sentence on a row. */
export function rowText(row: Row, seconds: number | null): string {
  const { metric, margin } = row;
  const needs =
    row.decision !== 'undecided' || seconds === null
      ? ''
      : seconds > LONGEST
        ? `; no run of four hours would tell ${sizeText(metric, margin)} at this rate`
        : `; to tell ${sizeText(metric, margin)} takes about ${span(seconds)} at this rate`;
  return `${whatChanged(row)}${couldSee(row)}${needs}`;
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
  return detectable === null ? '' : `; could have seen ${sizeText(metric, detectable)}`;
}

/** Required ones before watched ones, the whole before a channel, then as `METRICS` has them but errors first. */
function byWeight(a: Row, b: Row): number {
  return weightOf(a) - weightOf(b);
}

function weightOf({ required, channel, metric }: Row): number {
  return (required ? 0 : 100) + (channel === null ? 0 : 50) + (metric === 'errors' ? 0 : 1 + METRICS.indexOf(metric));
}
