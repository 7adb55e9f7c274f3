import Type from 'typebox';
import { stateNames, statePattern } from '../cases/state.ts';

const Untested = Type.Object({ untested: Type.String({ minLength: 1 }) }, { additionalProperties: false });

const Entry = Type.Object(
  {
    thread: Type.String({ minLength: 1 }),
    token: Type.Optional(Type.String({ description: 'name of a token; "full" when left out' })),
    channelId: Type.Optional(Type.String({ minLength: 1, description: 'Slack channel id to send as channel_id' })),
  },
  { additionalProperties: false },
);

const State = Type.Union([Type.Literal('inapplicable'), Untested, Entry, Type.Array(Entry, { minItems: 1 })]);

const Token = Type.Union([
  Type.Object(
    { env: Type.String({ minLength: 1, description: 'environment variable that holds the token' }) },
    { additionalProperties: false },
  ),
  Untested,
]);

const ProviderState = Type.Union([
  Type.String({ minLength: 1, description: 'name of a state of this profile' }),
  Type.Object(
    {
      state: Type.String({ minLength: 1 }),
      token: Type.Optional(Type.String({ description: 'name of a token; that of the state when left out' })),
    },
    { additionalProperties: false },
  ),
  Untested,
]);

/** What a user says of a target. */
export const ProfileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    name: Type.String({ minLength: 1 }),
    baseUrl: Type.String({ pattern: '^https?://', description: 'what stands before /threads/…' }),
    consent: Type.Optional(Type.String({ minLength: 1, description: 'needed for a target that is not on loopback' })),
    tokens: Type.Record(Type.String(), Token),
    states: Type.Unsafe<Record<string, Type.Static<typeof State>>>({
      ...Type.Object(Object.fromEntries(stateNames.map((name) => [name, Type.Optional(State)])), {
        additionalProperties: false,
      }),
      // Of channels that only another version of the document has.
      patternProperties: { [statePattern.source]: State },
    }),
    providerStates: Type.Optional(
      Type.Record(Type.String(), ProviderState, {
        description: 'which state stands for what the pacts of consumers call otherwise',
      }),
    ),
    attachmentUrl: Type.Optional(
      Type.String({ pattern: '^https://', description: 'an https URL that the target can fetch' }),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          requests: Type.Optional(Type.Integer({ minimum: 1 })),
          ratePerSecond: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
        },
        { additionalProperties: false },
      ),
    ),
    metrics: Type.Optional(
      Type.Union([
        Type.Object({ pid: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
        Type.Object({ prometheus: Type.String({ pattern: '^https?://' }) }, { additionalProperties: false }),
      ]),
    ),
  },
  { additionalProperties: false, title: 'sendproof profile' },
);
export type Profile = Type.Static<typeof ProfileSchema>;
export type ProviderStateInProfile = Type.Static<typeof ProviderState>;
export type EntryInProfile = Type.Static<typeof Entry>;
