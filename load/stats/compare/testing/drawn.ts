import type { Random } from '../../testing/random.ts';
import { requestsOf } from '../chunks.ts';
import type { Chunk, Metric, Pair, Wanted } from '../types.ts';

/** What is judged of the whole in these tests, with usual margins. */
export const WANTED: Wanted[] = [
  { metric: 'p50', channel: null, margin: 0.05, required: true },
  { metric: 'p90', channel: null, margin: 0.05, required: true },
  { metric: 'p99', channel: null, margin: 0.1, required: true },
  { metric: 'errors', channel: null, margin: 0.005, required: true },
  { metric: 'throughput', channel: null, margin: 0.05, required: true },
  { metric: 'tail', channel: null, margin: 1, required: false },
];

/** Makes the difference of the next chunk, of standard deviation 1. */
export type Noise = (dice: Random) => () => number;

export const normal: Noise = (dice) => dice.normal;
/** Student's t with three degrees of freedom. */
export const heavy: Noise = (dice) => () => {
  const chi = dice.normal() ** 2 + dice.normal() ** 2 + dice.normal() ** 2;
  return dice.normal() / Math.sqrt(chi);
};
/** One chunk in ten is hit by something ten times as large. */
export const stalling: Noise = (dice) => () => dice.normal() * (dice.uniform() < 0.1 ? 10 : 1);
/** Neighbours are alike. */
export const alike =
  (by: number): Noise =>
  (dice) => {
    let level = dice.normal();
    return () => {
      level = by * level + Math.sqrt(1 - by ** 2) * dice.normal();
      return level;
    };
  };

/** Standard deviations of the differences of a chunk. */
const SPREAD = { p50: 0.012, p90: 0.02, p99: 0.08, tail: 0.4, throughput: 0.001 };
const VALUES = { p50: 6, p90: 10, p99: 20, tail: 0.01, throughput: 200 };
const REQUESTS = 400;

/** Chunks that noise alone makes, with what `shift` adds to the differences (chunk counts from 0) and failed shares. */
export function drawn(
  dice: Random,
  noise: Noise,
  count: number,
  shift: (metric: Metric, chunk: number) => number = () => 0,
): Chunk[] {
  const metrics = ['p50', 'p90', 'p99', 'tail', 'throughput'] as const;
  const next = new Map([...metrics, 'control' as const].map((each) => [each, noise(dice)]));
  const pair = (metric: (typeof metrics)[number], difference: number): Pair => ({
    baseline: VALUES[metric],
    candidate: VALUES[metric] * Math.exp(metric === 'throughput' ? -difference : difference),
    difference,
  });
  return Array.from({ length: count }, (_, chunk) => {
    const failed = shift('errors', chunk);
    const pairs = new Map<string, Pair>(
      metrics.map((metric) => [
        metric,
        pair(metric, SPREAD[metric] * (next.get(metric)?.() ?? 0) + shift(metric, chunk)),
      ]),
    );
    pairs.set('errors', { baseline: 0, candidate: failed, difference: failed });
    pairs.set(requestsOf(null), { baseline: REQUESTS, candidate: REQUESTS, difference: 0 });
    const control = new Map([['p50', pair('p50', SPREAD.p50 * (next.get('control')?.() ?? 0))]]);
    return { start: 2 * chunk, pairs, control };
  });
}
