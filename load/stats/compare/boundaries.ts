import { normalAbove, normalDensity, normalQuantile } from '../probability.ts';

/** A Brownian motion that has not crossed yet, as weighted points. */
type Paths = { points: readonly number[]; weights: readonly number[] };

/** Grid points in one standard deviation of a step: the error of a boundary is then below 1e-4. */
const FINENESS = 4;

/**
 * The z that a one-sided test must reach at each look, so that a run without a difference ever reaches one with
 * probability alpha. `fractions`: share of all data seen at each look, ascending, above 0 to 1. The error is spent in
 * proportion (Kim & DeMets, Biometrika 74, 1987, with exponent 1).
 */
export function boundaries(fractions: readonly number[], alpha: number): number[] {
  return spending(fractions, (fraction) => alpha * fraction);
}

/**
 * The same for any error spent so far by fraction (Lan & DeMets, Biometrika 70, 1983), by integrating over the paths
 * that have not crossed (Armitage, McPherson & Rowe, JRSS A 132, 1969).
 */
export function spending(fractions: readonly number[], spent: (fraction: number) => number): number[] {
  let paths: Paths = { points: [0], weights: [1] };
  return fractions.map((fraction, look) => {
    const before = fractions[look - 1] ?? 0;
    const deviation = Math.sqrt(fraction - before);
    const error = spent(fraction) - (before > 0 ? spent(before) : 0);
    const bound = crossedWith(paths, deviation, error, -Math.sqrt(fraction) * normalQuantile(error));
    const next = Math.sqrt((fractions[look + 1] ?? Number.POSITIVE_INFINITY) - fraction);
    const from = -6 * Math.sqrt(fraction);
    if (next < Number.POSITIVE_INFINITY) paths = advanced(paths, deviation, from, bound, Math.min(deviation, next));
    return bound / Math.sqrt(fraction);
  });
}

/**
 * The bound, `most` at most, that so large a share crosses with the next step: by Newton's method, which starts from
 * above as the logarithm of the share is concave, and by halving where the share is too small for it.
 */
function crossedWith({ points, weights }: Paths, deviation: number, error: number, most: number): number {
  let [low, high, bound] = [-most, most, most];
  for (let step = 0; step < 60; step += 1) {
    let share = 0;
    let density = 0;
    for (const [index, weight] of weights.entries()) {
      const z = (bound - (points[index] ?? 0)) / deviation;
      share += weight * normalAbove(z);
      density += (weight * normalDensity(z)) / deviation;
    }
    if (share > error) low = bound;
    else high = bound;
    const better = bound + (Math.log(share / error) * share) / density;
    const next = better > low && better < high ? better : (low + high) / 2;
    if (Math.abs(next - bound) < 1e-9) return next;
    bound = next;
  }
  return bound;
}

/** One step later, by Simpson's rule from a value that is never reached up to the bound. */
function advanced({ points, weights }: Paths, deviation: number, from: number, to: number, scale: number): Paths {
  const gaps = 2 * Math.ceil(((to - from) / scale) * (FINENESS / 2));
  const width = (to - from) / gaps;
  const grid = Array.from({ length: gaps + 1 }, (_, index) => from + width * index);
  const density = grid.map((value) =>
    weights.reduce((all, weight, at) => all + weight * normalDensity((value - (points[at] ?? 0)) / deviation), 0),
  );
  const simpson = (index: number): number => (index === 0 || index === gaps ? 1 : index % 2 === 1 ? 4 : 2);
  return {
    points: grid,
    weights: density.map((value, index) => (((value / deviation) * width) / 3) * simpson(index)),
  };
}
