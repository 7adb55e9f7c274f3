import Type from 'typebox';
import { Check } from 'typebox/value';
import type { Change } from './change.ts';

/**
 * Changes that somebody has looked at and takes. The sentence stands beside the id: when the same place changes in another
 * way, that is not accepted.
 */
export const AcceptanceSchema = Type.Object(
  {
    accepted: Type.Array(
      Type.Object(
        {
          id: Type.String({ description: 'as "sendproof diff" shows it' }),
          sentence: Type.String({ description: 'as "sendproof diff" shows it' }),
          why: Type.String({ minLength: 1 }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Acceptance = Type.Static<typeof AcceptanceSchema>;

/** Whether a value has the form of an acceptance. */
export function isAcceptance(value: unknown): value is Acceptance {
  return Check(AcceptanceSchema, value);
}

/** What is left to be accepted, what has been, and acceptances of changes that are not there. */
export type Weighed = {
  open: readonly Change[];
  accepted: readonly (Change & { why: string })[];
  idle: Acceptance['accepted'];
};

/** Holds changes against what has been accepted. Changes that hurt nobody need nobody's consent. */
export function weigh(changes: readonly Change[], { accepted }: Acceptance): Weighed {
  const find = (change: Change) =>
    accepted.find(({ id, sentence }) => id === change.id && sentence === change.sentence);
  const heavy = changes.filter(({ kind }) => kind !== 'nobody');
  return {
    open: heavy.filter((change) => find(change) === undefined),
    accepted: heavy.flatMap((change) => {
      const found = find(change);
      return found === undefined ? [] : [{ ...change, why: found.why }];
    }),
    idle: accepted.filter((one) => !heavy.some((change) => find(change) === one)),
  };
}
