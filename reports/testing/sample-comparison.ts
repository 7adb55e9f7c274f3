import type { Comparison, Experiment } from '../../load/comparison/record.ts';
import { fold } from '../record/fold.ts';
import type { RunRecord } from '../record/record.ts';
import { sampleFooter, sampleHeader } from './sample-record.ts';
import { chunksOf, histogramOf, shiftOf } from './simulated-comparison.ts';

export type Compared = { comparisons: Comparison[]; experiment: Experiment };

const channels = ['email', 'slack', 'live_chat', 'teams'];

type Judged = Pick<Comparison, 'metric' | 'channel' | 'baseline' | 'change' | 'threshold' | 'required'>;

/** Half the width of each interval: what such chunks show after so long. */
const widths: Readonly<Record<Comparison['metric'], number>> = {
  ...{ p50: 0.011, p90: 0.021, p99: 0.07, tail: 0.4, errors: 0.0009, throughput: 0.004, cpu: 0.012, memory: 0.05 },
};

const candidateOf = ({ metric, baseline, change }: Judged): number => {
  if (metric === 'errors') return (baseline ?? 0) + (change ?? 0);
  return (baseline ?? 0) * (metric === 'throughput' ? 1 - (change ?? 0) : 1 + (change ?? 0));
};

/** A row with all that follows from its change and from how far it is known. */
const row = (judged: Judged, wider: number): Comparison => {
  const width = widths[judged.metric] * wider * (judged.channel === null ? 1 : 1.8);
  const change = judged.change ?? 0;
  const interval: [number, number] = [change - width, change + width];
  const detectable = width * 1.6;
  const isWorse = interval[0] > 0 && change > 0.02;
  const isShown = interval[1] < judged.threshold && detectable < judged.threshold;
  const decision = isWorse ? 'worse' : isShown ? 'notWorse' : 'undecided';
  const where = judged.channel === null ? '' : ` of ${judged.channel}`;
  return {
    ...judged,
    ...{ candidate: candidateOf(judged), interval, detectable, decision },
    neededSeconds: decision === 'undecided' ? Math.ceil(52 * (detectable / judged.threshold) ** 2) : null,
    text: `${judged.metric}${where} is ${(change * 100).toFixed(1)} % slower (${interval.map((bound) => (bound * 100).toFixed(1)).join(' to ')}); could have seen ${(detectable * 100).toFixed(1)} %`,
  };
};

const required = (slower: number): Judged[] => [
  { metric: 'p50', channel: null, baseline: 14.2, change: slower, threshold: 0.05, required: true },
  { metric: 'p90', channel: null, baseline: 27.9, change: slower * 0.9, threshold: 0.05, required: true },
  { metric: 'p99', channel: null, baseline: 61.4, change: slower * 0.6 + 0.004, threshold: 0.1, required: true },
  { metric: 'errors', channel: null, baseline: 0.0004, change: 0.0001, threshold: 0.005, required: true },
  { metric: 'throughput', channel: null, baseline: 199.8, change: 0.0004, threshold: 0.02, required: true },
];

const watched = (slower: number): Judged[] => [
  { metric: 'tail', channel: null, baseline: 0.0098, change: 0.09, threshold: 0.5, required: false },
  { metric: 'cpu', channel: null, baseline: 0.614, change: slower * 1.3, threshold: 0.05, required: false },
  { metric: 'memory', channel: null, baseline: 187e6, change: -0.004, threshold: 0.3, required: false },
  ...channels.flatMap((channel, i): Judged[] => [
    { metric: 'p50', channel, baseline: 9 + 5 * i, change: slower * (0.7 + i / 5), threshold: 0.1, required: false },
    { metric: 'p99', channel, baseline: 40 + 17 * i, change: slower * 0.4, threshold: 0.15, required: false },
  ]),
];

const all = (slower: number, wider: number): Comparison[] =>
  [...required(slower), ...watched(slower)].map((one) => row(one, wider));

/** The baseline's halves. */
const control = (apart: number): Comparison[] =>
  required(apart)
    .slice(0, 3)
    .map((one) => row(one, 1.4));

const side = (name: string, median: number, failed: number): Experiment['baseline'] => ({
  name,
  baseUrl: `https://${name}.acme.example/api/v2`,
  requests: 10_400,
  failed,
  warmUp: 2,
  histogram: histogramOf(median, 10_400 - failed),
  failures: failed === 0 ? [] : [{ why: 'status 503', count: failed }],
});

