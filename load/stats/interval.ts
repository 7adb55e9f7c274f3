import { atRank, countAbove, merge, quantile, total } from './distribution.ts';
import { groups, sum } from './numbers.ts';
import type { Distribution } from './observed.ts';
import { binomialAtMost, normalQuantile, studentQuantile } from './probability.ts';
import { correlation } from './trend.ts';

/** Lower and upper bound; the upper is null where even the largest sample cannot bound it. */
export type Interval = readonly [low: number, high: number | null];

/** What happened in one block (a second): so many of so many. */
export type Share = { count: number; of: number };

/** Below this many blocks the spread between them says too little. */
const FEWEST_BLOCKS = 10;

/**
 * Interval for a quantile (0 < q < 1) of latencies, in their unit. Latencies of one moment are alike, so a block (a
 * second), not a request, is what was drawn: Woodruff, Confidence Intervals for Medians, JASA 47 (1952), with the
 * effective sample size of Korn & Graubard, Survey Methodology 24 (1998), so that it holds with few samples beyond q.
 * Null without samples.
 */
export function percentileInterval(blocks: readonly Distribution[], q: number, confidence = 0.95): Interval | null {
  const all = merge(blocks);
  const size = total(all);
  const estimate = quantile(all, q);
  if (estimate === null) return null;
  const above = blocks.map((block) => ({ count: countAbove(block, estimate), of: total(block) }));
  const effective = effectiveSize(above, q * (1 - q), confidence);
  const error = (1 - confidence) / 2;
  // Places from the bottom, and from the top, that the quantile lies beyond with the error's probability at most.
  const fromBottom = Math.floor((surely(effective, q, error) / effective) * size);
  const fromTop = Math.floor((surely(effective, 1 - q, error) / effective) * size);
  const low = fromBottom < 1 ? Math.min(0, estimate) : Math.min(estimate, atRank(all, fromBottom) ?? 0);
  const high = fromTop < 1 ? null : atRank(all, size - fromTop + 1);
  return [low, high === null ? null : Math.max(estimate, high)];
}

/** Interval for a share (0 to 1), as of errors: Clopper & Pearson (1934) on the effective sample size. Null for none. */
export function shareInterval(blocks: readonly Share[], confidence = 0.95): readonly [number, number] | null {
  const of = sum(blocks.map((block) => block.of));
  const count = sum(blocks.map((block) => block.count));
  if (of === 0) return null;
  const share = count / of;
  const effective = effectiveSize(blocks, share * (1 - share), confidence);
  const successes = share * effective;
  const error = (1 - confidence) / 2;
  const low =
    count === 0 ? 0 : crossing((p) => 1 - binomialAtMost(Math.round(successes) - 1, effective, p) >= error, 0, share);
  const high =
    count === of ? 1 : crossing((p) => binomialAtMost(Math.round(successes), effective, p) <= error, share, 1);
  return [Math.min(low, share), Math.max(high, share)];
}

/** Interval for the mean of counts, one for each second, as of answers a second. Null below two. */
export function rateInterval(counts: readonly number[], confidence = 0.95): readonly [number, number] | null {
  if (counts.length < 2) return null;
  const mean = sum(counts) / counts.length;
  const errors = longer(counts).map((blocks) => {
    const each = blocks.map((block) => sum(block) / block.length);
    const residuals = each.map((value) => value - mean);
    const variance = (alikeness(residuals) * sum(residuals.map((residual) => residual ** 2))) / (each.length - 1);
    return studentQuantile((1 + confidence) / 2, each.length - 1) * Math.sqrt(variance / each.length);
  });
  const error = Math.max(...errors);
  return [Math.max(0, mean - error), mean + error];
}

/**
 * As many independent samples as tell as much as these, at least 1: by the spread of the share between blocks, as a
 * ratio estimator. Of blocks and longer blocks the widest spread counts, as slow noise shows only in longer ones.
 * `alone` is the variance that one independent sample would have.
 */
function effectiveSize(blocks: readonly Share[], alone: number, confidence: number): number {
  const size = sum(blocks.map(({ of }) => of));
  const share = sum(blocks.map(({ count }) => count)) / size;
  const filled = blocks.filter(({ of }) => of > 0);
  if (filled.length < 2 || alone === 0) return size;
  const z = normalQuantile((1 + confidence) / 2);
  const variances = longer(filled).map((longerBlocks) => {
    const n = longerBlocks.length;
    const residuals = longerBlocks.map((block) => sum(block.map(({ count, of }) => count - share * of)));
    const variance = (n / (n - 1)) * (sum(residuals.map((residual) => residual ** 2)) / size ** 2);
    return variance * alikeness(residuals) * (studentQuantile((1 + confidence) / 2, n - 1) / z) ** 2;
  });
  return Math.max(1, Math.floor(alone / Math.max(alone / size, ...variances)));
}

/**
 * By how much the variance of a mean is larger because neighbours are alike: (1 + r) / (1 - r) for a first-order
 * autoregression; r without the bias that few values give it (Kendall, Biometrika 41, 1954).
 */
function alikeness(residuals: readonly number[]): number {
  const measured = correlation(residuals);
  const r = Math.min(0.8, Math.max(0, measured + (1 + 3 * measured) / residuals.length));
  return (1 + r) / (1 - r);
}

/** The blocks as they are, and in twos, fours … as long as enough are left. */
function longer<T>(blocks: readonly T[]): T[][][] {
  const lengths = [1];
  for (let length = 2; blocks.length / length >= FEWEST_BLOCKS; length *= 2) lengths.push(length);
  return lengths.map((length) => groups(blocks, length));
}

/** The largest k such that fewer than k of n successes come with probability at most `error`; 0 when there is none. */
function surely(n: number, p: number, error: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (binomialAtMost(middle - 1, n, p) <= error) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The smallest number between two at which a condition that stays true once it is true becomes so. */
function crossing(holds: (value: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
