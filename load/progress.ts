import { emptyLatencies, type Latencies, mergeEncoded, percentile } from './histogram.ts';
import type { Line } from './output.ts';
import { CONTROL } from './scenarios/settings.ts';

/** How a run goes, about once a second. Latencies in milliseconds of the last second's answers; null without any. */
export type Progress = {
  /** What is being done: `load`, a step of it, or a second look. */
  what: string;
  /** Seconds of load so far, and of the whole. */
  elapsed: number;
  duration: number;
  requests: number;
  /** Answers a second since the last time. */
  rate: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  failed: number;
};

/** A function to call with each line: k6's ticks are the clock, so that no other is needed here. */
export function progressMeter(
  { what, duration }: { what: string; duration: number },
  onProgress: ((progress: Progress) => void) | undefined,
): (line: Line) => void {
  let latencies: Latencies = emptyLatencies();
  let answered = 0;
  let requests = 0;
  let failed = 0;
  let first: number | null = null;
  let last: number | null = null;
  return (line) => {
    if (onProgress === undefined) return;
    if (line.sendproof === 'cell' && line.channel !== CONTROL) {
      requests += line.count;
      if (line.outcome !== 'ok') failed += line.count;
      if (line.outcome === 'none') return;
      answered += line.count;
      latencies.add(mergeEncoded([line.latency]));
    }
    if (line.sendproof !== 'tick') return;
    first ??= line.time;
    // k6's first tick comes a second after the start.
    const seconds = last === null ? 1 : Math.max((line.time - last) / 1000, 0.001);
    last = line.time;
    onProgress({
      what,
      elapsed: Math.min(duration, 1 + (line.time - first) / 1000),
      duration,
      requests,
      rate: answered / seconds,
      p50: percentile(latencies, 50),
      p95: percentile(latencies, 95),
      p99: percentile(latencies, 99),
      failed,
    });
    latencies = emptyLatencies();
    answered = 0;
  };
}
