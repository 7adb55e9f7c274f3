import fc from 'fast-check';
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { expect, test } from 'vitest';
import { distribution, emptyLatencies, merge, percentile, record } from './histogram.ts';

/** Milliseconds as k6 gives them: up to a minute, any fraction. */
const latency = fc.double({ min: 0, max: 60_000, noNaN: true });
const some = fc.array(latency, { minLength: 1, maxLength: 300 });

function of(values: number[]) {
  const latencies = emptyLatencies();
  for (const value of values) record(latencies, value);
  return latencies;
}

test('merged histograms are, bucket by bucket, the histogram of all values', () => {
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 5 }), (parts) => {
      const merged = distribution(merge(parts.map(of)));
      const whole = distribution(of(parts.flat()));
      const { histogram: a, ...figures } = merged;
      const { histogram: b, ...wholeFigures } = whole;
      expect(figures).toEqual(wholeFigures);
      const counts = (text: string) => decodeFromCompressedBase64(text).outputPercentileDistribution();
      expect(counts(a)).toBe(counts(b));
    }),
  );
});

test('a percentile is the nearest rank of the values, to 0.1 % and half a microsecond', () => {
  fc.assert(
    fc.property(some, fc.constantFrom(50, 90, 95, 99, 99.9, 100), (values, percent) => {
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length - 1e-9) - 1)] ?? Number.NaN;
      const got = percentile(of(values), percent) ?? Number.NaN;
      expect(Math.abs(got - exact)).toBeLessThanOrEqual(exact * 0.001 + 0.0011);
    }),
  );
});

test('the encoded histogram holds every value, in microseconds', () => {
  fc.assert(
    fc.property(some, (values) => {
      const decoded = decodeFromCompressedBase64(distribution(of(values)).histogram);
      expect(decoded.totalCount).toBe(values.length);
      expect(decoded.getValueAtPercentile(50) / 1000).toBe(percentile(of(values), 50));
    }),
  );
});

test('no samples: no numbers, never 0', () => {
  const nothing = distribution(emptyLatencies());
  expect(nothing).toMatchObject({ p50: null, p90: null, p95: null, p99: null, p999: null, max: null, curve: [] });
  expect(decodeFromCompressedBase64(nothing.histogram).totalCount).toBe(0);
});

test('the curve rises to the largest value, and claims no quantile finer than the samples', () => {
  fc.assert(
    fc.property(some, (values) => {
      const { curve, max } = distribution(of(values));
      expect(curve.at(-1)).toEqual([1, max]);
      const inner = curve.slice(0, -1);
      for (const [quantile] of inner) expect(1 - quantile).toBeGreaterThanOrEqual(1 / values.length);
      expect(curve.map(([, ms]) => ms)).toEqual(curve.map(([, ms]) => ms).toSorted((a, b) => a - b));
    }),
  );
});
