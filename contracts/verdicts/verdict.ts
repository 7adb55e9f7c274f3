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

/**
 * Why nothing was decided in a cell of the coverage, from what to mend to what cannot be otherwise:
 * `no-case`: sendproof has no case for it; `undecided`: sent, but no answer decided it; `profile`: the target's profile
 * leaves it out; `left-out`: this run leaves its cases out; `in-passing`: no case of its own, but valid messages keep it;
 * `document`: the document demands nothing there.
 */
export const holeKinds = ['no-case', 'undecided', 'profile', 'left-out', 'in-passing', 'document'] as const;
export const HoleSchema = Type.Object({
  kind: Type.Enum([...holeKinds], { description: '`no-case` is a hole of sendproof, `document` is none' }),
  reason: Type.String({ description: 'the sentence or the rule that makes it so, or what kept it from a decision' }),
});
export type Hole = Type.Static<typeof HoleSchema>;

/** One clause on the threads of one channel, in the answers of one kind. */
export const CellSchema = Type.Object({
  clause: Type.String(),
  channel: Type.String({
    description: 'of the thread that the cases are asked on; `none` where it is unknown or foreign',
  }),
  response: Type.String({ description: 'what the cases ask for: the status of a message that goes out, or `default`' }),
  planned: Type.Integer({ minimum: 0, description: 'cases that show the clause there' }),
  decided: Type.Integer({ minimum: 0, description: 'of these, the ones with a passed or failed verdict about it' }),
  hole: Type.Optional(HoleSchema),
});
export type Cell = Type.Static<typeof CellSchema>;

/** How much of the contract a plan or a run reaches. Always counted, never stated. */
export const CoverageSchema = Type.Object({
  clauses: Type.Integer({ minimum: 0, description: 'clauses of the contract' }),
  planned: Type.Integer({ minimum: 0, description: 'clauses with at least one case' }),
  decided: Type.Integer({ minimum: 0, description: 'clauses with at least one passed or failed verdict' }),
  holes: Type.Array(Type.Object({ clause: Type.String(), reason: Type.String() }), {
    description: 'clauses without a decision, each with the reason',
  }),
  cells: Type.Array(CellSchema, { description: 'every clause on every channel in both kinds of answers' }),
});
export type Coverage = Type.Static<typeof CoverageSchema>;
