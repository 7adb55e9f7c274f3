import type { Comparison, Experiment } from '../../load/comparison/record.ts';
import { METRIC_WORDS, nameOf as nameInWords } from '../../load/stats/compare/words.ts';
import { span } from '../../load/stats/words.ts';
import { clip, count, decimal, sentence as full, ms, oneLine, plural } from '../text.ts';
import type { CaseOutcome } from './cases.ts';
import { percent } from './load.ts';

export type Decision = Comparison['decision'];
type Metric = Comparison['metric'];

/** What each decision is called, and the sign that stands for it. */
export const decisionWords: Readonly<Record<Decision, { word: string; outcome: CaseOutcome }>> = {
  worse: { word: 'worse', outcome: 'failed' },
  notWorse: { word: 'not worse', outcome: 'passed' },
  undecided: { word: 'undecided', outcome: 'cantTell' },
};

/** What a decision means for the baseline against itself. */
export const controlWords: Readonly<Record<Decision, string>> = {
  worse: 'unlike',
  notWorse: 'alike',
  undecided: 'undecided',
};

/** What a metric counts, where its name does not tell. */
export const metricMeans: Readonly<Partial<Record<Metric, string>>> = {
  tail: 'beyond p95 of both, beside what p50 explains',
  errors: 'changes in percentage points',
  throughput: 'right answers a second',
};

/** With a capital letter, but for a name such as p50. */
export const capital = (text: string): string => text.replace(/^[a-z](?=[a-z])/, (letter) => letter.toUpperCase());

type Subject = { metric: Metric; channel: string | null };

/** "p50", "p99 of email". */
export const subjectInWords = ({ metric, channel }: Subject): string =>
  nameInWords({ metric, channel: channel === null ? null : oneLine(clip(channel, 60)) });

/** A value of a metric with its unit; "–" without one. */
export const valueInWords = (metric: Metric, value: number | null): string => {
  if (value === null || !Number.isFinite(value)) return '–';
  if (metric === 'tail' || metric === 'errors') return percent(value);
  if (metric === 'throughput') return `${decimal(value)}/s`;
  return metric === 'memory' ? `${decimal(value / 1e6)} MB` : `${ms(value)} ms`;
};

const rounded = (value: number): string => {
  const size = Math.abs(value);
  const digits = size >= 9.95 ? value.toFixed(0) : value.toFixed(size >= 0.95 ? 1 : 2);
  const short = String(Number(digits));
  return size >= 1000 ? count(Math.round(size)) : short.replace('-', '');
};

const signed = (value: number): string => {
  const text = rounded(value);
  return value < 0 && text !== '0' ? `−${text}` : text;
};

/** A change of errors is one of shares, so it has another unit than a share of the baseline's value. */
const unitOf = (metric: Metric): string => (metric === 'errors' ? 'points' : '%');

/** A share of the baseline's value, or a difference of shares: "5 %", "0.5 points". */
export const shareInWords = (metric: Metric, share: number | null): string =>
  share === null || !Number.isFinite(share) ? '–' : `${signed(share * 100)} ${unitOf(metric)}`;

/** "4.8 % slower", "no change"; "–" without one. */
export const changeInWords = ({ metric, change }: Pick<Comparison, 'metric' | 'change'>): string => {
  if (change === null || !Number.isFinite(change)) return '–';
  const size = shareInWords(metric, Math.abs(change));
  if (size.startsWith('0 ')) return 'no change';
  return `${size} ${change > 0 ? METRIC_WORDS[metric].worse : METRIC_WORDS[metric].better}`;
};

/** "3.9 to 5.7 %"; positive: worse. "–" without one. */
export const changeIntervalInWords = ({ metric, interval }: Pick<Comparison, 'metric' | 'interval'>): string => {
  if (interval === null) return '–';
  const [low, high] = interval;
  return `${signed(low * 100)} to ${signed(high * 100)} ${unitOf(metric)}`;
};

