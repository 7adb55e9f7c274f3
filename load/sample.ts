import Type from 'typebox';

const Milliseconds = Type.Union([Type.Number({ minimum: 0 }), Type.Null()], {
  description: 'milliseconds; null when there is no sample: no samples, no number',
});

/** Lower and upper bound at 95 %; the upper is null where there are too few samples to bound it. */
const Interval = Type.Union([Type.Tuple([Type.Number(), Type.Union([Type.Number(), Type.Null()])]), Type.Null()], {
  description: '95 % confidence interval in milliseconds; null when there is none',
});

const percentiles = {
  p50: Milliseconds,
  p90: Milliseconds,
  p95: Milliseconds,
  p99: Milliseconds,
  p999: Milliseconds,
  p9999: Milliseconds,
  max: Milliseconds,
};

export const ChannelSampleSchema = Type.Object({
  channel: Type.String(),
  requests: Type.Integer({ minimum: 0, description: 'all that were sent, in the warm-up too' }),
  failed: Type.Integer({
    minimum: 0,
    description: 'no answer, a status other than 200, or an answer against the contract; in the warm-up too',
  }),
  rate: Type.Number({ minimum: 0, description: 'answers a second, after the warm-up' }),
  ...percentiles,
  intervals: Type.Object({
    p50: Interval,
    p90: Interval,
    p95: Interval,
    p99: Interval,
    p999: Interval,
    p9999: Interval,
  }),
  histogram: Type.String({
    description: 'HdrHistogram V2 compressed, base64, in microseconds; from the intended start, after the warm-up',
  }),
  /** The same from the moment the request was really sent. */
  service: Type.Object(percentiles),
  /** Quantiles for the plot: [quantile 0..1, milliseconds]. */
  curve: Type.Array(Type.Tuple([Type.Number(), Type.Number()])),
});

/** Latency by what the message carried, over all channels that carried it, after the warm-up. */
export const PayloadSampleSchema = Type.Object({
  payload: Type.String(),
  bytes: Type.Integer({ minimum: 0, description: 'length of the body' }),
  requests: Type.Integer({ minimum: 0 }),
  p50: Milliseconds,
  p99: Milliseconds,
});

export const FindingKindSchema = Type.Enum([
  'errors',
  'wrong-answers',
  'exchanged-answers',
  'repeated-ids',
  'latency-growth',
  'stalls',
  'heavy-tail',
  'slow-channel',
  'payload-cost',
  'no-scaling',
  'memory-growth',
  'objective',
]);

/** Something that a clean target does not do under load. */
export const FindingSchema = Type.Object({
  kind: FindingKindSchema,
  channel: Type.Union([Type.String(), Type.Null()]),
  text: Type.String({ description: 'one sentence with the figures' }),
  example: Type.Optional(Type.String({ description: 'the first wrong answer, secrets removed' })),
});

/** Something that was promised, decided on the interval and not on the number alone. */
export const ObjectiveSchema = Type.Object({
  metric: Type.String({ description: 'p50 … p9999, max, errors (share), throughput (answers a second)' }),
  channel: Type.Union([Type.String(), Type.Null()], { description: 'null: all channels together' }),
  limit: Type.Number({ description: 'at most this; of throughput at least this' }),
  value: Type.Union([Type.Number(), Type.Null()]),
  interval: Type.Union([Type.Tuple([Type.Number(), Type.Union([Type.Number(), Type.Null()])]), Type.Null()], {
    description: '95 % confidence interval, in the unit of the metric',
  }),
  decision: Type.Enum(['met', 'missed', 'undecided']),
  text: Type.String({ description: 'one sentence with the figures, and what would decide it' }),
});

/** A part of constant rate. */
export const StageSchema = Type.Object({
  start: Type.Number({ minimum: 0, description: 'seconds since the start of the run' }),
  seconds: Type.Number({ minimum: 0 }),
  rate: Type.Number({ minimum: 0, description: 'requests a second that were due; 0 in the closed model' }),
  sent: Type.Integer({ minimum: 0 }),
  answered: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({ minimum: 0 }),
  dropped: Type.Integer({ minimum: 0 }),
  achieved: Type.Number({ minimum: 0, description: 'right answers a second' }),
  p50: Milliseconds,
  p95: Milliseconds,
  p99: Milliseconds,
  /** Only in `breakpoint`: whether the objectives were met, and in words why the next rate was higher or lower. */
  met: Type.Optional(Type.Boolean()),
  decision: Type.Optional(Type.String()),
});

