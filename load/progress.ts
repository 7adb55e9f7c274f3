import { merge, percentile } from './histogram.ts';
import { type Tally, totals } from './tally.ts';

/** How a run goes, about once a second. Latencies in milliseconds over the whole run so far; null without answers. */
export type Progress = {
  /** Seconds of load so far, and of the whole. */
  elapsed: number;
  duration: number;
  requests: number;
  /** Requests a second since the last time. */
  rate: number;
  p50: number | null;
  p95: number | null;
  failed: number;
};

/** Seconds after the start of the load at which k6's first tick comes. */
const FIRST_TICK = 1;

/** A function to call with the tally at each of k6's seconds: k6's own clock, so that none is needed here. */
export function progressMeter(duration: number, onProgress?: (progress: Progress) => void): (tally: Tally) => void {
  let before = { requests: 0, time: 0 };
  return (tally) => {
    if (onProgress === undefined || tally.firstTick === null || tally.lastTick === null) return;
    const { requests, failed } = totals(tally);
    const seconds = (tally.lastTick - before.time) / 1000;
    const rate = (requests - before.requests) / (before.time === 0 ? FIRST_TICK : Math.max(seconds, 0.001));
    before = { requests, time: tally.lastTick };
    const latencies = merge([...tally.channels.values()].map((channel) => channel.latencies));
    onProgress({
      elapsed: FIRST_TICK + (tally.lastTick - tally.firstTick) / 1000,
      duration,
      requests,
      rate,
      p50: percentile(latencies, 50),
      p95: percentile(latencies, 95),
      failed,
    });
  };
}
