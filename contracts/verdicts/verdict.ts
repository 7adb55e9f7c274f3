import Type from 'typebox';
import { EngineSchema } from '../cases/case.ts';
import { LevelSchema } from '../clauses/clause.ts';
import { OpinionSchema } from '../engines/opinion.ts';

/** W3C EARL's outcome values. */
export const OutcomeSchema = Type.Enum(['passed', 'failed', 'cantTell', 'inapplicable', 'untested']);
export type Outcome = Type.Static<typeof OutcomeSchema>;

/** What one exchange of one case says about one clause. */
export const VerdictSchema = Type.Object({
  case: Type.String(),
  clause: Type.String(),
  level: LevelSchema,
  engine: EngineSchema,
  outcome: OutcomeSchema,
  reason: Type.String(),
  exchange: Type.Union([Type.String(), Type.Null()], { description: 'id of the evidence; null when nothing was sent' }),
  accepted: Type.Optional(Type.Literal(true, { description: 'untested, and the profile says why that is all right' })),
});
export type Verdict = Type.Static<typeof VerdictSchema>;

/** An engine and the judge differ about the same exchange. Without an explanation it is a finding about the harness. */
export const DisagreementSchema = Type.Object({
  case: Type.String(),
  engine: EngineSchema,
  opinion: OpinionSchema,
  judged: Type.Enum(['passed', 'failed']),
  explanation: Type.Union([Type.String(), Type.Null()]),
});
export type Disagreement = Type.Static<typeof DisagreementSchema>;

/** How much of the contract a plan or a run reaches. Always counted, never stated. */
export const CoverageSchema = Type.Object({
  clauses: Type.Integer({ minimum: 0, description: 'clauses of the contract' }),
  planned: Type.Integer({ minimum: 0, description: 'clauses with at least one case' }),
  decided: Type.Integer({ minimum: 0, description: 'clauses with at least one passed or failed verdict' }),
  holes: Type.Array(Type.Object({ clause: Type.String(), reason: Type.String() }), {
    description: 'clauses without a decision, each with the reason',
  }),
});
export type Coverage = Type.Static<typeof CoverageSchema>;
