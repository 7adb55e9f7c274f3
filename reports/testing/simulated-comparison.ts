import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import type { Experiment } from '../../load/comparison/record.ts';
import { random } from '../../load/stats/testing/random.ts';

/** Latencies around a median, with a few slow ones, as the record keeps them. */
export const histogramOf = (median: number, answers: number): string => {
  const { normal, uniform, exponential } = random(11);
  const all = build({
    bitBucketSize: 32,
    autoResize: true,
    lowestDiscernibleValue: 1,
    numberOfSignificantValueDigits: 3,
  });
  for (let i = 0; i < answers; i += 1) {
    const slow = uniform() < 0.02 ? 1 + exponential() : 1;
    all.recordValue(Math.round(median * 1000 * Math.exp(0.5 * normal()) * slow));
  }
  return encodeIntoCompressedBase64(all);
};

const subjects = ['p50', 'p90', 'p99'].map((metric) => ({ metric, channel: null }));

/** How much the chunks of each subject differ by chance. */
const spreads = [0.013, 0.026, 0.09];

/** Changes of p50, p90 and p99 in each chunk, around a true one; now and then a stall hits one side only. */
export const chunksOf = (count: number, slower: number, apart: number): Experiment['chunks'] => {
  const { normal, uniform } = random(23);
  const values = (around: number) => {
    const stalls = Array.from({ length: count }, () => (uniform() < 0.02 ? 0.6 : 0));
    return spreads.map((spread, i) =>
      stalls.map((stall) => Number((around + spread * normal() + stall * i).toFixed(5))),
    );
  };
  return {
    subjects,
    starts: Array.from({ length: count }, (_, chunk) => 2 * chunk),
    values: values(slower),
    control: values(apart),
  };
};

const quantiles = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999];

/** A shift that is the same at all quantiles, less well known towards both ends. */
export const shiftOf = (median: number, slower: number): Experiment['shift'] => {
  const { normal } = random(31);
  return quantiles.map((quantile) => {
    const spread = 0.002 / Math.sqrt(quantile * (1 - quantile));
    const change = slower + spread * normal();
    const baseline = median * Math.exp(0.5 * Math.log(quantile / (1 - quantile)) * 0.59);
    const interval: [number, number] = [change - 2 * spread, change + 2 * spread];
    return { quantile, baseline, candidate: baseline * (1 + change), change, interval };
  });
};
