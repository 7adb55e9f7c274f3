import Type from 'typebox';
import { EngineSchema } from '../cases/case.ts';

const HeadersSchema = Type.Array(Type.Tuple([Type.String(), Type.String()]), {
  description: 'as sent or received, in order, repeated names kept',
});

/** Bytes as text where they are UTF-8, else base64. `bytes` is the true size; `text`/`base64` may be cut to a cap. */
export const ContentSchema = Type.Object({
  bytes: Type.Integer({ minimum: 0 }),
  cut: Type.Boolean(),
  text: Type.Optional(Type.String()),
  base64: Type.Optional(Type.String()),
});
export type Content = Type.Static<typeof ContentSchema>;

export const AnswerEvidenceSchema = Type.Union([
  Type.Object({
    kind: Type.Literal('answer'),
    status: Type.Integer(),
    headers: HeadersSchema,
    body: ContentSchema,
  }),
  Type.Object({ kind: Type.Literal('none'), reason: Type.String({ description: 'why there is no answer' }) }),
]);

/** One exchange with secrets removed: what a record may hold. */
export const EvidenceSchema = Type.Object({
  id: Type.String(),
  case: Type.String(),
  engine: EngineSchema,
  entry: Type.Integer({ minimum: 0, description: 'which entry of the state’s list in the profile' }),
  thread: Type.String({ description: 'thread id that the request went to' }),
  sentAt: Type.Number({ description: 'milliseconds since the run started' }),
  duration: Type.Number({ minimum: 0, description: 'milliseconds until the last byte of the answer' }),
  attempts: Type.Integer({ minimum: 1, description: 'how often it was sent; 429 and 503 are waited out' }),
  request: Type.Object({
    method: Type.String(),
    url: Type.String(),
    headers: HeadersSchema,
    body: ContentSchema,
  }),
  answer: AnswerEvidenceSchema,
  curl: Type.String({ description: 'a command line that sends it again; tokens stand as environment variables' }),
});

declare const redacted: unique symbol;

/** What a record may hold of an exchange. The brand can only be had from `redact`, so nothing unredacted gets in. */
export type Evidence = Type.Static<typeof EvidenceSchema> & { readonly [redacted]: true };
