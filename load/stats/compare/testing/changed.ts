import { random } from '../../testing/random.ts';
import { type Chunk, keyOf, type Metric, type Pair, type Row, type Wanted } from '../types.ts';
import { drawn, normal } from './drawn.ts';

export const LATENCY: readonly Metric[] = ['p50', 'p90', 'p99'];

/** A slowdown by so much in each chunk, as a share. */
export const slower =
  (by: (chunk: number) => number) =>
  (metric: Metric, chunk: number): number =>
    LATENCY.includes(metric) ? Math.log(1 + by(chunk)) : 0;
/** So large a share of the candidate's requests fails in each chunk. */
export const failing =
  (share: (chunk: number) => number) =>
  (metric: Metric, chunk: number): number =>
    metric === 'errors' ? share(chunk) : 0;
/** Chunks of normal noise with what is added to it. */
export const chunksWith = (seed: number, count: number, shift?: (metric: Metric, chunk: number) => number): Chunk[] =>
  drawn(random(seed), normal, count, shift);
export const rowOf = (rows: readonly Row[], key: string): Row | undefined => rows.find((row) => keyOf(row) === key);
export const only = (metric: Metric, margin: number): Wanted[] => [{ metric, channel: null, margin, required: true }];

/** The chunks with another pair of one subject. */
export function changed(chunks: readonly Chunk[], key: string, change: (pair: Pair) => Pair): Chunk[] {
  return chunks.map((chunk) => ({
    ...chunk,
    pairs: new Map([...chunk.pairs].map(([name, pair]) => [name, name === key ? change(pair) : pair])),
  }));
}
