import Type from 'typebox';
import { CaseSchema } from '../../contracts/cases/case.ts';
import { ClauseSchema } from '../../contracts/clauses/clause.ts';
import { ConsumerResultSchema } from '../../contracts/consumers/verify/result.ts';
import { OpinionSchema } from '../../contracts/engines/opinion.ts';
import { RepetitionSchema } from '../../contracts/verdicts/repetition.ts';
import { CoverageSchema, DisagreementSchema, VerdictSchema } from '../../contracts/verdicts/verdict.ts';
import { ComparisonSchema, ExperimentSchema } from '../../load/comparison/record.ts';
import { LoadSchema } from '../../load/sample.ts';
import { HarnessFaultSchema, HeaderSchema, KeptSchema, NotRunSchema, UnreadSchema } from './events.ts';

export const ResultSchema = Type.Enum(['passed', 'failed', 'inconclusive']);

/** Everything that a run found out: the fold of its events, and the one source of every report. */
export const RunRecordSchema = Type.Object({
  ...HeaderSchema.properties,
  finishedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'null: the run did not finish',
  }),
  result: ResultSchema,
  clauses: Type.Array(ClauseSchema),
  unread: Type.Array(UnreadSchema, { description: 'sentences of the document that nobody has read for their demand' }),
  cases: Type.Array(CaseSchema),
  verdicts: Type.Array(VerdictSchema),
  opinions: Type.Array(OpinionSchema),
  disagreements: Type.Array(DisagreementSchema),
  exchanges: Type.Array(KeptSchema, { description: 'size-capped; the whole of each is in exchanges/<sha256>.json' }),
  coverage: Type.Union([CoverageSchema, Type.Null()]),
  repetition: Type.Union([RepetitionSchema, Type.Null()], { description: 'how rare a fault the run could have found' }),
  consumers: Type.Optional(
    Type.Array(ConsumerResultSchema, { description: 'what pacts of consumers expect; left out where none were given' }),
  ),
  loads: Type.Array(LoadSchema),
  comparisons: Type.Array(ComparisonSchema, { description: 'two targets, or a target and its past: how fast' }),
  experiment: Type.Union([ExperimentSchema, Type.Null()], { description: 'the measurement behind the comparisons' }),
  notRun: Type.Array(NotRunSchema),
  faults: Type.Array(HarnessFaultSchema),
});
export type RunRecord = Type.Static<typeof RunRecordSchema>;
