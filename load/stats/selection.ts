import { merge, quantile, total } from './distribution.ts';
import { by, median, sum } from './numbers.ts';
import type { Distribution, Observed, Second } from './observed.ts';

export type Stage = Observed['stages'][number];

/** The stages, or all that was observed as one stage where none are told. */
export function stagesOf(observed: Observed): readonly Stage[] {
  if (observed.stages.length > 0) return observed.stages;
  const seconds = observed.seconds.map(({ second }) => second);
  const start = seconds.reduce((least, second) => Math.min(least, second), Number.POSITIVE_INFINITY);
  const end = seconds.reduce((most, second) => Math.max(most, second + 1), 0);
  if (end === 0) return [];
  const answered = sum(observed.seconds.map(({ latencies }) => total(latencies)));
  return [{ start, seconds: end - start, rate: 0, sent: answered, answered, dropped: 0, cpu: null }];
}

/** The stages of the lower half of rates: what is slow at the higher ones may be so because of the rate. */
export function calmStages(observed: Observed): Stage[] {
  const stages = stagesOf(observed);
  const usual = median(stages.map(({ rate }) => rate)) ?? 0;
  return stages.filter(({ rate, sent, dropped }) => rate <= usual && dropped <= sent * 0.01);
}

/** Of things that have a second, those that are in a stage. */
export function within<T extends { second: number }>(items: readonly T[], stage: Stage): T[] {
  return items.filter(({ second }) => second >= stage.start && second < stage.start + stage.seconds);
}

/** Those in any of the stages. */
export function withinAny<T extends { second: number }>(items: readonly T[], stages: readonly Stage[]): T[] {
  return items.filter(({ second }) =>
    stages.some((stage) => second >= stage.start && second < stage.start + stage.seconds),
  );
}

/** Answers to the lightest messages alone, which all channels have: so the mix of payloads cannot show as latency. */
export function lightest(observed: Observed): Second[] {
  const names = [...new Set(observed.seconds.map(({ payload }) => payload))];
  const lightestName = names.includes('plain')
    ? 'plain'
    : names.sort((a, b) => bytesOf(observed, a) - bytesOf(observed, b))[0];
  return observed.seconds.filter(({ payload }) => payload === lightestName);
}

const bytesOf = (observed: Observed, payload: string): number => observed.payloads[payload]?.bytes ?? 0;

/** Median latency of each channel, milliseconds. */
export function medians(seconds: readonly Second[]): Map<string, number> {
  const channels = by(seconds, ({ channel }) => channel);
  return new Map([...channels].map(([channel, cells]) => [channel, quantileOf(cells, 0.5) ?? 0]));
}

/** A quantile of all latencies in some seconds, milliseconds; null without answers. */
export function quantileOf(seconds: readonly { latencies: Distribution }[], q: number): number | null {
  return quantile(merge(seconds.map(({ latencies }) => latencies)), q);
}
