import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  curveOf,
  decode,
  distributionOf,
  emptyLatencies,
  encode,
  merge,
  mergeEncoded,
  percentile,
  percentilesOf,
  record,
} from './histogram.ts';

/** Milliseconds as k6 gives them: up to a minute, any fraction. */
const latency = fc.double({ min: 0, max: 60_000, noNaN: true });
const some = fc.array(latency, { minLength: 1, maxLength: 300 });

function of(values: number[]) {
  const latencies = emptyLatencies();
  for (const value of values) record(latencies, value);
  return latencies;
}

test('merged histograms are, bucket by bucket, the histogram of all values: as they are, and encoded', () => {
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 5 }), (parts) => {
      const whole = of(parts.flat());
      const merged = merge(parts.map(of));
      const encoded = mergeEncoded(parts.map((part) => encode(of(part))));
      for (const one of [merged, encoded]) {
        expect(percentilesOf(one)).toEqual(percentilesOf(whole));
        expect(distributionOf(one)).toEqual(distributionOf(whole));
        expect(curveOf(one)).toEqual(curveOf(whole));
      }
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

test('plain numbers: ascending, each latency once, none lost, and with the same percentiles', () => {
  fc.assert(
    fc.property(some, (values) => {
      const distribution = distributionOf(of(values));
      const latencies = distribution.map(([ms]) => ms);
      expect(latencies).toEqual([...new Set(latencies)].sort((a, b) => a - b));
      expect(distribution.reduce((sum, [, count]) => sum + count, 0)).toBe(values.length);
      expect(latencies.at(-1)).toBe(percentile(of(values), 100));
    }),
  );
});

test('longer than an hour counts as an hour, and is not lost', () => {
  expect(of([1e12]).totalCount).toBe(1);
});

test('no samples: no numbers, never 0', () => {
  const nothing = emptyLatencies();
  expect(Object.values(percentilesOf(nothing)).every((value) => value === null)).toBe(true);
  expect(curveOf(nothing)).toEqual([]);
  expect(encode(nothing)).toBe('');
  expect(decode('')?.totalCount).toBe(0);
});

test('what is no histogram is told apart', () => {
  expect(decode('HISTFAAAA')).toBeNull();
  expect(decode('not base64 at all')).toBeNull();
});

test('the curve rises to the largest value, and claims no quantile finer than the samples', () => {
  fc.assert(
    fc.property(some, (values) => {
      const curve = curveOf(of(values));
      expect(curve.at(-1)).toEqual([1, percentile(of(values), 100)]);
      const inner = curve.slice(0, -1);
      for (const [quantile] of inner) expect(1 - quantile).toBeGreaterThanOrEqual(1 / values.length);
      expect(curve.map(([, ms]) => ms)).toEqual(curve.map(([, ms]) => ms).toSorted((a, b) => a - b));
    }),
  );
});
