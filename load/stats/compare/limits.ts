import type { Metric } from './types.ts';

/** Below so many chunks nothing can be told. */
export const FEWEST_CHUNKS = 9;

/**
 * The least change that is called worse, as in `Wanted`, however sure it is: two fifths of the margin, since more than
 * half of it would miss changes of just that size. Two processes of one program differ by about 0.9 % in latency, and
 * their heaps by much more.
 */
export const FLOORS: Record<Metric, (margin: number) => number> = {
  p50: (margin) => Math.max(0.01, 0.4 * margin),
  p90: (margin) => Math.max(0.01, 0.4 * margin),
  p99: (margin) => Math.max(0.02, 0.4 * margin),
  tail: (margin) => Math.max(0.2, 0.5 * margin),
  errors: (margin) => Math.max(0.001, 0.2 * margin),
  throughput: () => 0.01,
  cpu: (margin) => Math.max(0.01, 0.4 * margin),
  memory: () => 0.3,
};

/** A difference as a change of the baseline's value: so much more, of throughput so much less, of errors as it is. */
export function changeOf(metric: Metric, difference: number): number {
  if (metric === 'errors') return difference;
  return metric === 'throughput' ? -Math.expm1(-difference) : Math.expm1(difference);
}

/** The other way. */
export function differenceOf(metric: Metric, change: number): number {
  if (metric === 'errors') return change;
  return metric === 'throughput' ? -Math.log1p(-change) : Math.log1p(change);
}
