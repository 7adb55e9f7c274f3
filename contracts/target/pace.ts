import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** Waits until one more request may go. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/** At most `ratePerSecond` requests a second, evenly spaced; time that nobody used is not saved up. */
export function pacer(ratePerSecond: number, clock: Clock): Pace {
  const gap = 1000 / ratePerSecond;
  let next = 0;
  return async (signal) => {
    const now = clock.now();
    const due = Math.max(now, next);
    next = due + gap;
    // Timers are a millisecond coarse: shorter waits would slow a fast target for nothing.
    if (due - now >= 1) await sleep(due - now, undefined, { signal }).catch(() => undefined);
  };
}
