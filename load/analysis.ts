import { curveOf, distributionOf, encode, percentile, percentilesOf } from './histogram.ts';
import type { Measurement } from './measurement.ts';
import type { ChannelSample, Load, LoadStage } from './sample.ts';
import { payloadSize } from './scenarios/message.ts';
import { CHANNELS, type Channel, type Model, PAYLOADS, type Stage } from './scenarios/settings.ts';
import { blocksOf, bySecond, countOf, isMessage, isRight, latenciesOf, type Range, spansOf } from './series.ts';
import type { Span } from './span.ts';
import { percentileInterval } from './stats/interval.ts';
import { QUANTILES } from './stats/objectives.ts';
import { type WarmUp, warmUp } from './stats/warm-up.ts';

/** The measured part of a run: seconds from which its percentiles are taken, and at which its load ended. */
export type Window = { from: number; to: number };

/** The warm-up of a run, found in its first part, where the rate does not change. */
export function warmUpOf(measurement: Measurement, range: Range): WarmUp {
  const right = spansOf(measurement, range, isRight);
  return warmUp(bySecond(right).map(([second, spans]) => ({ second, p50: percentile(latenciesOf(spans), 50) })));
}

/**
 * Numbers by channel. Percentiles are those of right answers after the warm-up: one that is wrong or an error is no
 * fast answer. Every request counts in `requests`, and every one that was not answered rightly in `failed`.
 */
export function channelsOf(measurement: Measurement, channels: readonly Channel[], window: Window): ChannelSample[] {
  return channels.map((channel) => {
    const all = spansOf(measurement, {}, (span) => span.channel === channel);
    const right = spansOf(measurement, window, (span) => span.channel === channel && isRight(span));
    const latencies = latenciesOf(right);
    const blocks = blocksOf(right).map((block) => block.latencies);
    const interval = (q: number) => {
      const found = percentileInterval(blocks, q);
      return found === null ? null : ([found[0], found[1]] satisfies [number, number | null]);
    };
    return {
      channel,
      requests: countOf(all),
      failed: countOf(all.filter((span) => span.outcome !== 'ok')),
      rate: countOf(right) / Math.max(window.to - window.from, 0.001),
      ...percentilesOf(latencies),
      intervals: {
        p50: interval(QUANTILES.p50),
        p90: interval(QUANTILES.p90),
        p95: interval(QUANTILES.p95),
        p99: interval(QUANTILES.p99),
        p999: interval(QUANTILES.p999),
        p9999: interval(QUANTILES.p9999),
      },
      histogram: encode(latencies),
      service: percentilesOf(latenciesOf(right, 'service')),
      curve: curveOf(latencies),
    };
  });
}

/** By what the messages carried. */
export function payloadsOf(measurement: Measurement, window: Window): Load['payloads'] {
  return PAYLOADS.flatMap((payload) => {
    const right = spansOf(measurement, window, (span) => span.payload === payload && isRight(span));
    if (right.length === 0) return [];
    const latencies = latenciesOf(right);
    return [
      {
        payload,
        bytes: payloadSize(payload).bytes,
        requests: countOf(right),
        p50: percentile(latencies, 50),
        p99: percentile(latencies, 99),
      },
    ];
  });
}

/** A row for each span of time, channel and status: what all other numbers are sums of. */
export function timelineOf(measurement: Measurement): Load['timeline'] {
  const groups = Map.groupBy(
    spansOf(measurement, {}, isMessage),
    ({ second, channel, status }) => `${second} ${channel} ${status}`,
  );
  return [...groups.values()]
    .flatMap((spans) => {
      const [first] = spans;
      return first === undefined ? [] : [rowOf(first, spans)];
    })
    .sort((a, b) => a.second - b.second || place(a.channel) - place(b.channel) || a.status - b.status);
}

function rowOf({ second, width, channel, status }: Span, spans: Span[]): Load['timeline'][number] {
  const latencies = latenciesOf(spans);
  return {
    second,
    width,
    channel,
    status,
    requests: countOf(spans),
    failed: countOf(spans.filter(({ outcome }) => outcome !== 'ok')),
    p50: percentile(latencies, 50),
    p90: percentile(latencies, 90),
    p99: percentile(latencies, 99),
    max: percentile(latencies, 100),
    histogram: encode(latencies),
  };
}

function place(channel: string): number {
  const names: readonly string[] = CHANNELS;
  return names.indexOf(channel);
}

/** What became of each part of constant rate. `drops` that came in its time are its own. */
export function stagesOf(measurement: Measurement, model: Model, seconds: number): LoadStage[] {
  const parts: Pick<Stage, 'start' | 'seconds' | 'rate'>[] =
    model.kind === 'open' ? model.stages : [{ start: 0, seconds, rate: 0 }];
  return parts.map(({ start, seconds: length, rate }) => {
    const all = spansOf(measurement, { from: start, to: start + length }, isMessage);
    const right = all.filter(isRight);
    const latencies = latenciesOf(right);
    return {
      start,
      seconds: length,
      rate,
      sent: countOf(all),
      answered: countOf(all.filter(({ outcome }) => outcome !== 'none')),
      failed: countOf(all) - countOf(right),
      dropped: measurement.drops
        .filter(({ second }) => second >= start && second < start + length)
        .reduce((sum, { count }) => sum + count, 0),
      achieved: countOf(right) / length,
      p50: percentile(latencies, 50),
      p95: percentile(latencies, 95),
      p99: percentile(latencies, 99),
    };
  });
}

/** Right answers by second, channel and payload, as plain numbers. */
export function secondsOf(measurement: Measurement, window: Window) {
  return spansOf(measurement, window, isRight).map((span) => {
    const { second, channel, payload } = span;
    return { second, channel, payload, latencies: distributionOf(latenciesOf([span])) };
  });
}
