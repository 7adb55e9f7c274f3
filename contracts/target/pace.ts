import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** Waits until one more request may go. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/** As many requests may go at once: answers that are exchanged among them show only when they are under way together. */
const together = 4;

/** Below this rate they go one by one: the four would be most of a second's share. */
const leastRate = 10;

/** At most `ratePerSecond` requests in any second. */
export function pacer(ratePerSecond: number, clock: Clock): Pace {
  const waitFrom = waits(ratePerSecond);
  return async (signal) => {
    const wait = waitFrom(clock.now());
    // Timers are a millisecond coarse: shorter waits would slow a fast target for nothing.
    if (wait >= 1) await sleep(wait, undefined, { signal }).catch(() => undefined);
  };
}

/**
 * How long each request has to wait (milliseconds) that is asked for at a time, these never going back. A bucket of four
 * tokens, filled so slowly that a full one and a second's filling are no more than a second may have; below 10 a second
 * evenly spaced.
 */
export function waits(ratePerSecond: number): (now: number) => number {
  const size = ratePerSecond < leastRate ? 1 : together;
  const gap = 1000 / (size === 1 ? ratePerSecond : ratePerSecond - size);
  // When the bucket will be full. A token is free when that is no more than its size away.
  let full = 0;
  return (now) => {
    full = Math.max(now, full) + gap;
    return Math.max(0, full - now - size * gap);
  };
}
