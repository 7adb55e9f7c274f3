import Type from 'typebox';

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
