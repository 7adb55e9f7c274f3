import type { Driven } from '../drive.ts';
import { isSetUp } from '../findings.ts';
import { emptyLatencies, encode, percentile, record } from '../histogram.ts';
import { totals } from '../measurement.ts';
import { shiftCurve } from '../stats/compare/curve.ts';
import { changeOf } from '../stats/compare/limits.ts';
import { type Chunk, keyOf, type Row, type Side, type Subject } from '../stats/compare/types.ts';
import { health } from '../stats/health.ts';
import { percent, span } from '../stats/words.ts';
import { type Broken, failuresOf } from './broken.ts';
import type { Comparison, Experiment } from './record.ts';
import { type Told, tally } from './told.ts';
import type { ComparePlan, Measured, Ready } from './types.ts';
import { rowText, sentenceOf } from './words.ts';

type Compared = { kind: 'compared'; comparisons: Comparison[]; experiment: Experiment };

/** Above this share of failed requests the baseline is no measure for anything. */
const MOST_FAILED = 0.05;

/** What a whole measurement comes to. */
export function outcomeOf(plan: ComparePlan, ready: Ready, measured: Measured): Compared {
  const { driven, seen, chunkSeconds, seconds, cores } = measured;
  const { look } = seen;
  const problems = problemsOf(driven, ready, cores, plan.signal);
  const obstacle = obstacleOf(problems, seen.answers, driven);
  const decision = obstacle === null ? look.decision : 'undecided';
  const rows = look.rows.map((row) => comparisonOf(row, chunkSeconds, obstacle === null));
  const why = obstacle?.why ?? look.why;
  return {
    kind: 'compared',
    comparisons: rows,
    experiment: {
      ...commonOf(plan, ready, driven, problems),
      decision,
      text: decision === 'undecided' ? `undecided: ${why ?? 'too little was seen'}` : sentenceOf(look.rows, seen.to),
      why: decision === 'undecided' ? why : null,
      hint: decision === 'undecided' ? (obstacle?.hint ?? hintOf(look.rows, chunkSeconds, seconds)) : null,
      baseline: sideOf(plan, 'baseline', seen.answers, driven, seen.warmUp.baseline),
      candidate: sideOf(plan, 'candidate', seen.answers, driven, seen.warmUp.candidate),
      seconds: Math.min(seconds, seen.to),
      chunkSeconds,
      looks: [...seen.looks],
      control: look.control.map((row) => comparisonOf(row, chunkSeconds, true)),
      chunks: seriesOf(seen.chunks, look.rows),
      shift: shiftCurve(seen.answers, { seconds: chunkSeconds, from: seen.from, to: seen.to }).map((point) => ({
        ...point,
        interval: pairOf(point.interval),
      })),
    },
  };
}

/** The pilot found that the candidate breaks the contract: that is the answer, and its speed is not asked. */
export function brokenOutcome(
  plan: ComparePlan,
  { requests, count, example }: Broken,
  pilot: { driven: Driven; answers: Told[] },
): Compared {
  const { driven, answers } = pilot;
  const text = `the candidate breaks the contract in ${count} of ${requests} answers: ${failuresOf(driven, 'candidate')[0]?.why ?? 'for unknown reasons'}`;
  const failed = tally(answers, 'baseline');
  const baseline = failed.requests === 0 ? 0 : failed.failed / failed.requests;
  return {
    kind: 'compared',
    comparisons: [
      {
        metric: 'errors',
        channel: null,
        baseline,
        candidate: count / requests,
        change: count / requests - baseline,
        interval: null,
        threshold: 0,
        required: true,
        decision: 'worse',
        detectable: null,
        neededSeconds: null,
        text,
      },
    ],
    experiment: {
      ...commonOf(plan, { rate: 0, rateText: 'of the pilot', inBlocks: plan.oneAtATime, notes: [] }, driven, []),
      decision: 'worse',
      text: `${text}; how fast it is was not measured`,
      why: null,
      hint: null,
      baseline: sideOf(plan, 'baseline', answers, driven, 0),
      candidate: sideOf(plan, 'candidate', answers, driven, 0),
      seconds: 0,
      chunkSeconds: 0,
      looks: [],
      control: [],
      chunks: { subjects: [], starts: [], values: [], control: [] },
      shift: [],
      ...(example === null ? {} : { notes: [`the first such answer: ${example}`] }),
    },
  };
}

