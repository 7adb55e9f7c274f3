import type { Finding, Load, Objective } from '../../load/sample.ts';
import { type Script, simulate } from './simulated-load.ts';

export const sampleChannels: Script['channels'] = [
  { channel: 'email', median: 14, spread: 0.28 },
  { channel: 'slack', median: 21, spread: 0.32 },
  { channel: 'live_chat', median: 9, spread: 0.25 },
  { channel: 'teams', median: 26, spread: 0.36 },
];

export const samplePayloads: Script['payloads'] = [
  { payload: 'plain', bytes: 180, slower: 0.95 },
  { payload: 'long', bytes: 12_400, slower: 1.05 },
  { payload: 'attachment', bytes: 310_000, slower: 1.5 },
];

const healthy = () => ({ share: 0, status: 200 });

/** A cold start that fades, and a little unrest. */
const warming = (second: number): number => (1 + 1.6 * Math.exp(-second / 2)) * (1 + 0.08 * Math.sin(second * 1.7));

export const sampleGenerator: Load['generator'] = {
  k6: { version: '1.4.0', path: 'pinned', output: 'extension' },
  intendedRate: 200,
  duration: 60,
  droppedIterations: 0,
  maxVUs: 80,
  cpu: 0.31,
  late: { p50: 0.06, p99: 0.41, max: 3.2 },
  gcPause: 0.8,
  eventLoopDelay: 11.4,
  connections: 64,
  control: { requests: 600, p50: 0.21, p99: 0.94, max: 4.1 },
};

type Decision = Objective['decision'];

const p99: Readonly<Record<Decision, Objective>> = {
  met: {
    ...{ metric: 'p99', channel: null, limit: 250, value: 66.4, interval: [63.1, 70.2], decision: 'met' },
    text: 'p99 of all channels is 66.4 ms (95 %: 63.1 to 70.2), at most 250 ms were promised.',
  },
  missed: {
    ...{ metric: 'p99', channel: null, limit: 50, value: 66.4, interval: [63.1, 70.2], decision: 'missed' },
    text: 'p99 of all channels is 66.4 ms (95 %: 63.1 to 70.2), more than the 50 ms that were promised.',
  },
  undecided: {
    ...{ metric: 'p9999', channel: 'teams', limit: 150, value: 131, interval: [118, null], decision: 'undecided' },
    text: 'p99.99 on teams is 131 ms, at most 150 ms were promised, but 2,700 answers do not tell: it takes about 30,000, so run it for 11 minutes.',
  },
};

const errors: Objective = {
  ...{ metric: 'errors', channel: null, limit: 0.001, value: 0, interval: [0, 0.00035], decision: 'met' },
  text: 'None of 12,000 requests failed (95 %: at most 0.035 %), at most 0.1 % were promised.',
};

const throughput: Objective = {
  ...{ metric: 'throughput', channel: 'email', limit: 49, value: 50, interval: null, decision: 'met' },
  text: '50 right answers a second on email, at least 49 were promised.',
};

/** Objectives that come to this, together with two that are met. */
export const sampleObjectives = (decision: Decision): Objective[] => [p99[decision], errors, throughput];

export interface SampleLoadOptions {
  valid?: boolean;
  stall?: boolean;
  complete?: boolean;
  objectives?: Decision;
  memory?: boolean;
}

const stallFindings: Finding[] = [
  { kind: 'stalls', channel: null, text: 'For 2.1 seconds no answer came on any channel (second 31 of 60).' },
  {
    kind: 'wrong-answers',
    channel: 'teams',
    text: '12 of 3,000 answers (0.4 %) do not fit the contract: property "channel" is missing.',
    example: 'HTTP 200\ncontent-type: application/json\n\n{"id":"msg_91","thread_id":"thr_4"}',
  },
];

const simulated = new Map<string, ReturnType<typeof simulate>>();

/** Made once: property tests ask for thousands. */
const simulatedMinute = (seconds: number, stall: boolean, dropped: number): ReturnType<typeof simulate> => {
  const key = JSON.stringify([seconds, stall, dropped]);
  const made = simulated.get(key) ?? simulate(minute(seconds, stall, dropped));
  simulated.set(key, made);
  return made;
};

const minute = (seconds: number, stall: boolean, dropped: number): Script => ({
  stages: [{ seconds, rate: 200, dropped }],
  channels: sampleChannels,
  payloads: samplePayloads,
  warmUp: 5,
  slower: (second) => warming(second) * (dropped > 0 ? 1.5 : 1),
  ...(stall ? { stall: { from: 31, to: 33.1 } } : {}),
  failing: (second, _, channel) =>
    stall && channel === 'teams' && second >= 20 && second < 26 ? { share: 0.05, status: 200 } : healthy(),
});

/** A load of a minute over all four channels; `stall` puts two seconds of silence into the middle of it. */
export const sampleLoad = (options: SampleLoadOptions = {}): Load => {
  const { valid = true, stall = false, complete = true, memory = false } = options;
  const objectives = options.objectives ? sampleObjectives(options.objectives) : [];
  const missed = objectives.filter(({ decision }) => decision === 'missed');
  const duration = complete ? 60 : 22;
  return {
    scenario: 'smoke',
    model: 'open',
    ...simulatedMinute(duration, stall, valid ? 0 : 2140),
    objectives,
    warmUp: {
      seconds: 5,
      steady: complete ? true : null,
      text: `The first tenth of the run, at least 5 s, is left out.${complete ? ' Latency kept its level afterwards.' : ' The run was too short to tell whether latency kept its level.'}`,
    },
    findings: [
      ...(stall ? stallFindings : []),
      ...missed.map(({ channel, text }) => ({ kind: 'objective' as const, channel, text })),
    ],
    generator: {
      ...sampleGenerator,
      duration,
      ...(valid ? {} : { droppedIterations: 2140, cpu: 0.97, late: { p50: 4.2, p99: 310, max: 840 } }),
    },
    ...(memory ? { target: sampleTarget(duration, 0) } : {}),
    complete,
    valid,
    whyNotValid: valid
      ? []
      : ['k6 could not start 2,140 of 12,000 requests in time: lower --rate, or run it on a machine with more cores.'],
  };
};

/** A target that tells memory each second, growing by some bytes each. */
export const sampleTarget = (seconds: number, growth: number): NonNullable<Load['target']> => ({
  source: 'process 4711',
  samples: Array.from({ length: seconds }, (_, second) => ({
    second,
    memory: Math.round(182e6 + 9e6 * ((second * 7) % 11) * 0.1 + growth * second + 2e7 * (1 - Math.exp(-second / 4))),
    cpu: 0.42 * second + 0.05 * Math.sin(second),
  })),
});
