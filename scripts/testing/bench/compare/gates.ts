/** Rules that are in use elsewhere, for the table beside ours. Latencies in ms. */

/** Worse when the p95 is more than a tenth above the baseline's. */
export function p95Gate(baseline: readonly number[], candidate: readonly number[]): boolean {
  return p95(candidate) > 1.1 * p95(baseline);
}

function p95(latencies: readonly number[]): number {
  const sorted = [...latencies].sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN;
}

/** Mann & Whitney (1947) on single requests, one-sided at 1 %: normal, with mid-ranks. */
export function rankGate(baseline: readonly number[], candidate: readonly number[]): boolean {
  const all = [
    ...baseline.map((latency) => ({ latency, isCandidate: false })),
    ...candidate.map((latency) => ({ latency, isCandidate: true })),
  ].sort((a, b) => a.latency - b.latency);
  let ranks = 0;
  for (let start = 0, end = 0; start < all.length; start = end) {
    while (end < all.length && all[end]?.latency === all[start]?.latency) end += 1;
    const middle = (start + 1 + end) / 2;
    for (let at = start; at < end; at += 1) if (all[at]?.isCandidate) ranks += middle;
  }
  const [n, m] = [candidate.length, baseline.length];
  const u = ranks - (n * (n + 1)) / 2;
  return (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12) > 2.326;
}
