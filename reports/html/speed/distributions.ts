import type { Experiment } from '../../../load/comparison/record.ts';
import { type Latencies, latenciesIn, quantile } from '../../view/latency.ts';
import { type Curve, curvesChart } from '../charts/percentiles.ts';
import type { Markup } from '../markup.ts';

/** So many points for each halving of the distance to the slowest. */
const steps = 5;

/** Ever closer to the slowest, as far as the samples reach. */
const curveOf = (latencies: Latencies): Curve['curve'] =>
  Array.from({ length: Math.floor(steps * Math.log2(latencies.totalCount)) + 1 }, (_, i) => 1 - 2 ** (-i / steps))
    .concat(1)
    .map((share) => [share, quantile(latencies, share)]);

/** The colour and dash of each side, in all pictures. */
export const styles = { baseline: 0, candidate: 1 } as const;

/** The latencies of both sides over one another. */
export const distributionChart = (experiment: Experiment, id: string): Markup =>
  curvesChart(
    (['baseline', 'candidate'] as const).flatMap((side) => {
      const latencies = latenciesIn(experiment[side].histogram);
      if (latencies === null) return [];
      return [{ curve: curveOf(latencies), style: styles[side], requests: latencies.totalCount }];
    }),
    id,
    'Latency percentiles of baseline and candidate',
  );
