import Type from 'typebox';

const words = (description: string) => Type.String({ pattern: '\\S', description });

const lasting = {
  reason: words('why this may fail for now'),
  owner: words('who sees to it that it ends'),
  expires: Type.String({ format: 'date', description: 'the last day on which it waives, in UTC, as 2027-01-31' }),
};
const failure = {
  clause: Type.Optional(Type.String({ description: 'id of a clause: waives its failures, in whichever case' })),
  case: Type.Optional(Type.String({ description: 'id of a case: waives its failures, of whichever clause' })),
};
const change = {
  change: words('id of a change, as "sendproof diff" shows it'),
  sentence: words('what has changed, as "sendproof diff" shows it: another change of the same place is not waived'),
};

/**
 * A failure that is known and accepted until a day. Ids are exact: a glob would also waive failures that nobody has seen
 * yet, and could not say when it is no longer needed.
 */
export const WaiverSchema = Type.Object(
  { ...failure, ...lasting },
  { additionalProperties: false, oneOf: [{ required: ['clause'] }, { required: ['case'] }] },
);
export type Waiver = Type.Static<typeof WaiverSchema>;

/** A change of the contract that hurts somebody, or must be read, and is wanted. */
export const ChangeWaiverSchema = Type.Object({ ...change, ...lasting }, { additionalProperties: false });
export type ChangeWaiver = Type.Static<typeof ChangeWaiverSchema>;

/** Either of them, as it stands in a file. */
export const AnyWaiverSchema = Type.Object(
  { ...failure, ...Type.Partial(Type.Object(change)).properties, ...lasting },
  {
    additionalProperties: false,
    oneOf: [{ required: ['clause'] }, { required: ['case'] }, { required: ['change'] }],
    dependencies: { change: ['sentence'], sentence: ['change'] },
  },
);
export type AnyWaiver = Type.Static<typeof AnyWaiverSchema>;

/** What a user keeps in their repository and gives to `--waivers`. */
export const WaiversFileSchema = Type.Object(
  { $schema: Type.Optional(Type.String()), waivers: Type.Array(AnyWaiverSchema) },
  { additionalProperties: false, title: 'sendproof waivers' },
);
export type WaiversFile = Type.Static<typeof WaiversFileSchema>;
