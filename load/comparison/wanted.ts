import type { Metric, Subject, Wanted } from '../stats/compare/types.ts';

/** A margin that somebody asked for. */
export type Margin = Subject & { margin: number };

/** Accepted unless the user says otherwise: shares of the baseline's value, of `errors` a difference of shares. */
const MARGINS = {
  p50: 0.05,
  p90: 0.05,
  p99: 0.1,
  tail: 0.5,
  errors: 0.005,
  throughput: 0.02,
  cpu: 0.05,
  memory: 0.5,
} satisfies Record<Metric, number>;

const REQUIRED: readonly Metric[] = ['p50', 'p90', 'p99', 'errors'];
const WATCHED: readonly Metric[] = ['tail', 'throughput', 'cpu', 'memory'];
/** Of single channels: each has a part of the requests only. */
const OF_CHANNELS: readonly Metric[] = ['p50', 'p90', 'p99', 'errors'];

/**
 * All that is judged: what was asked for must be shown to be within its margin, the errors always; without a wish that
 * goes for the whole's p50, p90 and p99. Everything else is watched: it can be worse, but need not be proved not to be.
 */
export function wantedOf(margins: readonly Margin[], channels: readonly string[]): Wanted[] {
  const asked = ({ metric, channel }: Subject) =>
    margins.findLast((one) => one.metric === metric && one.channel === channel);
  const wanted = (metric: Metric, channel: string | null, isRequired: boolean): Wanted => {
    const own = asked({ metric, channel });
    const margin = own?.margin ?? MARGINS[metric] * (channel === null || metric === 'errors' ? 1 : 2);
    return { metric, channel, margin, required: own !== undefined || isRequired };
  };
  const isRequired = (metric: Metric) => metric === 'errors' || (margins.length === 0 && REQUIRED.includes(metric));
  // Asked for of a channel that is not driven: it stays open, rather than being forgotten.
  const missing = margins
    .map(({ channel }) => channel)
    .filter((channel) => channel !== null && !channels.includes(channel));
  return [
    ...[...REQUIRED, ...WATCHED].map((metric) => wanted(metric, null, isRequired(metric))),
    ...[...channels, ...new Set(missing)].flatMap((channel) => {
      const own = margins.filter((one) => one.channel === channel).map(({ metric }) => metric);
      return [...new Set([...OF_CHANNELS, ...own])].map((metric) => wanted(metric, channel, false));
    }),
  ];
}
