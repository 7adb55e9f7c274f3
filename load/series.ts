import { distributionOf, mergeEncoded } from './histogram.ts';
import type { Measurement } from './measurement.ts';
import { CONTROL } from './scenarios/settings.ts';
import type { Span } from './span.ts';
import type { Distribution } from './stats/observed.ts';

/** From this second on, and before that one; all of the run when left out. */
export type Range = { from?: number; to?: number };

/** The spans that a question is about, by their beginning. */
export function spansOf(
  { spans }: Measurement,
  { from = 0, to = Number.POSITIVE_INFINITY }: Range,
  which: (span: Span) => boolean,
): Span[] {
  return [...spans.values()].filter((span) => span.second >= from && span.second < to && which(span));
}

export const isRight = ({ channel, outcome }: Span): boolean => channel !== CONTROL && outcome === 'ok';
export const isControl = ({ channel }: Span): boolean => channel === CONTROL;
export const isMessage = ({ channel }: Span): boolean => channel !== CONTROL;

export function countOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { count }) => sum + count, 0);
}

/** All latencies of these, exactly. */
export function latenciesOf(spans: readonly Span[], from: 'latency' | 'service' = 'latency') {
  return mergeEncoded(spans.flatMap((span) => span[from]));
}

/** By time: what each second holds, or each span of more where the run is long, in order. */
export function bySecond(spans: readonly Span[]): [second: number, group: Span[]][] {
  return [...Map.groupBy(spans, ({ second }) => second)].sort(([a], [b]) => a - b);
}

/** The distribution of each of them. */
export function blocksOf(spans: readonly Span[]): { second: number; latencies: Distribution }[] {
  return bySecond(spans).map(([second, group]) => ({ second, latencies: distributionOf(latenciesOf(group)) }));
}
