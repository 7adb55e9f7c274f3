import Type from 'typebox';
import type { Party } from '../diff/change.ts';

const ExchangesSchema = Type.Array(Type.String(), { description: 'ids of the exchanges that show it' });

/** Which document a target follows in one change. */
export const ReadingSchema = Type.Union([
  Type.Object({
    as: Type.Enum(['old', 'new', 'both'], { description: '`both`: what it did is right under either document' }),
    exchanges: ExchangesSchema,
  }),
  Type.Object({ as: Type.Literal('unknown'), why: Type.String(), exchanges: ExchangesSchema }),
]);
export type Reading = Type.Static<typeof ReadingSchema>;

/** What a change of the document is to the targets that were asked. */
export const findings = [
  'corrected',
  'broken',
  'followed',
  'unchanged',
  'reversed',
  'asOld',
  'asNew',
  'asBoth',
  'cannotTell',
] as const;

export const BehaviourSchema = Type.Object({
  change: Type.String({ description: 'id of the change' }),
  finding: Type.Enum([...findings]),
  before: Type.Union([ReadingSchema, Type.Null()]),
  after: Type.Union([ReadingSchema, Type.Null()]),
});
export type Behaviour = Type.Static<typeof BehaviourSchema>;

/** `before` and `after` are targets: `null` where none was given. */
export type Readings = { before: Reading | null; after: Reading | null };

/** What the readings of both targets come to, or that of the one that was asked. `hurts`: whom the change does. */
export function findingOf({ before, after }: Readings, hurts: readonly Party[]): Behaviour['finding'] {
  if (before === null || after === null) return ofOne(before ?? after);
  if (before.as === 'unknown' || after.as === 'unknown') return 'cannotTell';
  if (after.as === 'old') return before.as === 'old' ? 'unchanged' : 'reversed';
  if (before.as === 'new' || (before.as === 'both' && after.as === 'both')) return 'corrected';
  return after.as === 'new' && hurts.includes('clients') ? 'broken' : 'followed';
}

function ofOne(reading: Reading | null): Behaviour['finding'] {
  const names = { old: 'asOld', new: 'asNew', both: 'asBoth', unknown: 'cannotTell' } as const;
  return names[reading?.as ?? 'unknown'];
}
