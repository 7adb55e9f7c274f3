import Type from 'typebox';

/**
 * What became of one interaction of a consumer's pact on a target. `unpromised`: the target does something else, but the
 * contract does not promise what the consumer expects. `fault`: no answer could be had that says anything.
 */
export const outcomes = ['passed', 'failed', 'unpromised', 'untested', 'inapplicable', 'fault'] as const;

/** One interaction of a consumer, verified on the target by Pact's own Verifier. */
export const ConsumerResultSchema = Type.Object({
  id: Type.String({ description: 'what its exchanges have in place of a case' }),
  consumer: Type.String(),
  provider: Type.String(),
  source: Type.String({ description: 'the file of the pact as the user wrote it, or its URL at the broker' }),
  description: Type.String(),
  states: Type.Array(Type.String(), { description: 'names of the provider states, as the pact has them' }),
  outcome: Type.Enum([...outcomes]),
  accepted: Type.Optional(Type.Literal(true, { description: 'untested, and the profile says why that is all right' })),
  reason: Type.String({ description: 'empty where it passed and there is nothing to say' }),
  exchange: Type.Union([Type.String(), Type.Null()], { description: 'id of the last exchange' }),
});
export type ConsumerResult = Type.Static<typeof ConsumerResultSchema>;

/** Ids of interactions among those of cases: no case has a colon and a space. */
const prefix = 'consumer: ';

/** The id of an interaction by its place, from 1, in all that a run verifies. */
export function interactionId(place: number): string {
  return `${prefix}${place}`;
}

/** Whether an exchange belongs to an interaction of a consumer, and so to no case. */
export function isOfConsumer({ case: id }: { case: string }): boolean {
  return id.startsWith(prefix);
}