const experiment = (chunks: number, slower: number, apart: number): Experiment => ({
  kind: 'duet',
  decision: 'worse',
  text: 'p50 is 4.8 % slower (3.7 to 5.9), seen in 52 s; could have seen 1.8 %',
  why: null,
  hint: null,
  baseline: side('acme-main', 14.2, 4),
  candidate: side('acme-next', 14.2 * (1 + slower), 5),
  sameTarget: false,
  rate: 200,
  rateText: 'half of what the slower one answered without a queue',
  seed: 42,
  budget: 180,
  seconds: chunks * 2,
  chunkSeconds: 2,
  looks: [12, 15, 20, 26, 34, 44, 57, 74, 90, 500]
    .filter((look) => look <= chunks)
    .map((look) => ({ chunks: look, seconds: look * 2, decision: look === chunks ? 'worse' : 'undecided' })),
  control: control(apart),
  chunks: chunksOf(chunks, slower, apart),
  shift: shiftOf(14.2, slower),
  generator: { k6: 'k6 v1.4.0, pinned', cpu: 0.34, lateP99: 0.52, dropped: 0, problems: [] },
  notes: ['The candidate tells its processor time, the baseline too: both by process id.'],
});

const decide = (made: Experiment, decision: Experiment['decision'], more: Partial<Experiment>): Experiment => ({
  ...made,
  decision,
  looks: made.looks.map((look, i) => ({ ...look, decision: i === made.looks.length - 1 ? decision : 'undecided' })),
  ...more,
});

/** p50 is 4.8 % slower, seen after 26 chunks. */
export const worse = (): Compared => ({ comparisons: all(0.048, 1), experiment: experiment(26, 0.048, 0) });

/** No change, shown over all the time there was. */
export const notWorse = (chunks = 90): Compared => ({
  comparisons: all(0.002, 0.6),
  experiment: decide(experiment(chunks, 0.002, 0), 'notWorse', {
    kind: 'one-at-a-time',
    text: 'not worse: p50 is 0.2 % slower (-0.5 to 0.9), seen in 3 min; could have seen 1.1 %',
  }),
});

/** The baseline differs from itself, so nothing is decided. */
export const undecided = (): Compared => ({
  comparisons: all(0.031, 2.2),
  experiment: decide(experiment(90, 0.031, 0.03), 'undecided', {
    text: 'undecided: the baseline differs from itself: p50 by 3 % (1.5 to 4.5)',
    why: 'the baseline differs from itself: p50 by 3 % (1.5 to 4.5)',
    hint: 'run it again on a quieter machine, or with a longer --budget',
    candidate: side('acme-main', 14.6, 0),
    sameTarget: true,
    generator: {
      ...{ k6: 'k6 v1.4.0, pinned', cpu: 1.82, lateP99: 24, dropped: 31 },
      problems: ['k6 started 1 of 100 requests 24 ms late or later.'],
    },
  }),
});

/** Against runs of before: no chunks, no control. */
export const stored = (): Compared => ({
  comparisons: required(0.04)
    .slice(0, 3)
    .map((one) => row(one, 14)),
  experiment: decide(experiment(0, 0.04, 0), 'undecided', {
    kind: 'stored',
    text: 'p50 is 4 % slower than in the stored run; between runs 18 % is chance',
    why: 'p50, p90 and p99 could be slower than their margins',
    hint: 'measure both at once: sendproof compare',
    ...{ control: [], seconds: 60, budget: 60, chunkSeconds: 0 },
  }),
});

/** The candidate breaks the contract, so its speed was not measured. */
export const broken = (): Compared => {
  const text = 'the candidate breaks the contract in 12 of 800 answers: candidate: property "channel" is missing';
  const made = experiment(0, 0, 0);
  const [errors] = required(0).filter(({ metric }) => metric === 'errors');
  return {
    comparisons: errors === undefined ? [] : [{ ...row(errors, 1), ...none, candidate: 0.015, change: 0.015, text }],
    experiment: {
      ...made,
      ...{ text: `${text}; how fast it is was not measured`, rate: 0, rateText: 'of the pilot', seconds: 0 },
      ...{ chunkSeconds: 0, control: [], shift: [], looks: [] },
      notes: ['the first such answer: HTTP 200\ncontent-type: application/json\n\n{"id":"msg_91"}'],
    },
  };
};

/** Every comparison that a report must be able to tell. */
export const sampleComparisons = (): Record<string, Compared> => ({
  worse: worse(),
  'not worse': notWorse(),
  undecided: undecided(),
  stored: stored(),
  broken: broken(),
});

const none = { interval: null, detectable: null, neededSeconds: null, threshold: 0, decision: 'worse' as const };

/** A run of one comparison and nothing else. */
export const comparisonRecord = (compared: Compared): RunRecord =>
  fold([
    { ...sampleHeader, header: { ...sampleHeader.header, command: 'compare' } },
    { type: 'comparison', ...compared },
    sampleFooter,
  ]);
