import { build, decodeFromCompressedBase64, JsHistogram } from 'hdr-histogram-js';
import type { Load } from '../../load/sample.ts';

/** Latencies in whole microseconds. */
export type Latencies = JsHistogram;

/** The latencies that a record holds; null where there are none, or what stands there cannot be read. */
export const latenciesIn = (text: string): Latencies | null => {
  if (text === '') return null;
  try {
    const read = decodeFromCompressedBase64(text);
    return read instanceof JsHistogram && read.totalCount > 0 ? read : null;
  } catch {
    return null;
  }
};

/** All of them in one, exactly; null when there are none. */
export const together = (all: readonly (Latencies | null)[]): Latencies | null => {
  const there = all.filter((one) => one !== null);
  if (there.length === 0) return null;
  const sum = build({
    bitBucketSize: 32,
    autoResize: true,
    lowestDiscernibleValue: 1,
    numberOfSignificantValueDigits: 3,
  });
  for (const one of there) sum.add(one);
  return sum instanceof JsHistogram ? sum : null;
};

/** The latency in milliseconds that a share of the answers did not exceed. */
export const quantile = (latencies: Latencies, share: number): number =>
  latencies.getValueAtPercentile(share * 100) / 1000;

/** Each latency in milliseconds with how often it came, ascending. */
export const counts = function* (latencies: Latencies): Generator<[milliseconds: number, count: number]> {
  const last = latencies.countsArrayIndex(latencies.maxValue);
  for (let i = 0; i <= last; i += 1) {
    const count = latencies.getCountAtIndex(i);
    if (count > 0) yield [latencies.medianEquivalentValue(latencies.valueFromIndex(i)) / 1000, count];
  }
};

/** Latencies of all channels together, after the warm-up; null where even one of them cannot be read. */
export const ofAllChannels = (load: Load): Latencies | null => {
  const each = load.channels.filter((c) => c.p50 !== null).map((c) => latenciesIn(c.histogram));
  return each.includes(null) ? null : together(each);
};