function commonOf(
  { baseline, candidate, seed, budget, k6 }: ComparePlan,
  { rate, rateText, inBlocks, notes }: Pick<Ready, 'rate' | 'rateText' | 'inBlocks' | 'notes'>,
  { measurement, cpu }: Driven,
  problems: string[],
) {
  return {
    kind: inBlocks ? ('one-at-a-time' as const) : ('duet' as const),
    sameTarget: baseline.target.baseUrl === candidate.target.baseUrl,
    rate: rate / 2,
    rateText,
    seed,
    budget,
    generator: {
      k6: `${k6.version} (${k6.via})`,
      cpu,
      lateP99: percentile(measurement.late, 99),
      dropped: measurement.dropped,
      problems,
    },
    notes: [...notes],
  };
}

function sideOf(
  plan: ComparePlan,
  side: Side,
  answers: readonly Told[],
  driven: Driven,
  warmUp: number,
): Experiment['baseline'] {
  const { requests, failed } = tally(answers, side);
  const { name, target } = plan[side];
  const latencies = emptyLatencies();
  for (const answer of answers) if (answer.side === side && answer.latency !== null) record(latencies, answer.latency);
  return {
    name,
    baseUrl: target.baseUrl,
    requests,
    failed,
    warmUp,
    histogram: encode(latencies),
    failures: failuresOf(driven, side).slice(0, 5),
  };
}

function comparisonOf({ margin, needed, chunks: _, ...row }: Row, chunkSeconds: number, isSound: boolean): Comparison {
  const neededSeconds = needed === null ? null : needed * chunkSeconds;
  const decision = isSound ? row.decision : 'undecided';
  return {
    ...row,
    interval: pairOf(row.interval),
    threshold: margin,
    decision,
    neededSeconds,
    text: rowText({ ...row, margin, needed, chunks: 0, decision }, neededSeconds),
  };
}

function pairOf(interval: readonly [number, number] | null): [number, number] | null {
  return interval === null ? null : [interval[0], interval[1]];
}

/** Changes chunk by chunk, of all that was judged. */
function seriesOf(chunks: readonly Chunk[], subjects: readonly (Subject & { margin: number })[]): Experiment['chunks'] {
  const named = subjects.map(({ metric, channel }) => ({ metric, channel }));
  const changesOf = (of: 'pairs' | 'control') =>
    named.map((subject) => chunks.map((chunk) => roundedChange(subject, chunk[of].get(keyOf(subject))?.difference)));
  return {
    subjects: named,
    starts: chunks.map(({ start }) => start),
    values: changesOf('pairs'),
    control: changesOf('control'),
  };
}

/** Rounded: of single chunks more digits would be noise, and there are many. */
function roundedChange({ metric }: Subject, difference: number | undefined): number | null {
  return difference === undefined ? null : Number(changeOf(metric, difference).toFixed(5));
}

type Obstacle = { why: string; hint: string };

/** What forbids any verdict on speed, whatever the numbers say. */
function obstacleOf(problems: readonly string[], answers: readonly Told[], driven: Driven): Obstacle | null {
  const [problem] = problems;
  if (problem !== undefined) return { why: problem, hint: 'mend that and run it again' };
  const { requests, failed } = tally(answers, 'baseline');
  if (failed <= MOST_FAILED * requests) return null;
  const reason = failuresOf(driven, 'baseline')[0]?.why ?? 'for unknown reasons';
  return {
    why: `the baseline itself failed in ${percent(failed / requests)} of its requests (${reason})`,
    hint: 'see that the baseline stays up, and run it again',
  };
}

function problemsOf(
  { measurement, end, killed, cpu }: Driven,
  { rate }: Ready,
  cores: number,
  signal: AbortSignal | undefined,
): string[] {
  const { requests, limited } = totals(measurement);
  return health({
    // It ends as soon as enough is known.
    planned: null,
    rate,
    results: requests,
    sent: measurement.sent,
    dropped: measurement.dropped,
    overloadIsAnAnswer: false,
    queue: null,
    vus: { most: Number.POSITIVE_INFINITY, used: measurement.vus },
    unreadable: measurement.unreadable.count,
    firstUnreadable: measurement.unreadable.first,
    ended: signal?.aborted ? 'aborted' : end.ended === 'notStarted' ? 'itself' : end.ended,
    killed: killed !== null,
    exitCode: end.exitCode,
    stderr: end.stderr,
    cpu,
    cores,
    late: percentile(measurement.late, 99),
    limited,
    unauthorised: isSetUp(measurement),
    answers: [],
  });
}

/** What would decide what is open. */
function hintOf(rows: readonly Row[], chunkSeconds: number, seconds: number): string {
  const open = rows.filter(({ required, decision }) => required && decision === 'undecided');
  const needed = Math.max(0, ...open.map(({ needed: chunks }) => (chunks ?? 0) * chunkSeconds));
  if (needed > seconds)
    return `give --budget ${Math.ceil(needed / 10) * 10}s (${span(needed)} at this rate), or wider margins with --metric`;
  return 'run it again on a quieter machine, or with a longer --budget';
}
