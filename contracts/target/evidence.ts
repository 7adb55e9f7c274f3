import Type from 'typebox';
import { EngineSchema } from '../cases/case.ts';
import { causes } from './exchange.ts';

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
  Type.Object({
    kind: Type.Literal('none'),
    cause: Type.Enum([...causes], {
      description: '`limit`: the harness’s own doing; `closed`: a connection that was kept open',
    }),
    reason: Type.String({ description: 'why there is no answer' }),
  }),
]);

/** One exchange with secrets removed: what a record may hold. */
export const EvidenceSchema = Type.Object({
  id: Type.String(),
  case: Type.String(),
  engine: EngineSchema,
  entry: Type.Integer({ minimum: 0, description: 'which entry of the state’s list in the profile' }),
  round: Type.Integer({ minimum: 0, description: 'which time of a case that is sent more than once' }),
  attempt: Type.Integer({ minimum: 1, description: 'from 1; 429, 503 and a broken connection are tried again' }),
  after: Type.Optional(Type.String({ description: 'exchange before it on the same connection' })),
  thread: Type.String({ description: 'thread id that the request went to' }),
  sentAt: Type.Number({ description: 'milliseconds since the run started' }),
  duration: Type.Number({ minimum: 0, description: 'milliseconds until the last byte of the answer' }),
  request: Type.Object({
    method: Type.String(),
    url: Type.String(),
    headers: HeadersSchema,
    body: ContentSchema,
  }),
  answer: AnswerEvidenceSchema,
  curl: Type.String({ description: 'a command line that sends it again; tokens stand as environment variables' }),
});

/** One exchange as a record has it, whole: what is judged, in a run and when a record is verified. */
export type Recorded = Type.Static<typeof EvidenceSchema>;

/** The bytes of a content. Throws `RangeError` for one of which only the start is here. */
export function bytesOf({ cut, text, base64 }: Content): Buffer {
  if (cut) throw new RangeError('only the start of this content is here');
  return text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);
}

declare const redacted: unique symbol;

/** What a record may hold of an exchange. The brand can only be had from `redact`, so nothing unredacted gets in. */
export type Evidence = Recorded & { readonly [redacted]: true };

/** The number of the latest of some exchanges (`x0012` is 12), 0 where there are none: the next ones count on from it. */
export function latestNumber(exchanges: readonly Recorded[]): number {
  return exchanges.reduce((latest, { id }) => Math.max(latest, Number(/^x(\d+)$/.exec(id)?.[1] ?? 0)), 0);
}
