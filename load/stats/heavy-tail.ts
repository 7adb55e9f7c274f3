import { merge, quantile, shareAbove, total } from './distribution.ts';
import { by, sum } from './numbers.ts';
import type { Distribution, Observed, Second } from './observed.ts';
import { quantileOf, stagesOf, within } from './selection.ts';
import { standstills } from './standstill.ts';
import type { Suspicion } from './suspicion.ts';
import { milliseconds } from './words.ts';

/** Answers that are far slower than others of their kind, in one second. */
type Outliers = { second: number; channel: string; outliers: Distribution; answers: number };

/**
 * From where on an answer counts as an outlier: so many milliseconds, and so many times the median and the upper
 * quartile of its like. A lognormal latency whose p99 is ten times its p50 has less than 0.4 % beyond that. The second
 * line is for rare and long ones: on noisy machines a healthy p99.9 stays below 25 ms.
 */
const LINES = [
  { ms: 60, share: 0.004, fewest: 4 },
  { ms: 250, share: 0.001, fewest: 5 },
] as const;
type Line = { ms: number; share: number; fewest: number };
const TIMES_MEDIAN = 8;
const TIMES_QUARTILE = 6;
/** Below this many answers of a kind their own median is not known. */
const FEWEST_ALIKE = 8;

/** Single slow answers all over the run, which payload, rate, standstills and the machine do not explain. */
export function heavyTail(observed: Observed, demand = 1): Suspicion[] {
  for (const { ms, share, fewest } of LINES) {
    const found = tail(observed, { ms, share: share * demand, fewest: Math.ceil(fewest * demand) });
    if (found.length > 0) return found;
  }
  return [];
}

function tail(observed: Observed, { ms, share: least, fewest }: Line): Suspicion[] {
  const explained = new Set([...stillSeconds(observed), ...machineSeconds(observed, ms / 2)]);
  const seconds = observed.seconds.filter(({ second }) => !explained.has(second));
  if (secondsIn(seconds) * 2 < secondsIn(observed.seconds)) return [];
  const cells = stagesOf(observed).flatMap((stage) => outliersOf(within(seconds, stage), ms));
  const outliers = merge(cells.map((cell) => cell.outliers));
  const count = total(outliers);
  const share = count / Math.max(1, sum(cells.map(({ answers }) => answers)));
  if (count < fewest || share < least || !isScattered(cells)) return [];
  const usual = quantileOf(seconds, 0.5) ?? 0;
  const size = quantile(outliers, 0.5) ?? 0;
  const times = usual > 0 ? `, ${Math.round(size / usual)} times the median` : '';
  const text = `one request in ${Math.max(1, Math.round(1 / share))} takes about ${milliseconds(size)}${times}: single slow answers all over the run`;
  return [{ kind: 'heavy-tail', channel: channelOf(cells), size: size / Math.max(usual, 1e-3), text }];
}

function outliersOf(seconds: readonly Second[], ms: number): Outliers[] {
  const kinds = [...by(seconds, ({ channel, payload }) => `${channel} ${payload}`).values()].map((cells) => {
    const all = merge(cells.map(({ latencies }) => latencies));
    return { cells, answers: total(all), median: quantile(all, 0.5) ?? 0, quartile: quantile(all, 0.75) ?? 0 };
  });
  // Behind a heavy message a light one may wait.
  const heaviest = Math.max(0, ...kinds.filter(({ answers }) => answers >= 3).map(({ median }) => median));
  const limits = kinds.map(({ median, quartile }) =>
    Math.max(ms, TIMES_MEDIAN * median, TIMES_QUARTILE * quartile, 2 * heaviest),
  );
  const highest = Math.max(ms, ...limits.filter((_, at) => isKnown(kinds[at] ?? { answers: 0 })));
  return kinds.flatMap((kind, at) => {
    const own = limits[at] ?? highest;
    const limit = isKnown(kind) ? own : Math.max(own, highest);
    return kind.cells.map(({ second, channel, latencies }) => ({
      second,
      channel,
      outliers: latencies.filter(([value]) => value > limit),
      answers: total(latencies),
    }));
  });
}

const isKnown = ({ answers }: { answers: number }): boolean => answers >= FEWEST_ALIKE;

/** Whether outliers fell on about as many seconds as by chance: those of a few seconds have another cause. */
function isScattered(cells: readonly Outliers[]): boolean {
  const seconds = by(cells, ({ second }) => String(second));
  const counts = [...seconds.values()].map((group) => sum(group.map(({ outliers }) => total(outliers))));
  const expected = counts.length * (1 - (1 - 1 / counts.length) ** sum(counts));
  const hit = counts.filter((count) => count > 0).length;
  return hit >= 3 && hit >= 0.6 * expected;
}

/** The one channel that has nearly all of them, unless it has most of the requests. */
function channelOf(cells: readonly Outliers[]): string | null {
  const all = sum(cells.map(({ outliers }) => total(outliers)));
  const answers = sum(cells.map((cell) => cell.answers));
  for (const [channel, own] of by(cells, (cell) => cell.channel)) {
    const has = sum(own.map(({ outliers }) => total(outliers)));
    if (has >= 0.9 * all && sum(own.map((cell) => cell.answers)) <= 0.6 * answers) return channel;
  }
  return null;
}

function stillSeconds(observed: Observed): number[] {
  return standstills(observed).flatMap(({ start, end }) => {
    const first = Math.floor(start / 1000);
    return Array.from({ length: Math.floor(end / 1000) - first + 1 }, (_, at) => first + at);
  });
}

/** Seconds in which the control too had an answer that slow, and those before: a request may have been due there. */
function machineSeconds({ control }: Observed, ms: number): number[] {
  return control
    .filter(({ latencies }) => (shareAbove(latencies, ms) ?? 0) > 0)
    .flatMap(({ second }) => [second - 1, second]);
}

const secondsIn = (seconds: readonly Second[]): number => new Set(seconds.map(({ second }) => second)).size;
