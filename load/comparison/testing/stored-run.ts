import { curveOf, emptyLatencies, encode, percentilesOf, record } from '../../histogram.ts';
import type { ChannelSample, Load } from '../../sample.ts';
import { random } from '../../stats/testing/random.ts';
import type { StoredRun } from '../comparable.ts';

/** How a simulated run differs from the usual one. */
export type Sketch = {
  seed?: number;
  /** By what all latencies are multiplied, and those beyond the 97th percentile again. */
  slower?: number;
  tail?: number;
  /** Requests a channel. */
  requests?: number;
};

const CHANNELS = { email: 14, slack: 21 };
const SECONDS = 60;

/** The load of a minute on two channels: lognormal latencies around 14 and 21 ms. */
export function storedLoad({ seed = 1, slower = 1, tail = 1, requests = 3000 }: Sketch = {}): Load {
  const channels = Object.entries(CHANNELS).map(([channel, median], at) =>
    channelOf(channel, median, { seed: seed * 10 + at, slower, tail, requests }),
  );
  const rate = (requests * channels.length) / SECONDS;
  return {
    scenario: 'average',
    model: 'open',
    channels,
    payloads: [
      { payload: 'plain', bytes: 180, requests: requests * 1.8, p50: 17 * slower, p99: 40 * slower * tail },
      { payload: 'html-large', bytes: 131_072, requests: requests * 0.2, p50: 20 * slower, p99: 44 * slower * tail },
    ],
    timeline: [],
    stages: [
      {
        ...{ start: 0, seconds: SECONDS, rate, sent: requests * 2, answered: requests * 2, failed: 0, dropped: 0 },
        ...{ achieved: rate, p50: 17 * slower, p95: 30 * slower, p99: 40 * slower * tail },
      },
    ],
    objectives: [],
    warmUp: { seconds: 2, steady: true, text: 'the first 2 s were' },
    findings: [],
    generator: {
      k6: { version: '1.4.0', path: 'pinned', output: 'extension' },
      intendedRate: rate,
      duration: SECONDS,
      droppedIterations: 0,
      maxVUs: 80,
      cpu: 0.3,
      late: { p50: 0.05, p99: 0.4, max: 2 },
      gcPause: 1,
      eventLoopDelay: 10,
      connections: 20,
      control: { requests: 600, p50: 0.2, p99: 0.9, max: 3 },
    },
    complete: true,
    valid: true,
    whyNotValid: [],
  };
}

function channelOf(channel: string, median: number, { seed, slower, tail, requests }: Required<Sketch>): ChannelSample {
  const { normal } = random(seed);
  const latencies = emptyLatencies();
  for (let request = 0; request < requests; request += 1) {
    const z = normal();
    record(latencies, median * slower * Math.exp(0.3 * z) * (z > 1.88 ? tail : 1));
  }
  const percentiles = percentilesOf(latencies);
  return {
    ...{ channel, requests, failed: 0, rate: requests / SECONDS, ...percentiles },
    intervals: { p50: null, p90: null, p95: null, p99: null, p999: null, p9999: null },
    histogram: encode(latencies),
    service: percentiles,
    curve: curveOf(latencies),
  };
}

/** A run with such a load, as it is stored. */
export function storedRun(sketch: Sketch = {}, change: Partial<StoredRun> = {}): StoredRun {
  return {
    tool: { version: '0.1.0' },
    contract: { sha256: '5f6c0f7d0b7f4f2f9d7d0f4f7bb2f5d8d1d7a3e1c9b1a8e7d6c5b4a392817060' },
    target: { name: 'acme-staging', baseUrl: 'https://staging.acme.example/api/v2' },
    startedAt: '2026-11-23T21:30:32.000Z',
    seed: 42,
    machine: { cpu: 'Xeon 8370C', cores: 4, memoryGb: 16, os: 'Linux 6' },
    load: storedLoad(sketch),
    ...change,
  };
}
