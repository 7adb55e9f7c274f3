import { median, sum } from './numbers.ts';

/**
 * The rise from one value to the next, robust against a few wild ones: the median of the slopes between all pairs
 * (Theil 1950; Sen, JASA 63, 1968). 0 below two values.
 */
export function slope(values: readonly number[]): number {
  return median(pairs(values).map(({ gap, rise }) => rise / gap)) ?? 0;
}

/**
 * How sure a trend is: Mann and Kendall's statistic as a standard normal z, positive when values rise. Neighbours that
 * are alike make trends by chance: their correlation, once the trend is taken out, widens the variance (Yue & Wang,
 * Water Resources Management 18, 2004). 0 below four values.
 */
export function trend(values: readonly number[]): number {
  const n = values.length;
  if (n < 4) return 0;
  const score = sum(pairs(values).map(({ rise }) => Math.sign(rise)));
  const variance = (n * (n - 1) * (2 * n + 5)) / 18;
  const rise = slope(values);
  const alike = Math.min(0.8, Math.max(0, correlation(values.map((value, at) => value - rise * at))));
  const continuous = Math.sign(score) * Math.max(0, Math.abs(score) - 1);
  return continuous / Math.sqrt(variance * ((1 + alike) / (1 - alike)));
}

/** Correlation of each value with the next, -1 to 1; 0 when they do not vary. */
export function correlation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  const residuals = values.map((value) => value - mean);
  const variance = sum(residuals.map((residual) => residual ** 2));
  const covariance = sum(residuals.slice(1).map((residual, at) => residual * (residuals[at] ?? 0)));
  return variance === 0 ? 0 : covariance / variance;
}

function pairs(values: readonly number[]): { gap: number; rise: number }[] {
  return values.flatMap((later, j) => values.slice(0, j).map((earlier, i) => ({ gap: j - i, rise: later - earlier })));
}
