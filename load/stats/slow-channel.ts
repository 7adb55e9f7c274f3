import { total } from './distribution.ts';
import { groups } from './numbers.ts';
import type { Observed, Second } from './observed.ts';
import { calmStages, lightest, medians, quantileOf, withinAny } from './selection.ts';
import type { Suspicion } from './suspicion.ts';
import { milliseconds } from './words.ts';

/** How much slower than the others is more than another way to deliver: times and milliseconds. Email may take more. */
const LIMITS = { email: { times: 2.5, ms: 20 }, others: { times: 1.6, ms: 10 } };
const BLOCKS = 8;
/** Of the blocks of the run in which it must be slower. */
const SHARE = 0.85;
const FEWEST = 20;

/** A channel whose plain messages take longer than those of the faster half of the other channels, all the time. */
export function slowChannel(observed: Observed, demand = 1): Suspicion[] {
  const seconds = withinAny(lightest(observed), calmStages(observed));
  const levels = medians(seconds);
  return [...levels].flatMap(([channel, own]) => {
    const faster = fasterHalf(levels, channel);
    const slowest = Math.max(...faster.map(([, level]) => level));
    const limits = channel === 'email' ? LIMITS.email : LIMITS.others;
    if (faster.length === 0 || own < slowest * (1 + (limits.times - 1) * demand) || own - slowest < limits.ms * demand)
      return [];
    if (!isLasting(seconds, channel, new Set(faster.map(([name]) => name)))) return [];
    const text = `${channel} takes ${milliseconds(own)}, the other channels ${milliseconds(slowest)} or less, for the same plain messages (p50)`;
    return [{ kind: 'slow-channel', channel, size: own / Math.max(slowest, 1e-3), text }];
  });
}

function fasterHalf(levels: ReadonlyMap<string, number>, channel: string): (readonly [string, number])[] {
  const others = [...levels].filter(([name]) => name !== channel).sort(([, a], [, b]) => a - b);
  return others.slice(0, Math.ceil(others.length / 2));
}

function isLasting(seconds: readonly Second[], channel: string, faster: ReadonlySet<string>): boolean {
  const own = seconds.filter((cell) => cell.channel === channel);
  const theirs = seconds.filter((cell) => faster.has(cell.channel));
  const answers = own.reduce((count, { latencies }) => count + total(latencies), 0);
  const times = [...new Set(own.map(({ second }) => second))].sort((a, b) => a - b);
  if (answers < FEWEST) return false;
  const slower = groups(times, Math.max(1, Math.ceil(times.length / BLOCKS))).map((block) => {
    const mine = quantileOf(
      own.filter(({ second }) => block.includes(second)),
      0.5,
    );
    const other = quantileOf(
      theirs.filter(({ second }) => block.includes(second)),
      0.5,
    );
    return mine !== null && other !== null && mine > other * 1.2;
  });
  return slower.filter(Boolean).length >= SHARE * slower.length;
}
