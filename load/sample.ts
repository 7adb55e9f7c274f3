import Type from 'typebox';

const Milliseconds = Type.Union([Type.Number({ minimum: 0 }), Type.Null()], {
  description: 'milliseconds; null when there is no sample: no samples, no number',
});

export const ChannelSampleSchema = Type.Object({
  channel: Type.String(),
  requests: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({
    minimum: 0,
    description: 'no answer, a status other than 200, or an answer against the contract',
  }),
  rate: Type.Number({ minimum: 0, description: 'answers a second' }),
  p50: Milliseconds,
  p90: Milliseconds,
  p95: Milliseconds,
  p99: Milliseconds,
  p999: Milliseconds,
  max: Milliseconds,
  histogram: Type.String({ description: 'HdrHistogram V2 compressed, base64, in microseconds' }),
  /** Quantiles for the plot: [quantile 0..1, milliseconds]. */
  curve: Type.Array(Type.Tuple([Type.Number(), Type.Number()])),
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

/** How the load generator fared: whether the numbers are the target's or its own. */
export const GeneratorSchema = Type.Object({
  k6: Type.Object({
    version: Type.String(),
    path: Type.String({ description: 'how it was found: flag, environment, pinned or PATH' }),
  }),
  intendedRate: Type.Number({ description: 'requests a second that were asked for' }),
  duration: Type.Number({ description: 'seconds of measured load' }),
  droppedIterations: Type.Integer({ minimum: 0 }),
  maxVUs: Type.Integer({ minimum: 0 }),
  /** Share of one machine's CPU time that k6 used, 0..1 for each core; null when it could not be read. */
  cpu: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
});

/** One scenario's measurement. */
export const LoadSchema = Type.Object({
  scenario: Type.String(),
  channels: Type.Array(ChannelSampleSchema),
  /** Latency over time for the plot, a row a second and channel: p50 and p99 in milliseconds. */
  timeline: Type.Array(
    Type.Object({
      second: Type.Integer({ minimum: 0 }),
      channel: Type.String(),
      requests: Type.Integer({ minimum: 0 }),
      p50: Milliseconds,
      p99: Milliseconds,
    }),
  ),
  findings: Type.Array(FindingSchema),
  generator: GeneratorSchema,
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
