import type { ChannelSample, Load } from '../../load/sample.ts';

const channels = [
  { channel: 'email', median: 14, tail: 5 },
  { channel: 'slack', median: 21, tail: 6 },
  { channel: 'live_chat', median: 9, tail: 4 },
  { channel: 'teams', median: 26, tail: 9 },
];

const quantiles = [0, 0.1, 0.25, 0.5, 0.6, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 1];

/** A curve of latencies with a tail: log-normal in shape, made up. */
const at = (median: number, tail: number, q: number): number =>
  median * (0.6 + 0.8 * q) + tail * Math.log10(1 / (1 - Math.min(q, 0.9997))) ** 2;

const sampleChannel = (name: string, median: number, tail: number, failed: number): ChannelSample => ({
  channel: name,
  requests: 3000,
  failed,
  rate: 50,
  p50: at(median, tail, 0.5),
  p90: at(median, tail, 0.9),
  p95: at(median, tail, 0.95),
  p99: at(median, tail, 0.99),
  p999: at(median, tail, 0.999),
  max: at(median, tail, 1),
  histogram: 'HISTFAAAABx4nJNpmSzMwMDAzAABMJoZTM1jgAoAAFW4AwM=',
  curve: quantiles.map((q) => [q, at(median, tail, q)]),
});

/** A load of a minute over all four channels; `stall` puts a second of silence into the middle of it. */
export const sampleLoad = (options: { valid?: boolean; stall?: boolean } = {}): Load => {
  const { valid = true, stall = false } = options;
  const seconds = Array.from({ length: 60 }, (_, second) => second);
  return {
    scenario: 'smoke',
    channels: channels.map((c) => sampleChannel(c.channel, c.median, c.tail, stall && c.channel === 'teams' ? 12 : 0)),
    timeline: seconds.flatMap((second) =>
      channels.map(({ channel, median, tail }) => {
        const wave = 1 + 0.12 * Math.sin(second * 1.7 + median);
        const halted = stall && (second === 31 || second === 32) ? 12 : 1;
        return { second, channel, requests: 50, p50: median * wave * halted, p99: (median + 4 * tail) * wave * halted };
      }),
    ),
    findings: stall
      ? [
          { kind: 'stalls', channel: null, text: 'For 2.1 seconds no answer came on any channel (second 31 of 60).' },
          {
            kind: 'wrong-answers',
            channel: 'teams',
            text: '12 of 3,000 answers (0.4 %) do not fit the contract: property "channel" is missing.',
            example: 'HTTP 200\ncontent-type: application/json\n\n{"id":"msg_91","thread_id":"thr_4"}',
          },
        ]
      : [],
    generator: {
      k6: { version: '1.4.0', path: 'pinned' },
      intendedRate: 200,
      duration: 60,
      droppedIterations: valid ? 0 : 2140,
      maxVUs: 80,
      cpu: valid ? 0.31 : 0.97,
    },
    valid,
    whyNotValid: valid
      ? []
      : ['k6 could not start 2,140 of 12,000 requests in time: lower --rate, or run it on a machine with more cores.'],
  };
};
