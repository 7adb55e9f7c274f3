/**
 * How rare a fault a number of answers shows. Each answer is taken to be faulty with the same probability, the share,
 * whatever the others are: faults that come in bursts, or from a certain time on, keep to no such rule.
 */

/** The probability that a fault with this share comes at least once in `n` answers. */
export function chanceOfOnce(n: number, share: number): number {
  // Through logarithms, because 1 - share is 1 in floating point when the share is small enough.
  return -Math.expm1(n * Math.log1p(-share));
}

/** The probability that a fault with this share comes at least twice in `n` answers. */
export function chanceOfTwice(n: number, share: number): number {
  if (n < 2) return 0;
  return 1 - Math.exp((n - 1) * Math.log1p(-share)) * (1 + (n - 1) * share);
}

/** The smallest share that comes at least once in `n` answers with this confidence; `null` without answers. */
export function shareOnce(n: number, confidence: number): number | null {
  return n < 1 ? null : -Math.expm1(Math.log1p(-confidence) / n);
}

/** The same for what must come twice. It has no closed form, so it is searched: the chance grows with the share. */
export function shareTwice(n: number, confidence: number): number | null {
  if (n < 2) return null;
  let [low, high] = [0, 1];
  // 60 halvings are past what a number can tell apart.
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (chanceOfTwice(n, middle) < confidence) low = middle;
    else high = middle;
  }
  return high;
}
