import Type from 'typebox';
import { EngineSchema } from '../cases/case.ts';

/** What an engine itself thought of a case, beside the judge's verdict about the same bytes. */
export const OpinionSchema = Type.Object({
  case: Type.String(),
  engine: EngineSchema,
  entry: Type.Integer({ minimum: 0 }),
  outcome: Type.Enum(['passed', 'failed', 'fault']),
  words: Type.String({ description: 'in the engine’s own words' }),
});
export type Opinion = Type.Static<typeof OpinionSchema>;