/** The highest rate that meets the objectives. */
export const KneeSchema = Type.Object({
  rate: Type.Union([Type.Number(), Type.Null()], { description: 'null: not even the lowest rate meets them' }),
  confirmed: Type.Boolean({ description: 'whether it was held for longer, and met them again' }),
  limitedBy: Type.Enum(['target', 'generator', 'limits'], {
    description: 'what stands above it: of the generator and of limits the target may well do more',
  }),
  text: Type.String(),
});

/** How the load generator fared: whether the numbers are the target's or its own. */
export const GeneratorSchema = Type.Object({
  k6: Type.Object({
    version: Type.String(),
    path: Type.String({ description: 'how it was found: flag, environment, pinned or PATH' }),
    output: Type.Enum(['extension', 'stream'], { description: 'how samples came out of it' }),
  }),
  intendedRate: Type.Number({ description: 'highest rate, in requests a second, that was asked for; 0: closed model' }),
  duration: Type.Number({ description: 'seconds of load' }),
  droppedIterations: Type.Integer({ minimum: 0 }),
  maxVUs: Type.Integer({ minimum: 0 }),
  cpu: Type.Union([Type.Number({ minimum: 0 }), Type.Null()], {
    description: 'cores that k6 used, 1 being all of one; null when it could not be read',
  }),
  /** How late requests were started; it counts in their latencies. */
  late: Type.Object({ p50: Milliseconds, p99: Milliseconds, max: Milliseconds }),
  /** Longest pause of k6's garbage collector in any one second, and of the event loop that reads its output. */
  gcPause: Milliseconds,
  eventLoopDelay: Milliseconds,
  connections: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'most that were open at once' }),
  /** Latency of requests to the generator's own server while the load ran: what the machine adds. */
  control: Type.Object({
    requests: Type.Integer({ minimum: 0 }),
    p50: Milliseconds,
    p99: Milliseconds,
    max: Milliseconds,
  }),
});

/** What the target told of itself. */
export const TargetUseSchema = Type.Object({
  source: Type.String({ description: 'process id or URL' }),
  samples: Type.Array(
    Type.Object({
      second: Type.Number({ minimum: 0 }),
      memory: Type.Union([Type.Number({ minimum: 0 }), Type.Null()], { description: 'resident bytes' }),
      cpu: Type.Union([Type.Number({ minimum: 0 }), Type.Null()], { description: 'CPU seconds so far' }),
    }),
  ),
});

/** Answers of one channel and status that were due in one span of time. All numbers are exact sums of these. */
export const TimelineSchema = Type.Object({
  second: Type.Integer({ minimum: 0, description: 'seconds since the start of the run' }),
  width: Type.Integer({ minimum: 1, description: 'seconds' }),
  channel: Type.String(),
  status: Type.Integer({ minimum: 0, description: '0: no answer' }),
  requests: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({ minimum: 0 }),
  p50: Milliseconds,
  p90: Milliseconds,
  p99: Milliseconds,
  max: Milliseconds,
  histogram: Type.String({ description: 'as in channels; empty without answers' }),
});

/** One scenario's measurement. */
export const LoadSchema = Type.Object({
  scenario: Type.String(),
  model: Type.Enum(['open', 'closed']),
  channels: Type.Array(ChannelSampleSchema),
  payloads: Type.Array(PayloadSampleSchema),
  timeline: Type.Array(TimelineSchema),
  stages: Type.Array(StageSchema),
  knee: Type.Optional(KneeSchema),
  objectives: Type.Array(ObjectiveSchema),
  warmUp: Type.Object({
    seconds: Type.Number({ minimum: 0, description: 'left out of all percentiles' }),
    steady: Type.Union([Type.Boolean(), Type.Null()], {
      description: 'whether latency kept its level afterwards; null: too short to tell, or not to be expected',
    }),
    text: Type.String({ description: 'the rule, and what it found' }),
  }),
  findings: Type.Array(FindingSchema),
  generator: GeneratorSchema,
  target: Type.Optional(TargetUseSchema),
  complete: Type.Boolean({ description: 'false: it was stopped before its end; what was measured is here' }),
  valid: Type.Boolean({ description: 'false: the generator, not the target, shaped these numbers' }),
  whyNotValid: Type.Array(Type.String({ description: 'reason, and what to do' })),
  notes: Type.Optional(
    Type.Array(Type.String(), { description: 'what a reader should know: a limit that made the load smaller, …' }),
  ),
});
export type Load = Type.Static<typeof LoadSchema>;
export type ChannelSample = Type.Static<typeof ChannelSampleSchema>;
export type Finding = Type.Static<typeof FindingSchema>;
export type Generator = Type.Static<typeof GeneratorSchema>;
export type Objective = Type.Static<typeof ObjectiveSchema>;
export type LoadStage = Type.Static<typeof StageSchema>;
export type Knee = Type.Static<typeof KneeSchema>;
