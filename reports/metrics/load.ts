import type { Finding, Load } from '../../load/sample.ts';
import { findingsThatCount } from '../record/exit-code.ts';
import { type Family, gauge, type Sample } from './families.ts';

const quantiles = { '0.5': 'p50', '0.9': 'p90', '0.95': 'p95', '0.99': 'p99', '0.999': 'p999' } as const;

/** Milliseconds as seconds, without the digits that only the division makes. */
const seconds = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : Number((milliseconds / 1000).toPrecision(12));

/** What the loads of a run measured. One scenario may have run more than once, so each load has its number. */
export const loadFamilies = (loads: readonly Load[]): Family[] => {
  const each = loads.map((load, i) => ({ load, of: { load: String(i + 1), scenario: load.scenario } }));
  const byChannel = each.flatMap(({ load, of }) =>
    load.channels.map((channel) => ({ channel, labels: { ...of, channel: channel.channel } })),
  );
  return [
    gauge(
      'sendproof_load_valid',
      'Whether the numbers of a load are the target’s: 0 where the generator shaped them.',
      each.map(({ load, of }) => ({ labels: of, value: Number(load.valid) })),
    ),
    gauge(
      'sendproof_load_complete',
      'Whether a load ran to its end.',
      each.map(({ load, of }) => ({ labels: of, value: Number(load.complete) })),
    ),
    gauge(
      'sendproof_load_requests',
      'Requests that were sent, in the warm-up too.',
      byChannel.map(({ channel, labels }) => ({ labels, value: channel.requests })),
    ),
    gauge(
      'sendproof_load_failed_requests',
      'Of these, the ones without a right answer.',
      byChannel.map(({ channel, labels }) => ({ labels, value: channel.failed })),
    ),
    gauge(
      'sendproof_load_error_ratio',
      'Failed requests as a share of all.',
      byChannel.map(({ channel: { failed, requests }, labels }) => ({
        labels,
        value: requests === 0 ? null : failed / requests,
      })),
      'ratio',
    ),
    gauge(
      'sendproof_load_answers_per_second',
      'Answers a second, after the warm-up.',
      byChannel.map(({ channel, labels }) => ({ labels, value: channel.rate })),
    ),
    {
      name: 'sendproof_load_latency_seconds',
      type: 'summary',
      unit: 'seconds',
      help: 'Latency from the moment a request was due, after the warm-up.',
      samples: byChannel.flatMap(({ channel, labels }) =>
        Object.entries(quantiles).map(([quantile, key]) => ({
          labels: { ...labels, quantile },
          value: seconds(channel[key]),
        })),
      ),
    },
    gauge(
      'sendproof_load_counted_findings',
      'Findings that are held against the target.',
      each.map(({ load, of }) => ({ labels: of, value: findingsThatCount(load).length })),
    ),
    gauge(
      'sendproof_load_findings',
      'Findings by kind and channel. Not counted: the load is not valid, so they are not held against the target.',
      each.flatMap(({ load, of }) => findings(load, of)),
    ),
    gauge(
      'sendproof_load_objectives',
      'Objectives by what was decided of them.',
      each.flatMap(({ load, of }) =>
        ['met', 'missed', 'undecided'].map((decision) => ({
          labels: { ...of, decision },
          value: load.objectives.filter((o) => o.decision === decision).length,
        })),
      ),
    ),
    gauge(
      'sendproof_load_knee_requests_per_second',
      'The highest rate that met the objectives, in a search for it.',
      each.map(({ load, of }) => ({ labels: of, value: load.knee?.rate ?? null })),
    ),
  ];
};

const findings = (load: Load, of: Sample['labels']): Sample[] => {
  const counted = new Set(findingsThatCount(load));
  const labelsOf = (f: Finding) => ({
    ...of,
    channel: f.channel ?? 'all',
    kind: f.kind,
    counted: String(counted.has(f)),
  });
  const groups = Map.groupBy(load.findings, (f) => JSON.stringify(labelsOf(f)));
  return [...groups.values()].flatMap((same) =>
    same.slice(0, 1).map((f) => ({ labels: labelsOf(f), value: same.length })),
  );
};
