import { type Share, shareInterval } from '../interval.ts';
import { sum } from '../numbers.ts';
import { normalAbove } from '../probability.ts';
import { inflation, shift, shiftInterval, signedRank } from './signed-rank.ts';
import type { Pair } from './types.ts';

/** What chunks say of a difference. `significant`: it is above zero with the error that is left for it. */
export type Estimate = { difference: number; interval: readonly [number, number] | null; significant: boolean };

/** By ranks: a stall that hits one chunk counts as one chunk. `differences` in order of time. */
export function byRanks(differences: readonly number[], z: number): Estimate {
  const needed = z * Math.sqrt(inflation(differences));
  return {
    difference: shift(differences) ?? 0,
    interval: shiftInterval(differences, needed),
    significant: signedRank(differences).z >= needed,
  };
}

/**
 * Difference of two shares of failed requests, most of which are zero: an interval for each side that knows that
 * failures come in bursts, put together as by Newcombe, Statistics in Medicine 17 (1998), method 10.
 */
export function byShares(errors: readonly Pair[], requests: readonly Pair[], floor: number, z: number): Estimate {
  const confidence = 1 - 2 * normalAbove(z);
  const baseline = shares(errors, requests, 'baseline');
  const candidate = shares(errors, requests, 'candidate');
  const difference = shareOf(candidate) - shareOf(baseline);
  const [a, b] = [shareInterval(baseline, confidence), shareInterval(candidate, confidence)];
  if (a === null || b === null) return { difference, interval: null, significant: false };
  const low = difference - Math.hypot(shareOf(candidate) - b[0], a[1] - shareOf(baseline));
  const high = difference + Math.hypot(b[1] - shareOf(candidate), shareOf(baseline) - a[0]);
  return { difference, interval: [low, high], significant: low > floor };
}

/** So many chunks in a row at the end, in each of which so much more of the candidate's requests fails. */
const DOWN = { chunks: 5, more: 0.5 };

/** Whether the candidate has gone down and stays so: one event, of which no test could be sure. */
export function isDown(errors: readonly Pair[]): boolean {
  const last = errors.slice(-DOWN.chunks);
  return last.length === DOWN.chunks && last.every(({ difference }) => difference >= DOWN.more);
}

/** The share of failed requests of both sides over all chunks. */
export function failedShares(errors: readonly Pair[], requests: readonly Pair[]): Pair {
  const baseline = shareOf(shares(errors, requests, 'baseline'));
  const candidate = shareOf(shares(errors, requests, 'candidate'));
  return { baseline, candidate, difference: candidate - baseline };
}

function shares(errors: readonly Pair[], requests: readonly Pair[], side: 'baseline' | 'candidate'): Share[] {
  return errors.map((pair, at) => {
    const of = requests[at]?.[side] ?? 0;
    return { count: Math.round(pair[side] * of), of };
  });
}

function shareOf(blocks: readonly Share[]): number {
  const of = sum(blocks.map((block) => block.of));
  return of === 0 ? 0 : sum(blocks.map(({ count }) => count)) / of;
}
