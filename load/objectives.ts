import type { Window } from './analysis.ts';
import { distributionOf, percentile } from './histogram.ts';
import type { Measurement } from './measurement.ts';
import type { Finding, Objective } from './sample.ts';
import { countOf, isMessage, isRight, latenciesOf, spansOf } from './series.ts';
import { type Block, decide, QUANTILES } from './stats/objectives.ts';
import type { WantedObjective } from './wish.ts';

/** What the highest rate must keep when nothing was asked for. */
export function kneeObjectives(rate: number): WantedObjective[] {
  return [
    { metric: 'p95', atMost: 500 },
    { metric: 'errors', atMost: 0.01 },
    { metric: 'throughput', atLeast: rate * 0.95 },
  ];
}

/** Decides each on what was measured in the window. */
export function decided(measurement: Measurement, window: Window, wanted: readonly WantedObjective[]): Objective[] {
  return wanted.map((objective) => {
    const { metric, channel = null } = objective;
    const limit = 'atLeast' in objective ? objective.atLeast : objective.atMost;
    const blocks = (from: 'latency' | 'service') => blocksOf(measurement, window, channel, from);
    const { value, interval, decision, text } = decide({ metric, channel, limit }, blocks('latency'));
    const decided = {
      metric,
      channel,
      limit,
      value,
      interval: interval === null ? null : ([...interval] satisfies Bounds),
      text,
    };
    if (decision !== 'missed' || value === null || metric === 'errors' || metric === 'throughput')
      return { ...decided, decision };
    const sent = decide({ metric, channel, limit }, blocks('service'));
    const late = percentile(measurement.late, SHARES[metric] * 100) ?? 0;
    if (sent.decision === 'missed' || sent.value === null || late < (value - sent.value) / 2)
      return { ...decided, decision };
    // The target must not pay for the generator's delay.
    const why = `from the send it is ${figure(sent.value)} ms, and k6 itself started requests up to ${figure(late)} ms late: a quieter machine would tell`;
    return { ...decided, text: `${text}; but ${why}`, decision: 'undecided' };
  });
}

type Bounds = [number, number | null];

const SHARES = { ...QUANTILES, max: 1 };

function figure(milliseconds: number): string {
  return milliseconds.toPrecision(3);
}

/** An objective that is missed stands against the target. */
export function missed(objectives: readonly Objective[]): Finding[] {
  return objectives
    .filter(({ decision }) => decision === 'missed')
    .map(({ channel, text }) => ({ kind: 'objective', channel, text }));
}

/** One block for each second of the window: also for those in which nothing was sent, as they count in throughput. */
function blocksOf(
  measurement: Measurement,
  { from, to }: Window,
  channel: string | null,
  what: 'latency' | 'service',
): Block[] {
  const all = spansOf(
    measurement,
    { from, to },
    (span) => isMessage(span) && (channel === null || span.channel === channel),
  );
  const bySecond = Map.groupBy(all, ({ second }) => second);
  // The last second may have been cut off: a rate can't be read from a part of one.
  const seconds = Array.from(
    { length: Math.max(1, Math.floor((to - from) / measurement.width)) },
    (_, index) => from - (from % measurement.width) + index * measurement.width,
  );
  return seconds.flatMap((second) => {
    const spans = bySecond.get(second) ?? [];
    const requests = countOf(spans);
    const right = spans.filter(isRight);
    const block = { latencies: distributionOf(latenciesOf(right, what)), requests, failed: requests - countOf(right) };
    // A span of several seconds counts as so many, with its rate.
    return measurement.width === 1 ? [block] : spread(block, measurement.width);
  });
}

function spread(block: Block, width: number): Block[] {
  return Array.from({ length: width }, (_, index) => ({
    latencies: index === 0 ? block.latencies : [],
    requests: block.requests / width,
    failed: block.failed / width,
  }));
}
