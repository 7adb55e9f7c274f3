import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readProcess } from './process.ts';
import { type Fetch, readMetrics } from './prometheus.ts';
import type { Runtime } from './runtime.ts';

/** What a target tells of itself at one moment. */
export type Use = {
  /** Resident bytes; null: it does not tell. */
  memory: number | null;
  /** CPU seconds so far; null: it does not tell. */
  cpu: number | null;
  /** Open sockets; null: it does not tell. */
  sockets: number | null;
  runtime: Runtime | null;
  /** Why nothing could be read; null when something could. */
  why: string | null;
};

/** `second` counts from the start of the run: the moment when the sample was asked for. */
export type TargetSample = Use & { second: number };

export type Source = {
  /** For the report: `process 4711`, or the URL. */
  name: string;
  read: () => Promise<Use>;
};

const NOTHING = { memory: null, cpu: null, sockets: null, runtime: null };

/** Where the profile's `metrics` are to be had. */
export function sourceOf(metrics: { pid: number } | { prometheus: string }, fetch: Fetch): Source {
  return 'pid' in metrics ? processSource(metrics.pid) : prometheusSource(metrics.prometheus, fetch);
}

function processSource(pid: number): Source {
  return {
    name: `process ${pid}`,
    read: async () => {
      const use = await readProcess(pid);
      if (use === null) return { ...NOTHING, why: 'there is no such process on this machine, or it cannot be read' };
      const { residentBytes: memory, cpuSeconds: cpu, sockets, runtime } = use;
      return { memory, cpu, sockets, runtime, why: null };
    },
  };
}

function prometheusSource(url: string, fetch: Fetch): Source {
  return {
    name: url,
    read: async () => {
      const read = await readMetrics(url, fetch);
      if (read.kind === 'unreadable') return { ...NOTHING, why: read.why };
      return { ...NOTHING, memory: read.residentBytes, cpu: read.cpuSeconds, runtime: read.runtime, why: null };
    },
  };
}

export type Watch = {
  /** Milliseconds between two samples. */
  every: number;
  /** Milliseconds since the start of the run. */
  now: () => number;
  onSample: (sample: TargetSample) => void;
};

/**
 * Takes a sample at once and then every so often, until `stop`. While one is not answered no other is asked for, so
 * that a slow source gives fewer samples and is not asked by many at once. A source that throws is one that tells
 * nothing. Nothing is heard after `stop`.
 */
export function watchTarget(source: Pick<Source, 'read'>, { every, now, onSample }: Watch): () => void {
  let asked = false;
  let stopped = false;
  const take = async () => {
    if (asked) return;
    asked = true;
    const second = now() / 1000;
    const use = await source.read().catch((error: unknown): Use => ({ ...NOTHING, why: String(error) }));
    asked = false;
    if (!stopped) onSample({ second, ...use });
  };
  const timer = setInterval(take, every);
  // What is watched for must not wait for the watch.
  timer.unref();
  void take();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

/** Milliseconds between two looks at the event loop. */
const RESOLUTION = 10;

/** Watches how long our own event loop is kept busy: while it is, nobody reads what k6 writes. */
export function watchEventLoop(): { maxMs: () => number; stop: () => void } {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION });
  delays.enable();
  return {
    // Each delay is counted from the last look, so that the distance between two looks is in it.
    maxMs: () => Math.max(0, delays.max / 1e6 - RESOLUTION),
    stop: () => void delays.disable(),
  };
}
