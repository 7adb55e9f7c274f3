import Type from 'typebox';
import type { Json } from './json.ts';

/** How much a demand weighs: `must` fails an audit, `should` warns (fails with `--strict`), `info` never fails. */
export const LevelSchema = Type.Enum(['must', 'should', 'info']);
export type Level = Type.Static<typeof LevelSchema>;

/** Where a demand comes from. Everything but `keyword` and `sentence` is silent in the document and says so here. */
export const SourceSchema = Type.Union([
  Type.Object({ kind: Type.Literal('keyword'), keyword: Type.String(), value: Type.Unsafe<Json>(Type.Unknown()) }),
  Type.Object({ kind: Type.Literal('sentence'), quote: Type.String() }),
  Type.Object({
    kind: Type.Literal('meaning'),
    of: Type.String({ description: 'the name whose plain meaning demands it' }),
  }),
  Type.Object({ kind: Type.Literal('rfc'), section: Type.String({ description: 'for example "RFC 6750, 3.1"' }) }),
]);
export type Source = Type.Static<typeof SourceSchema>;

/** One demand of the contract. */
export const ClauseSchema = Type.Object({
  id: Type.String(),
  level: LevelSchema,
  pointer: Type.String({ description: 'JSON pointer (RFC 6901) into the contract document' }),
  line: Type.Integer({ minimum: 1, description: 'line of that place in the contract document' }),
  text: Type.String({ description: 'the demand in one sentence' }),
  source: SourceSchema,
});
export type Clause = Type.Static<typeof ClauseSchema>;