/** "5 % after about 3 min": when the margin could be told; null where it is not open, or nobody knows. */
export const neededInWords = ({ decision, neededSeconds, metric, threshold }: Comparison): string | null =>
  decision !== 'undecided' || neededSeconds === null
    ? null
    : `${shareInWords(metric, threshold)} after about ${span(neededSeconds)}`;

const weight = ({ required, decision }: Comparison): number => (required ? 0 : 2) + (decision === 'worse' ? 0 : 1);

/** Those that decide first, and of each kind those that are worse. */
export const byWeight = (all: readonly Comparison[]): Comparison[] => all.toSorted((a, b) => weight(a) - weight(b));

/** Those that decide, and whatever else is worse. */
export const thatMatter = (all: readonly Comparison[]): Comparison[] =>
  byWeight(all).filter(({ required, decision }) => required || decision === 'worse');

/** Whether single rows may be relied on: not where the baseline differs from itself, or the generator was at fault. */
export const rowsCount = ({ decision, control, generator }: Experiment): boolean =>
  decision !== 'undecided' || (control.every((row) => row.decision !== 'worse') && generator.problems.length === 0);

/** A name on one line; never nothing. */
export const nameOf = (name: string): string => oneLine(clip(name, 80)) || 'without a name';

/** What was found, without the decision, which stands beside it. */
export const foundInWords = ({ text }: Experiment): string =>
  full(oneLine(clip(text, 1000)).replace(/^(undecided|not worse|worse): /, ''));

/** Why it is undecided, where the text does not say it already, and what would decide it. */
export const openInWords = ({ text, why, hint }: Experiment): string[] =>
  [why !== null && text.includes(why) ? null : why, hint]
    .flatMap((one) => (one === null ? [] : [full(oneLine(clip(one, 1000)))]))
    .map(capital);

/** "acme-next is not worse than acme-main: …". */
export const comparisonSentence = (experiment: Experiment): string => {
  const { decision, baseline, candidate } = experiment;
  const is = decision === 'notWorse' ? 'is not worse' : 'is worse';
  const who = `${nameOf(candidate.name)} ${is} than ${nameOf(baseline.name)}`;
  return `${decision === 'undecided' ? `Nobody can say whether ${who}` : who}: ${foundInWords(experiment)}`;
};

/** How it was measured, in words. */
export const kindInWords: Readonly<Record<Experiment['kind'], string>> = {
  duet: 'both at once: of each two requests one goes to each side, in coin-flip order',
  'one-at-a-time': 'one at a time: short blocks by turns, in coin-flip order',
  stored: 'against stored runs: what drifts between runs counts as chance',
};

/** "52 s of at most 180 s, in 26 chunks of 2 s"; none where the pilot decided. */
export const timeInWords = ({ seconds, budget, chunks, chunkSeconds }: Experiment): string => {
  if (seconds === 0) return 'none: the pilot decided';
  const parts = chunks.starts.length;
  const within = parts === 0 ? '' : `, in ${plural(parts, 'chunk')} of ${decimal(chunkSeconds)} s`;
  return `${decimal(seconds)} s of at most ${decimal(budget)} s${within}`;
};

/** "200 requests a second to each side (half of what the slower one can do)". */
export const rateInWords = ({ rate, rateText }: Experiment): string => {
  const how = oneLine(clip(rateText, 300));
  if (rate === 0) return how;
  return `${decimal(rate)} requests a second to each side${how === '' ? '' : ` (${how})`}`;
};

/** Whether the load generator could do what it was asked for. */
export const generatorInWords = ({ generator: g }: Experiment): string => {
  const late = g.lateP99 === null ? '' : `started 99 of 100 requests within ${ms(g.lateP99)} ms of their time, `;
  const dropped = g.dropped === 0 ? 'dropped none' : `dropped ${count(g.dropped)}`;
  const cpu = g.cpu === null ? 'processor time unknown' : `used ${decimal(g.cpu)} cores`;
  const fate = g.problems.length === 0 ? 'kept up' : 'was at fault';
  return `The load generator ${fate}: ${late}${dropped} and ${cpu}.`;
};
