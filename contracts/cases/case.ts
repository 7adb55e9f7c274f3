import Type from 'typebox';
import { LevelSchema } from '../clauses/clause.ts';
import type { Json } from '../clauses/json.ts';
import { engines } from './engine.ts';
import { stateNames } from './state.ts';

export const ChannelSchema = Type.Enum(['email', 'slack', 'live_chat', 'teams']);

export const StateNameSchema = Type.Enum([...stateNames]);
export const EngineSchema = Type.Enum([...engines]);

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
    suffix: Type.Optional(Type.String({ description: 'put behind the token, which makes it another one' })),
  }),
  Type.Object({ kind: Type.Literal('raw'), value: Type.String() }),
]);
export type Authorization = Type.Static<typeof AuthorizationSchema>;

/** A body is a JSON value, text as it is (for what is not JSON), or nothing at all. */
export const BodySchema = Type.Union([
  Type.Object({ kind: Type.Literal('json'), value: Type.Unsafe<Json>(Type.Unknown()) }),
  Type.Object({ kind: Type.Literal('text'), text: Type.String() }),
  Type.Object({ kind: Type.Literal('none') }),
]);
export type Body = Type.Static<typeof BodySchema>;

/** The thread in the path: the state's own, its id with one character percent-encoded (RFC 3986, 2.4), or a text as it is. */
export const ThreadSchema = Type.Union([
  Type.Object({ kind: Type.Literal('of-state') }),
  Type.Object({ kind: Type.Literal('percent-encoded') }),
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
    exactly: Type.Optional(Type.Object({ status: Type.Integer(), code: Type.String() })),
  }),
]);
export type Expectation = Type.Static<typeof ExpectationSchema>;
export type Channel = 'email' | 'slack' | 'live_chat' | 'teams';

/** One request to a target in one state, with at most one fault, and what must come back. */
export const CaseSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  state: StateNameSchema,
  request: RequestSchema,
  fault: Type.Union([FaultSchema, Type.Null()]),
  expectation: ExpectationSchema,
  clauses: Type.Array(Type.String(), { description: 'the clauses under test, without those of the answer’s shape' }),
  controls: Type.Array(Type.String(), {
    description:
      'the cases that lack what is tested here and nothing else; when one fails, a refusal here proves nothing',
  }),
});
export type Case = Type.Static<typeof CaseSchema>;
