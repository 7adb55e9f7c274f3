import type { Load } from '../../load/sample.ts';
import { breakpointLoad } from './sample-loads.ts';

/** A load whose every text is hostile, histograms too, and whose numbers are as odd as the schema allows. */
export const hostileLoad = (text: string, long: string): Load => {
  const load = breakpointLoad();
  const odd = [0, 1e-300, 1e300, null] as const;
  const oddly = (i: number): number | null => odd[i % odd.length] ?? null;
  return {
    ...load,
    valid: false,
    scenario: text,
    channels: load.channels.map((c, i) => ({
      ...c,
      channel: `${i}${text}`,
      histogram: i === 0 ? c.histogram : text,
      max: oddly(i),
      intervals: { ...c.intervals, p50: [0, oddly(i)], p99: null },
      curve: [[0, 0], [0.5, -1], [2, 1e300], ...c.curve],
    })),
    payloads: load.payloads.map((p, i) => ({ ...p, payload: text, bytes: 2 ** 53, p50: oddly(i) })),
    timeline: load.timeline.map((r, i) => ({ ...r, channel: `0${text}`, histogram: i % 2 === 0 ? r.histogram : text })),
    stages: load.stages.map((s, i) => ({ ...s, decision: long, p50: oddly(i), p99: oddly(i + 1), achieved: 1e300 })),
    knee: { rate: 1e9, confirmed: false, limitedBy: 'limits', text: long },
    objectives: load.objectives.map((o, i) => ({
      ...o,
      ...{ metric: i === 0 ? text : 'p99', channel: i === 0 ? text : null, limit: i, value: oddly(i), text: long },
    })),
    warmUp: { seconds: 1e9, steady: false, text: long },
    findings: [
      { kind: 'stalls', channel: text, text: long, example: long },
      { kind: 'wrong-answers', channel: text, text: long, example: long },
    ],
    generator: { ...load.generator, k6: { version: text, path: text, output: 'stream' }, cpu: 1e300 },
    target: {
      source: text,
      samples: odd.map((value, i) => ({ second: i % 2 === 0 ? 5 : 1e300, memory: value, cpu: value })),
    },
    whyNotValid: [text],
    notes: [text],
  };
};
