import { figure, percent } from '../words.ts';
import type { Metric, Subject } from './types.ts';

/** What each metric is called, and what a change of it for the worse and for the better is called. */
export const METRIC_WORDS: Readonly<Record<Metric, { name: string; worse: string; better: string }>> = {
  p50: { name: 'p50', worse: 'slower', better: 'faster' },
  p90: { name: 'p90', worse: 'slower', better: 'faster' },
  p99: { name: 'p99', worse: 'slower', better: 'faster' },
  tail: { name: 'the share of slow answers', worse: 'higher', better: 'lower' },
  errors: { name: 'the share of failed requests', worse: 'higher', better: 'lower' },
  throughput: { name: 'throughput', worse: 'lower', better: 'higher' },
  cpu: { name: 'CPU time a request', worse: 'higher', better: 'lower' },
  memory: { name: 'memory', worse: 'higher', better: 'lower' },
};

/** "p50 of email". */
export function nameOf({ metric, channel }: Subject): string {
  const { name } = METRIC_WORDS[metric];
  return channel === null ? name : `${name} of ${channel}`;
}

/** A change without its sign: percent, of shares of errors percentage points. */
export function sizeText(metric: Metric, change: number): string {
  const size = Math.abs(change);
  return metric === 'errors' ? `${figure(size * 100)} percentage points` : percent(size);
}
