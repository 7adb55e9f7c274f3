import { decode, percentilesOf } from '../../load/histogram.ts';
import { names } from '../attestation/names.ts';
import type { RunRecord } from '../record/record.ts';
import { type Check, check, type Problem } from './check.ts';

const metrics = ['p50', 'p90', 'p95', 'p99', 'p999', 'p9999', 'max'] as const;

const hint = 'Do not rely on the numbers of this load: run it again.';

/** Whether the percentiles of each load are those of its histograms. */
export const loadsCheck = ({ loads }: RunRecord): Check => {
  const problems = loads.flatMap(({ channels }, load) =>
    channels.flatMap(({ histogram, ...said }, channel): Problem[] => {
      const where = `${names.record}/loads/${load}/channels/${channel}`;
      const latencies = decode(histogram);
      if (latencies === null) return [{ what: 'its histogram cannot be read', where: `${where}/histogram`, hint }];
      const counted = percentilesOf(latencies);
      return metrics
        .filter((name) => counted[name] !== said[name])
        .map((name) => ({
          what: `${name} is ${said[name]} ms, and ${counted[name]} ms in the histogram`,
          where: `${where}/${name}`,
          hint,
        }));
    }),
  );
  return check('loads', 'percentiles are those of their histograms', problems);
};
