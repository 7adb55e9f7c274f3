import type { Distribution } from './observed.ts';

/** All that the parts hold, together. */
export function merge(distributions: Iterable<Distribution>): Distribution {
  const counts = new Map<number, number>();
  for (const distribution of distributions) {
    for (const [milliseconds, count] of distribution) counts.set(milliseconds, (counts.get(milliseconds) ?? 0) + count);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

/** How many samples there are. */
export function total(distribution: Distribution): number {
  return distribution.reduce((sum, [, count]) => sum + count, 0);
}

/** The sample at a place in ascending order, from 1; null when there is none there. */
export function atRank(distribution: Distribution, rank: number): number | null {
  if (rank < 1) return null;
  let passed = 0;
  for (const [milliseconds, count] of distribution) {
    passed += count;
    if (passed >= rank) return milliseconds;
  }
  return null;
}

/** The quantile q (0 to 1) by nearest rank: always a value that occurred. Null without samples. */
export function quantile(distribution: Distribution, q: number): number | null {
  const size = total(distribution);
  // 0.95 * 100 is 95.00000000000001 in some orders of counting: that is rank 95.
  return atRank(distribution, Math.min(size, Math.max(1, Math.ceil(q * size - 1e-9))));
}

/** How many samples are above so many milliseconds. */
export function countAbove(distribution: Distribution, milliseconds: number): number {
  return distribution.reduce((sum, [value, count]) => (value > milliseconds ? sum + count : sum), 0);
}

/** The share of samples (0 to 1) above so many milliseconds. Null without samples. */
export function shareAbove(distribution: Distribution, milliseconds: number): number | null {
  const size = total(distribution);
  return size === 0 ? null : countAbove(distribution, milliseconds) / size;
}

/** The same samples, each changed by a function that keeps their order. */
export function changed(distribution: Distribution, change: (milliseconds: number) => number): Distribution {
  return distribution.map(([milliseconds, count]) => [change(milliseconds), count]);
}
