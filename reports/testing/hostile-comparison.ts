import type { Comparison } from '../../load/comparison/record.ts';
import { type Compared, undecided } from './sample-comparison.ts';

/** Every text hostile, and the numbers as odd as the schema allows. */
export const hostileComparison = (text: string, long: string): Compared => {
  const made = undecided();
  const odd = [0, 1e-300, 1e300, -1e308, null];
  const oddly = (i: number): number | null => odd[i % odd.length] ?? null;
  const strange = (one: Comparison, i: number): Comparison => ({
    ...one,
    ...{ channel: i % 3 === 0 ? null : text, text: i === 0 ? long : text, change: oddly(i), baseline: oddly(i + 1) },
    ...{ interval: i % 2 === 0 ? one.interval : [-1e308, 1e308], detectable: oddly(i + 2), neededSeconds: 1e300 },
  });
  const nobody = { name: text, baseUrl: text, histogram: text, failures: [{ why: long, count: 1 }] };
  const { experiment: e } = made;
  return {
    comparisons: made.comparisons.map(strange),
    experiment: {
      ...e,
      ...{ text: long, why: text, hint: long, rateText: text, notes: [long], seconds: 1e300, budget: 0 },
      baseline: { ...e.baseline, ...nobody },
      candidate: { ...e.candidate, ...nobody, histogram: e.candidate.histogram },
      control: e.control.map(strange),
      chunks: { ...e.chunks, values: e.chunks.values.map((values, i) => values.map((_, j) => oddly(i + j))) },
      shift: e.shift.map((point, i) => ({ ...point, quantile: i, change: oddly(i) ?? 0, interval: [-1e308, 1e308] })),
      generator: { ...e.generator, k6: text, cpu: 1e300, problems: [long] },
    },
  };
};
