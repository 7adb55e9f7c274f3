import { decodeFromCompressedBase64, encodeIntoCompressedBase64, Int32Histogram, JsHistogram } from 'hdr-histogram-js';
import type { ChannelSample } from './sample.ts';
import type { Distribution } from './stats/observed.ts';

/** Latencies in whole microseconds, kept to three significant digits (an error of 0.1 % at most). */
export type Latencies = Int32Histogram;

export function emptyLatencies(): Latencies {
  const latencies = new Int32Histogram(1, 2, 3);
  latencies.autoResize = true;
  return latencies;
}

/** Longer than anything that is waited for; what claims to be longer is counted as this. In microseconds. */
const LONGEST = 3_600_000_000;

/** Adds one latency, in milliseconds. */
export function record(latencies: Latencies, milliseconds: number): void {
  latencies.recordValue(Math.min(LONGEST, Math.round(milliseconds * 1000)));
}

/** All of them in one: exact, bucket by bucket. */
export function merge(all: Iterable<Latencies>): Latencies {
  const sum = emptyLatencies();
  for (const one of all) sum.add(one);
  return sum;
}

/** HdrHistogram V2 compressed, base64; empty for none. */
export function encode(latencies: Latencies): string {
  return latencies.totalCount === 0 ? '' : encodeIntoCompressedBase64(latencies);
}

/** The other way; null when the text is no histogram. */
export function decode(text: string): Latencies | null {
  if (text === '') return emptyLatencies();
  try {
    return mergeEncoded([text]);
  } catch {
    return null;
  }
}

/** Encoded histograms in one. Throws when one of them is none. */
export function mergeEncoded(texts: Iterable<string>): Latencies {
  const sum = emptyLatencies();
  for (const text of texts) if (text !== '') sum.add(decoded(text));
  return sum;
}

function decoded(text: string): JsHistogram {
  const histogram = decodeFromCompressedBase64(text, 32, false);
  if (!(histogram instanceof JsHistogram)) throw new Error('not decoded as was asked for');
  return histogram;
}

/** The latency, in milliseconds, that `percent` of the answers did not exceed; null when there is no sample. */
export function percentile(latencies: Latencies, percent: number): number | null {
  return latencies.totalCount === 0 ? null : latencies.getValueAtPercentile(percent) / 1000;
}

/** As plain numbers: [milliseconds, count], ascending. */
export function distributionOf(latencies: Latencies): Distribution {
  const found: [number, number][] = [];
  // By steps of the buckets, and only as far as there is something left to find.
  let left = latencies.totalCount;
  for (let value = 0; left > 0; value = latencies.nextNonEquivalentValue(value)) {
    const count = latencies.getCountAtIndex(latencies.countsArrayIndex(value));
    if (count > 0) found.push([latencies.highestEquivalentValue(value) / 1000, count]);
    left -= count;
  }
  return found;
}

/** The percentiles that the record holds. */
export function percentilesOf(latencies: Latencies) {
  return {
    p50: percentile(latencies, 50),
    p90: percentile(latencies, 90),
    p95: percentile(latencies, 95),
    p99: percentile(latencies, 99),
    p999: percentile(latencies, 99.9),
    p9999: percentile(latencies, 99.99),
    max: percentile(latencies, 100),
  };
}

const STEPS_PER_HALVING = 5;

/** Quantiles ever closer to 1, as far as the samples reach: each fifth step halves the distance to 1. */
export function curveOf(latencies: Latencies): ChannelSample['curve'] {
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
