/** The best place to cut some values in two: the first value after the cut, and how unlike both sides are. */
export type Division = { index: number; difference: number };

/**
 * The best cut between `start` and `end` (exclusive) by the energy distance of both sides (Székely & Rizzo 2005, alpha
 * 1), scaled as by Matteson & James, JASA 109 (2014). The right side may end before `end`: a step up and down again is
 * seen too. Null below two values. Takes time by the square of their number.
 */
export function bestDivision(values: ArrayLike<number>, start: number, end: number): Division | null {
  const n = end - start;
  if (n < 2) return null;
  const at = (offset: number): number => values[start + offset] ?? 0;
  // Sums of all distances within the first so many values.
  const within = new Float64Array(n + 1);
  for (let k = 1; k <= n; k += 1) {
    let row = 0;
    for (let i = 0; i < k - 1; i += 1) row += Math.abs(at(i) - at(k - 1));
    within[k] = (within[k - 1] ?? 0) + row;
  }
  // Sums of all distances within the values from the cut to each possible end of the right side.
  const right = new Float64Array(n + 1);
  let best: Division = { index: start + 1, difference: Number.NEGATIVE_INFINITY };
  for (let cut = n - 1; cut >= 1; cut -= 1) {
    let row = 0;
    const left = within[cut] ?? 0;
    for (let last = cut + 1; last <= n; last += 1) {
      row += Math.abs(at(cut) - at(last - 1));
      const inRight = (right[last] ?? 0) + row;
      right[last] = inRight;
      const between = (within[last] ?? 0) - left - inRight;
      const difference = scaled(between, left, inRight, cut, last - cut);
      if (difference > best.difference) best = { index: start + cut, difference };
    }
  }
  return best;
}

/** n m / (n + m) times: twice the mean distance between the sides, less the mean distance within each. */
function scaled(between: number, left: number, right: number, n: number, m: number): number {
  const inLeft = n > 1 ? (2 * left * m) / (n - 1) : 0;
  const inRight = m > 1 ? (2 * right * n) / (m - 1) : 0;
  return (2 * between - inLeft - inRight) / (n + m);
}
