import { build, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { ChannelSample } from './sample.ts';

/** Latencies in whole microseconds, kept to three significant digits (an error of 0.1 % at most). */
export type Latencies = Histogram;

export function emptyLatencies(): Latencies {
  return build({ bitBucketSize: 32, autoResize: true, lowestDiscernibleValue: 1, numberOfSignificantValueDigits: 3 });
}

/** Adds one latency, in milliseconds. */
export function record(latencies: Latencies, milliseconds: number): void {
  latencies.recordValue(Math.round(milliseconds * 1000));
}

/** All of them in one: exact, bucket by bucket. */
export function merge(all: Iterable<Latencies>): Latencies {
  const sum = emptyLatencies();
  for (const one of all) sum.add(one);
  return sum;
}

/** The latency, in milliseconds, that `percent` of the answers did not exceed; null when there is no sample. */
export function percentile(latencies: Latencies, percent: number): number | null {
  return latencies.totalCount === 0 ? null : latencies.getValueAtPercentile(percent) / 1000;
}

type Distribution = Pick<ChannelSample, 'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'max' | 'histogram' | 'curve'>;

/** What the record holds of a histogram. */
export function distribution(latencies: Latencies): Distribution {
  return {
    p50: percentile(latencies, 50),
    p90: percentile(latencies, 90),
    p95: percentile(latencies, 95),
    p99: percentile(latencies, 99),
    p999: percentile(latencies, 99.9),
    max: percentile(latencies, 100),
    histogram: encodeIntoCompressedBase64(latencies),
    curve: curve(latencies),
  };
}

const STEPS_PER_HALVING = 5;

/** Quantiles ever closer to 1, as far as the samples reach: each fifth step halves the distance to 1. */
function curve(latencies: Latencies): [number, number][] {
  const points: [number, number][] = [];
  const count = latencies.totalCount;
  for (let step = 0; count > 0; step += 1) {
    const quantile = 1 - 2 ** (-step / STEPS_PER_HALVING);
    if (1 - quantile < 1 / count) break;
    points.push([quantile, latencies.getValueAtPercentile(quantile * 100) / 1000]);
  }
  if (count > 0) points.push([1, latencies.getValueAtPercentile(100) / 1000]);
  return points;
}
