import Type from 'typebox';
import { METRICS } from '../stats/compare/types.ts';

/** Comparisons as the record keeps them. */
const Numeric = Type.Union([Type.Number(), Type.Null()]);
const Bounds = Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()]);
const DecisionSchema = Type.Enum(['worse', 'notWorse', 'undecided']);

/**
 * One subject. `baseline` and `candidate` in the metric's unit (ms; shares; answers/s; ms of CPU a request; bytes);
 * `change`, `interval`, `threshold` and `detectable` as shares of the baseline's value (0.05 is 5 %), of errors as
 * differences of shares. Positive: the candidate is worse.
 */
export const ComparisonSchema = Type.Object({
  metric: Type.Enum([...METRICS]),
  channel: Type.Union([Type.String(), Type.Null()], { description: 'null: all channels together' }),
  baseline: Numeric,
  candidate: Numeric,
  change: Numeric,
  interval: Bounds,
  threshold: Type.Number({ description: 'the margin: smaller changes are accepted' }),
  required: Type.Boolean({ description: 'the whole is "not worse" only when this one is' }),
  decision: DecisionSchema,
  detectable: Numeric,
  neededSeconds: Type.Union([Type.Number({ minimum: 0 }), Type.Null()], {
    description: 'of measuring at this rate until the margin could be told; null: not known',
  }),
  text: Type.String({ description: 'one sentence with the figures' }),
});

const SideSchema = Type.Object({
  name: Type.String(),
  baseUrl: Type.String(),
  requests: Type.Integer({ minimum: 0, description: 'in the time that was judged' }),
  failed: Type.Integer({ minimum: 0 }),
  warmUp: Type.Number({ minimum: 0, description: 'seconds at the start in which it was slower than later' }),
  histogram: Type.String({ description: 'right answers: HdrHistogram V2 compressed, base64, in microseconds' }),
  /** Why requests failed, the most frequent first. */
  failures: Type.Array(Type.Object({ why: Type.String(), count: Type.Integer({ minimum: 1 }) })),
});

/** The run that the comparisons came from: all that a report shows beside the rows. */
export const ExperimentSchema = Type.Object({
  kind: Type.Enum(['duet', 'one-at-a-time', 'stored']),
  decision: DecisionSchema,
  text: Type.String({ description: 'one sentence for somebody who reads nothing else' }),
  why: Type.Union([Type.String(), Type.Null()], { description: 'why it is undecided' }),
  hint: Type.Union([Type.String(), Type.Null()], { description: 'what would decide it' }),
  baseline: SideSchema,
  candidate: SideSchema,
  sameTarget: Type.Boolean({ description: 'both have the same URL: a comparison of a thing with itself' }),
  rate: Type.Number({ description: 'requests a second to each side' }),
  rateText: Type.String({ description: 'how the rate was found' }),
  seed: Type.Integer(),
  budget: Type.Number({ description: 'seconds' }),
  seconds: Type.Number({ description: 'from the first request to the decision' }),
  chunkSeconds: Type.Number(),
  looks: Type.Array(Type.Object({ chunks: Type.Integer(), seconds: Type.Number(), decision: DecisionSchema }), {
    description: 'each time that the chunks so far were judged',
  }),
  /** The baseline against itself. */
  control: Type.Array(ComparisonSchema),
  /** Of each subject the change in each chunk, as in `ComparisonSchema`. */
  chunks: Type.Object({
    subjects: Type.Array(Type.Object({ metric: Type.String(), channel: Type.Union([Type.String(), Type.Null()]) })),
    starts: Type.Array(Type.Number({ description: 'seconds since the start of the measurement' })),
    values: Type.Array(Type.Array(Numeric)),
    control: Type.Array(Type.Array(Numeric)),
  }),
  /** The change by quantile with its 95 % band, all channels together. */
  shift: Type.Array(
    Type.Object({
      quantile: Type.Number(),
      baseline: Type.Number(),
      candidate: Type.Number(),
      change: Type.Number(),
      interval: Bounds,
    }),
  ),
  generator: Type.Object({
    k6: Type.String({ description: 'version, and how it was found' }),
    cpu: Numeric,
    lateP99: Numeric,
    dropped: Type.Integer({ minimum: 0 }),
    problems: Type.Array(Type.String({ description: 'why these numbers are not the targets’' })),
  }),
  notes: Type.Array(Type.String()),
});

export type Comparison = Type.Static<typeof ComparisonSchema>;
export type Experiment = Type.Static<typeof ExperimentSchema>;
