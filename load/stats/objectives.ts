import { countAbove, merge, quantile, total } from './distribution.ts';
import { type Interval, percentileInterval, rateInterval, shareInterval } from './interval.ts';
import { sum } from './numbers.ts';
import type { Distribution } from './observed.ts';
import { figure, milliseconds, percent, span } from './words.ts';

/** By the name that users know them by. */
export const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999, p9999: 0.9999 } as const;

/** What was promised. `limit`: at most so many milliseconds, or that share (0 to 1) of errors; at least that throughput. */
export type Objective = {
  metric: keyof typeof QUANTILES | 'max' | 'errors' | 'throughput';
  channel: string | null;
  limit: number;
};

/** What one second showed, of the objective's channel: `requests` were due, `failed` of them had no right answer. */
export type Block = { latencies: Distribution; requests: number; failed: number };

export type Decided = {
  value: number | null;
  interval: Interval | null;
  decision: 'met' | 'missed' | 'undecided';
  text: string;
};

type Measured = { value: number | null; interval: Interval | null };

/** Whether an objective is met, decided on the interval: what chance could turn is not decided. */
export function decide(objective: Objective, blocks: readonly Block[]): Decided {
  const measured = measure(objective, blocks);
  const decision = decisionOf(objective, measured, blocks);
  const needed = decision === 'undecided' ? `; ${whatWouldTell(objective, measured, blocks)}` : '';
  return { ...measured, decision, text: `${valueText(objective, measured)}${needed}` };
}

function measure({ metric }: Objective, blocks: readonly Block[]): Measured {
  const latencies = blocks.map((block) => block.latencies);
  if (metric === 'errors') {
    const requests = sum(blocks.map((block) => block.requests));
    const shares = blocks.map(({ failed, requests: of }) => ({ count: failed, of }));
    return {
      value: requests === 0 ? null : sum(shares.map(({ count }) => count)) / requests,
      interval: shareInterval(shares),
    };
  }
  if (metric === 'throughput') {
    const right = blocks.map(({ requests, failed }) => requests - failed);
    return { value: right.length === 0 ? null : sum(right) / right.length, interval: rateInterval(right) };
  }
  if (metric === 'max') return { value: quantile(merge(latencies), 1), interval: null };
  const q = QUANTILES[metric];
  return { value: quantile(merge(latencies), q), interval: percentileInterval(latencies, q) };
}

function decisionOf(
  { metric, limit }: Objective,
  { value, interval }: Measured,
  blocks: readonly Block[],
): Decided['decision'] {
  if (value === null) return 'undecided';
  if (metric === 'max') return value <= limit ? 'met' : 'missed';
  if (metric in QUANTILES) return beyondLimit(quantileNamed(metric), limit, blocks);
  if (interval === null) return 'undecided';
  const [low, high] = interval;
  if (metric === 'throughput') return low >= limit ? 'met' : high !== null && high < limit ? 'missed' : 'undecided';
  if (low > limit) return 'missed';
  return high !== null && high <= limit ? 'met' : 'undecided';
}

/**
 * Of a percentile it is asked how many answers are beyond the limit, and not whether the percentile's own interval is: far
 * below the limit no answer may be beyond it, however much the percentile itself swings.
 */
function beyondLimit(q: number, limit: number, blocks: readonly Block[]): Decided['decision'] {
  const shares = blocks.map(({ latencies }) => ({ count: countAbove(latencies, limit), of: total(latencies) }));
  const [low, high] = shareInterval(shares) ?? [0, 1];
  return high <= 1 - q ? 'met' : low > 1 - q ? 'missed' : 'undecided';
}

function valueText({ metric, channel, limit }: Objective, { value, interval }: Measured): string {
  const name = `${channel === null ? '' : `${channel}: `}${metric}`;
  const asked = `${metric === 'throughput' ? 'at least' : 'at most'} ${say(metric, limit)} was asked for`;
  if (value === null) return `${name} is not known, as there are no samples; ${asked}`;
  const [low, high] = interval ?? [null, null];
  const bounds =
    low === null
      ? ''
      : high === null
        ? ` (at least ${bare(metric, low)})`
        : ` (${bare(metric, low)} to ${bare(metric, high)})`;
  return `${name} is ${say(metric, value)}${bounds}; ${asked}`;
}

/** An interval narrows with the square root of time. */
function whatWouldTell({ metric, limit }: Objective, { value, interval }: Measured, blocks: readonly Block[]): string {
  if (value === null) return 'send requests to this channel to tell';
  const [low, high] = interval ?? [0, null];
  if (high === null) return tooFew(metric, blocks);
  const distance = Math.abs(value - limit);
  const reach = value <= limit ? high - value : value - low;
  const seconds = blocks.length * (Math.max(reach, 1e-9) / Math.max(distance, 1e-9)) ** 2;
  if (seconds > 4 * 3600) return 'it is so close to that limit that no run of four hours would tell';
  return `about ${span(Math.max(seconds, blocks.length + 1))} at this rate would tell`;
}

function tooFew(metric: Objective['metric'], blocks: readonly Block[]): string {
  const size = sum(blocks.map(({ latencies }) => total(latencies)));
  const q = metric in QUANTILES ? quantileNamed(metric) : 0.5;
  // So many independent samples have one beyond the quantile with 97.5 %; those of one run are a third as good.
  const needed = 3 * (Math.log(0.025) / Math.log(q));
  const seconds = Math.ceil((needed / Math.max(1, size)) * blocks.length);
  return `${size} answers are too few to bound ${metric}: about ${span(Math.max(seconds, blocks.length + 1))} at this rate would tell`;
}

function quantileNamed(metric: string): number {
  for (const [name, q] of Object.entries(QUANTILES)) if (name === metric) return q;
  return 0.5;
}

function say(metric: Objective['metric'], value: number): string {
  if (metric === 'errors') return percent(value);
  return metric === 'throughput' ? `${figure(value)} answers/s` : milliseconds(value);
}

const bare = (metric: Objective['metric'], value: number): string =>
  metric === 'errors' ? percent(value) : figure(value);
