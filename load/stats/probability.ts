/**
 * The value that a standard normal variable stays below with probability p (0 < p < 1); error below 1e-9: Abramowitz &
 * Stegun, Handbook of Mathematical Functions (1964), 26.2.23, made exact by one step of Halley's.
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  const z = top / bottom - t;
  const step = (normalAbove(-z) - p) / normalDensity(z);
  return z - step / (1 + (z * step) / 2);
}

/** Probability that a standard normal variable is above z: Abramowitz & Stegun 26.2.11, in the tail 26.2.14. */
export function normalAbove(z: number): number {
  if (z < 0) return 1 - normalAbove(-z);
  if (z > 2.5) {
    let fraction = z;
    for (let k = 80; k > 0; k -= 1) fraction = z + k / fraction;
    return normalDensity(z) / fraction;
  }
  let term = z;
  let series = z;
  for (let odd = 3; term > series * 1e-17; odd += 2) {
    term *= z ** 2 / odd;
    series += term;
  }
  return 0.5 - normalDensity(z) * series;
}

/** Density of a standard normal variable at z. */
export function normalDensity(z: number): number {
  return Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The same for Student's t with so many degrees of freedom, at least 1: the expansion in Abramowitz & Stegun 26.7.5.
 * Exact where it is badly off: one and two degrees.
 */
export function studentQuantile(p: number, freedom: number): number {
  if (freedom <= 1) return Math.tan(Math.PI * (p - 0.5));
  if (freedom < 3) return (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p)));
  const z = normalQuantile(p);
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}

/** Probability of at most k successes among n trials that succeed with probability p. Summed term by term. */
export function binomialAtMost(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  // The shorter tail is summed: its terms fall, so the sum can stop.
  if (k > n * p) return 1 - binomialAtMost(n - k - 1, n, 1 - p);
  let term = Math.exp(logBinomial(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  let sum = 0;
  for (let at = k; at >= 0 && term > sum * 1e-14; at -= 1) {
    sum += term;
    term *= (at / (n - at + 1)) * ((1 - p) / p);
  }
  return Math.min(1, sum);
}

/** Probability of at least n events where `mean` are expected, by Poisson's law. */
export function poissonAtLeast(n: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let at = 0; at < n; at += 1) {
    below += term;
    term *= mean / (at + 1);
  }
  return Math.max(0, 1 - below);
}

const logBinomial = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Stirling's series; below 100 the product itself. */
function logFactorial(n: number): number {
  if (n < 100) {
    let product = 1;
    for (let factor = 2; factor <= n; factor += 1) product *= factor;
    return Math.log(product);
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
