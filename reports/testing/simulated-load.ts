import { build, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { ChannelSample, Load, LoadStage } from '../../load/sample.ts';

/** What a made-up target does under a made-up load. */
export interface Script {
  stages: readonly { seconds: number; rate: number; dropped?: number; decision?: string; met?: boolean }[];
  channels: readonly { channel: string; median: number; spread: number }[];
  payloads: readonly { payload: string; bytes: number; slower: number }[];
  warmUp: number;
  /** By what the latencies of a second are multiplied. */
  slower: (second: number, rate: number, channel: string) => number;
  /** No answer leaves before its end: requests of this time wait for it. Seconds. */
  stall?: { from: number; to: number };
  /** Which share of requests fails, and how. */
  failing: (second: number, rate: number, channel: string) => { share: number; status: number };
}

type Simulated = Pick<Load, 'channels' | 'payloads' | 'timeline' | 'stages'>;

/** Chance that is the same each time (mulberry32). */
const chance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

const empty = (): Histogram =>
  build({ bitBucketSize: 32, autoResize: true, lowestDiscernibleValue: 1, numberOfSignificantValueDigits: 3 });

const at = (histogram: Histogram, quantile: number): number | null =>
  histogram.totalCount === 0 ? null : histogram.getValueAtPercentile(quantile * 100) / 1000;

const percentiles = (h: Histogram) => ({
  p50: at(h, 0.5),
  p90: at(h, 0.9),
  p95: at(h, 0.95),
  p99: at(h, 0.99),
  p999: at(h, 0.999),
  p9999: at(h, 0.9999),
  max: at(h, 1),
});

/** The interval of a quantile by the ranks that a binomial allows. */
const interval = (h: Histogram, quantile: number): [number, number | null] | null => {
  if (h.totalCount === 0) return null;
  const wide = 1.96 * Math.sqrt((quantile * (1 - quantile)) / h.totalCount);
  return [at(h, Math.max(quantile - wide, 0)) ?? 0, quantile + wide >= 1 ? null : at(h, quantile + wide)];
};

const curve = (h: Histogram): [number, number][] => {
  const steps = Array.from(
    { length: Math.floor(5 * Math.log2(Math.max(h.totalCount, 1))) },
    (_, i) => 1 - 2 ** (-i / 5),
  );
  return h.totalCount === 0 ? [] : [...steps, 1].map((q) => [q, at(h, q) ?? 0]);
};

/** All tallies of one kind by their key. */
class Tallies {
  readonly all = new Map<string, { latency: Histogram; requests: number; failed: number }>();
  of(key: string) {
    const own = this.all.get(key) ?? { latency: empty(), requests: 0, failed: 0 };
    this.all.set(key, own);
    return own;
  }
  add(key: string, microseconds: number, failed: boolean): void {
    const own = this.of(key);
    own.latency.recordValue(microseconds);
    own.requests += 1;
    own.failed += failed ? 1 : 0;
  }
}

/** Plays the script request by request, and counts as the harness does. */
export const simulate = (script: Script): Simulated => {
  const random = chance(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const [rows, kept, sent, stages, payloads, all] = Array.from({ length: 6 }, () => new Tallies());
  if (!rows || !kept || !sent || !stages || !payloads || !all) throw new Error('there are six');
  let start = 0;
  script.stages.forEach((stage, number) => {
    const count = Math.round(stage.seconds * stage.rate - (stage.dropped ?? 0));
    for (let i = 0; i < count; i += 1) {
      const due = start + (i / count) * stage.seconds;
      const second = Math.floor(due);
      const channel = script.channels[i % script.channels.length];
      const payload = script.payloads[Math.floor(i / script.channels.length) % script.payloads.length];
      if (!channel || !payload) continue;
      const { share, status } = script.failing(second, stage.rate, channel.channel);
      const failed = random() < share;
      const slow = script.slower(due, stage.rate, channel.channel) * payload.slower;
      const alone = channel.median * slow * Math.exp(channel.spread * normal() + (random() < 0.02 ? random() : 0));
      const { stall } = script;
      const waits = stall && due >= stall.from && due < stall.to ? (stall.to - due) * 1000 : 0;
      const service = Math.round((alone + waits) * 1000);
      const latency = service + Math.round(-Math.log(1 - random()) * 80);
      rows.add(JSON.stringify([second, channel.channel, failed ? status : 200]), latency, failed);
      stages.add(String(number), latency, failed);
      all.add(channel.channel, latency, failed);
      if (due < script.warmUp) continue;
      kept.add(channel.channel, latency, failed);
      sent.add(channel.channel, service, failed);
      payloads.add(payload.payload, latency, failed);
    }
    start += stage.seconds;
  });
  return {
    channels: script.channels.map(({ channel }) => channelOf(channel, all, kept, sent, start - script.warmUp)),
    payloads: script.payloads.map(({ payload, bytes }) => {
      const { latency, requests } = payloads.of(payload);
      return { payload, bytes, requests, p50: at(latency, 0.5), p99: at(latency, 0.99) };
    }),
    timeline: [...rows.all].map(([key, tally]) => rowOf(key, tally)).toSorted((a, b) => a.second - b.second),
    stages: script.stages.map((stage, i) => stageOf(script, stage, i, stages)),
  };
};

const channelOf = (channel: string, all: Tallies, kept: Tallies, sent: Tallies, seconds: number): ChannelSample => {
  const { latency } = kept.of(channel);
  return {
    channel,
    requests: all.of(channel).requests,
    failed: all.of(channel).failed,
    rate: latency.totalCount / seconds,
    ...percentiles(latency),
    intervals: {
      p50: interval(latency, 0.5),
      p90: interval(latency, 0.9),
      p95: interval(latency, 0.95),
      p99: interval(latency, 0.99),
      p999: interval(latency, 0.999),
      p9999: interval(latency, 0.9999),
    },
    histogram: encodeIntoCompressedBase64(latency),
    service: percentiles(sent.of(channel).latency),
    curve: curve(latency),
  };
};

const rowOf = (key: string, { latency, requests, failed }: ReturnType<Tallies['of']>): Load['timeline'][number] => {
  const [, second = '0', channel = '', status = '200'] = /^\[(\d+),"(.*)",(\d+)\]$/.exec(key) ?? [];
  const { p50, p90, p99, max } = percentiles(latency);
  const row = { second: Number(second), width: 1, channel, status: Number(status), requests, failed };
  return { ...row, p50, p90, p99, max, histogram: encodeIntoCompressedBase64(latency) };
};

const stageOf = (script: Script, stage: Script['stages'][number], index: number, stages: Tallies): LoadStage => {
  const { latency, requests, failed } = stages.of(String(index));
  const { p50, p95, p99 } = percentiles(latency);
  return {
    start: script.stages.slice(0, index).reduce((sum, { seconds }) => sum + seconds, 0),
    seconds: stage.seconds,
    rate: stage.rate,
    sent: requests,
    answered: requests,
    failed,
    dropped: stage.dropped ?? 0,
    achieved: (requests - failed) / stage.seconds,
    ...{ p50, p95, p99 },
    ...(stage.decision === undefined ? {} : { decision: stage.decision }),
    ...(stage.met === undefined ? {} : { met: stage.met }),
  };
};
