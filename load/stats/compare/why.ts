import { figure, percent } from '../words.ts';
import type { Judged } from './row.ts';
import type { Metric, Row, Subject } from './types.ts';

const NAMES: Record<Metric, string> = {
  p50: 'p50',
  p90: 'p90',
  p99: 'p99',
  tail: 'the share of slowest requests',
  errors: 'the share of failed requests',
  throughput: 'throughput',
  cpu: 'CPU time a request',
  memory: 'memory',
};

const WORSE: Record<Metric, string> = {
  p50: 'slower',
  p90: 'slower',
  p99: 'slower',
  tail: 'larger',
  errors: 'higher',
  throughput: 'lower',
  cpu: 'more',
  memory: 'more',
};

/** Why nothing is decided: the gravest reason alone. */
export function whyUndecided(judged: readonly Judged[], control: readonly Row[]): string {
  const differing = control.filter(({ decision }) => decision === 'worse');
  if (differing.length > 0) {
    return `the baseline differs from itself: ${differing.map((row) => `${nameOf(row)} by ${sizeOf(row, row.change ?? 0)}`).join(', ')}`;
  }
  const shrinking = judged.flatMap(({ row, shrinks }) =>
    shrinks === null
      ? []
      : [`the difference of ${nameOf(row)} shrinks from ${sizeOf(row, shrinks[0])} to ${endOf(row, shrinks[1])}`],
  );
  if (shrinking.length > 0) return `${shrinking.join(', ')}: one side was still warming up`;
  const open = judged.flatMap(({ row }) => (row.required && row.decision === 'undecided' ? [openText(row)] : []));
  return open.length > 0 ? open.join('; ') : 'nothing is required';
}

function openText(row: Row): string {
  const { interval, detectable, metric, margin } = row;
  if (row.chunks === 0) return `${nameOf(row)} was not measured`;
  if (interval === null || detectable === null) return `${nameOf(row)}: too few chunks of time to tell`;
  const limit = `${sizeOf(row, margin)} is the margin`;
  if (interval[1] >= margin)
    return `${nameOf(row)} could be up to ${sizeOf(row, interval[1])} ${WORSE[metric]}; ${limit}`;
  return `${nameOf(row)}: only a change of ${sizeOf(row, detectable)} would have been seen; ${limit}`;
}

function nameOf({ metric, channel }: Subject): string {
  return channel === null ? NAMES[metric] : `${NAMES[metric]} of ${channel}`;
}

/** Without its sign. */
function sizeOf({ metric }: Subject, change: number): string {
  return metric === 'errors' ? `${figure(Math.abs(change) * 100)} percentage points` : percent(Math.abs(change));
}

const endOf = (subject: Subject, change: number): string => (change <= 0 ? 'nothing' : sizeOf(subject, change));
