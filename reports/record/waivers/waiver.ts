import Type from 'typebox';

const words = (description: string) => Type.String({ pattern: '\\S', description });

/**
 * A failure that is known and accepted until a day. Ids are exact: a glob would also waive failures that nobody has seen
 * yet, and could not say when it is no longer needed.
 */
export const WaiverSchema = Type.Object(
  {
    clause: Type.Optional(Type.String({ description: 'id of a clause: waives its failures, in whichever case' })),
    case: Type.Optional(Type.String({ description: 'id of a case: waives its failures, of whichever clause' })),
    reason: words('why this may fail for now'),
    owner: words('who sees to it that it ends'),
    expires: Type.String({ format: 'date', description: 'the last day on which it waives, in UTC, as 2027-01-31' }),
  },
  { additionalProperties: false, oneOf: [{ required: ['clause'] }, { required: ['case'] }] },
);
export type Waiver = Type.Static<typeof WaiverSchema>;

/** What a user keeps in their repository and gives to `--waivers`. */
export const WaiversFileSchema = Type.Object(
  { $schema: Type.Optional(Type.String()), waivers: Type.Array(WaiverSchema) },
  { additionalProperties: false, title: 'sendproof waivers' },
);
export type WaiversFile = Type.Static<typeof WaiversFileSchema>;
