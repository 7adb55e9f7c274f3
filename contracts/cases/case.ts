import Type from 'typebox';
import { LevelSchema } from '../clauses/clause.ts';
import type { Json } from '../clauses/json.ts';
import { engines } from './engine.ts';
import { type StateName, stateNames, statePattern } from './state.ts';

export const ChannelSchema = Type.String({ description: 'as the document calls it' });

export const StateNameSchema = Type.Unsafe<StateName>(
  Type.Union([Type.Enum([...stateNames]), Type.String({ pattern: statePattern.source })]),
);
export const EngineSchema = Type.Enum([...engines]);

/** How a token that is sent differs from the real one, where it does: nobody was ever given what comes out. */
export const tokenChanges = ['longer', 'segment', 'comma', 'shorter', 'other-case'] as const;
export const TokenChangeSchema = Type.Enum([...tokenChanges]);
export type TokenChange = (typeof tokenChanges)[number];

/**
 * What stands in the Authorization header. A `token` is named, never written: the gate puts the real value in. `state`
 * is the token that the profile gives the case's state.
 */
export const AuthorizationSchema = Type.Union([
  Type.Object({ kind: Type.Literal('none') }),
  Type.Object({
    kind: Type.Literal('token'),
    token: Type.String(),
    scheme: Type.String(),
    change: Type.Optional(TokenChangeSchema),
  }),
  Type.Object({ kind: Type.Literal('raw'), value: Type.String() }),
]);
export type Authorization = Type.Static<typeof AuthorizationSchema>;

/**
 * A body is a JSON value, text as it is (for what is not JSON), bytes that are no text, one value after the other drawn at
 * random from those that fit the case, or nothing at all.
 */
export const BodySchema = Type.Union([
  Type.Object({ kind: Type.Literal('json'), value: Type.Unsafe<Json>(Type.Unknown()) }),
  Type.Object({ kind: Type.Literal('text'), text: Type.String() }),
  Type.Object({ kind: Type.Literal('bytes'), base64: Type.String() }),
  Type.Object({ kind: Type.Literal('drawn'), values: Type.Integer({ minimum: 1, description: 'how many are drawn' }) }),
  Type.Object({ kind: Type.Literal('none') }),
]);
export type Body = Type.Static<typeof BodySchema>;

/**
 * The thread in the path: the state's own, its id with one character percent-encoded once (RFC 3986, 2.4) or twice, without
 * its last character or with more around it, or a text as it is.
 */
export const ThreadSchema = Type.Union([
  Type.Object({ kind: Type.Enum(['of-state', 'percent-encoded', 'percent-encoded-twice', 'shorter']) }),
  Type.Object({ kind: Type.Literal('longer'), before: Type.String(), behind: Type.String() }),
  Type.Object({ kind: Type.Literal('text'), text: Type.String() }),
]);

export const RequestSchema = Type.Object({
  thread: ThreadSchema,
  authorization: AuthorizationSchema,
  contentType: Type.Union([Type.String(), Type.Null()]),
  body: BodySchema,
});
export type CaseRequest = Type.Static<typeof RequestSchema>;

/** The one thing that is wrong with a request. */
export const FaultSchema = Type.Union([
  Type.Object({ kind: Type.Literal('keyword'), keyword: Type.String(), at: Type.String() }),
  Type.Object({
    kind: Type.Enum(['authorization', 'scope', 'thread', 'integration', 'body', 'media-type', 'channel-id']),
  }),
]);
export type Fault = Type.Static<typeof FaultSchema>;

/**
 * What must come back. A closed union as data, because three engines compile it and the record stores it.
 * `level` is how much it weighs when the target decides the other way.
 */
export const ExpectationSchema = Type.Union([
  Type.Object({ kind: Type.Literal('success'), level: LevelSchema, channel: ChannelSchema }),
  Type.Object({
    kind: Type.Literal('refusal'),
    level: LevelSchema,
    exactly: Type.Optional(
      Type.Object({
        status: Type.Integer(),
        code: Type.String(),
        field: Type.Optional(Type.String({ description: 'the property that holds the code; `code` when left out' })),
      }),
    ),
  }),
]);
export type Expectation = Type.Static<typeof ExpectationSchema>;
export type Channel = string;

/** One request to a target in one state, with at most one fault, and what must come back. */
export const CaseSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  state: StateNameSchema,
  request: RequestSchema,
  fault: Type.Union([FaultSchema, Type.Null()]),
  expectation: ExpectationSchema,
  times: Type.Optional(Type.Integer({ minimum: 2, description: 'how often it is sent, to find what is rare' })),
  after: Type.Optional(
    Type.Array(Type.String(), {
      minItems: 1,
      description: 'the cases that are sent right before it on the same connection, which is kept open',
    }),
  ),
  pastLimits: Type.Optional(
    Type.Literal(true, {
      description:
        'past what every implementation must be able to read (RFC 8259, 9): silence is no more than `should`',
    }),
  ),
  clauses: Type.Array(Type.String(), { description: 'the clauses under test, without those of the answer’s shape' }),
  controls: Type.Array(Type.String(), {
    description:
      'the cases that lack what is tested here and nothing else; when one fails, a refusal here proves nothing',
  }),
});
export type Case = Type.Static<typeof CaseSchema>;
