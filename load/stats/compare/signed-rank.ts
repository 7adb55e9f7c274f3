import { sum } from '../numbers.ts';
import { normalAbove, normalQuantile } from '../probability.ts';
import { correlation } from '../trend.ts';

/** Up to so many differences other than zero the distribution is counted out. */
const EXACT_UP_TO = 100;

/** Neighbours are alike when they are more so than 95 % of independent ones: so many standard errors. */
const ALIKE = 1.65;

/**
 * Wilcoxon's signed rank test of finite differences: the one-sided probability that they are as positive as this by
 * chance, and the same as a standard normal z. Equal sizes share their mean rank. Zeros take the lowest ranks, which then
 * do not count (Pratt, JASA 54, 1959): so it counts the same Walsh averages as `shiftInterval`. Exact for these ranks up
 * to 100 differences other than zero; beyond, normal with the variance of these ranks and half a rank for continuity.
 */
export function signedRank(differences: readonly number[]): { p: number; z: number } {
  const all = doubledRanks(differences.map(Math.abs));
  const ranks = all.filter((_, index) => differences[index] !== 0);
  const positive = sum(all.filter((_, index) => (differences[index] ?? 0) > 0));
  if (ranks.length > EXACT_UP_TO) {
    const z = approximate(positive, ranks);
    return { p: normalAbove(z), z };
  }
  // A sum misses so much of the greatest as likely as it reaches so much.
  const missing = sum(ranks) - positive;
  const p = atMost(ranks, missing)[missing] ?? 1;
  return { p, z: normalOf(p) };
}

/** By how much they are shifted from zero: the median of the Walsh averages (Hodges & Lehmann 1963). Null for none. */
export function shift(differences: readonly number[]): number | null {
  const averages = walshAverages(differences);
  const low = averages[Math.ceil(averages.length / 2) - 1];
  const high = averages[Math.floor(averages.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/**
 * Interval for the shift, wrong at each end with probability 1 - Φ(z), z >= 0: the shifts that the test does not reject,
 * so its lower end is above 0 just when the test rejects 0; conservative with ties or zeros. Null where so few
 * differences never reject.
 */
export function shiftInterval(differences: readonly number[], z: number): readonly [number, number] | null {
  const averages = walshAverages(differences);
  const least = leastToReject(differences.length, z);
  const low = averages[averages.length - least];
  const high = averages[least - 1];
  return low === undefined || high === undefined ? null : [low, high];
}

/**
 * By how much the variance of the test is larger because differences that follow each other (they come in order of time)
 * are alike: (1 + r) / (1 - r) of a first-order autoregression, with the correlation r of neighbouring ranks; 1 unless
 * they are clearly alike. r is taken half a standard error higher than it looks: too low is what alarms.
 *
 * Measured at a one-sided error of 0.3 %, z divided by the root of this, normal and heavy-tailed noise: independent ones
 * are left alone in 95 % of cases, which costs 2 to 3 points of power. With r = 0.3 false alarms are 1.2-1.8 % of
 * samples of 12 (without this 1.2-2.1 %), 1.3-1.5 % of 34 (2.2-2.9 %), 0.3-0.5 % of 90 (2.0-2.9 %); with r = 0.5 3-4 %
 * of 12 (4-6 %), 0.8-1.5 % of 34 (5-7 %), 0.2-0.4 % of 90 (6-7 %): few differences cannot tell that they are alike.
 */
export function inflation(differences: readonly number[]): number {
  const n = differences.length;
  const error = 1 / Math.sqrt(n);
  const measured = correlation(doubledRanks(differences));
  if (n < 3 || measured + 1 / n < ALIKE * error) return 1;
  // Few values make it look smaller than it is (Kendall, Biometrika 41, 1954).
  const r = Math.min(0.8, measured + (1 + 3 * measured) / n + error / 2);
  return (1 + r) / (1 - r);
}

/** Means of all pairs, each with itself too, ascending. */
function walshAverages(differences: readonly number[]): Float64Array {
  const averages = new Float64Array((differences.length * (differences.length + 1)) / 2);
  let at = 0;
  for (const [index, one] of differences.entries()) {
    for (let other = 0; other <= index; other += 1) {
      averages[at] = (one + (differences[other] ?? 0)) / 2;
      at += 1;
    }
  }
  return averages.sort();
}

/** The smallest sum of positive ranks that n untied differences reject at; more than there can be when none does. */
function leastToReject(n: number, z: number): number {
  const ranks = Array.from({ length: n }, (_, index) => 2 * (index + 1));
  const most = (n * (n + 1)) / 2;
  const chances = n > EXACT_UP_TO ? null : atMost(ranks, 2 * most);
  let low = 0;
  let high = most + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const reached = chances === null ? approximate(2 * middle, ranks) : normalOf(chances[2 * (most - middle)] ?? 0);
    if (reached >= z) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Twice the ranks by size, in the order of the values: twice, so that ranks that equal values share are whole. */
function doubledRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = values.map(() => 0);
  for (let start = 0, end = 0; start < order.length; start = end) {
    const value = values[order[start] ?? 0];
    while (end < order.length && values[order[end] ?? 0] === value) end += 1;
    for (const index of order.slice(start, end)) ranks[index] = start + end + 1;
  }
  return ranks;
}

const untied = new Map<number, Float64Array>();

/** By sum, up to `cap` at least: the probability that the positive ones among ranks have at most that. */
function atMost(ranks: readonly number[], cap: number): Float64Array {
  const sorted = [...ranks].sort((a, b) => a - b);
  if (sorted.some((rank, index) => rank !== 2 * (index + 1))) return counted(sorted, cap);
  // Most samples have no ties: these are counted once for each size.
  const known = untied.get(ranks.length) ?? counted(sorted, sum(sorted));
  untied.set(ranks.length, known);
  return known;
}

function counted(ranks: readonly number[], cap: number): Float64Array {
  const chances = new Float64Array(cap + 1);
  chances[0] = 2 ** -ranks.length;
  let reached = 0;
  for (const rank of ranks) {
    reached = Math.min(cap, reached + rank);
    for (let at = reached; at >= rank; at -= 1) chances[at] = (chances[at] ?? 0) + (chances[at - rank] ?? 0);
  }
  for (let at = 1; at <= cap; at += 1) chances[at] = (chances[at] ?? 0) + (chances[at - 1] ?? 0);
  return chances;
}

/** The standard normal z of a sum, with half a rank for continuity; all doubled. */
function approximate(positive: number, ranks: readonly number[]): number {
  const mean = sum(ranks) / 2;
  const variance = sum(ranks.map((rank) => rank ** 2)) / 4;
  return (positive - 1 - mean) / Math.sqrt(variance);
}

/** Certainty would be infinite: 8.2 is the largest that doubles can tell. */
function normalOf(p: number): number {
  return p <= 0 ? Number.POSITIVE_INFINITY : -normalQuantile(Math.min(p, 1 - 2 ** -53));
}
