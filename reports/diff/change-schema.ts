import Type from 'typebox';
import type { Json } from '../../contracts/clauses/json.ts';

const textOrNone = Type.Union([Type.String(), Type.Null()]);
const lineOrNone = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]);

const WitnessSchema = Type.Object({
  message: Type.Enum(['request', 'answer']),
  part: Type.Enum(['operation', 'path', 'query', 'header', 'cookie', 'body', 'media-type', 'status', 'credentials']),
  name: Type.String({ description: 'of the parameter or header; empty elsewhere' }),
  value: Type.Optional(
    Type.Unsafe<Json>(Type.Unknown({ description: 'not there: the message goes without this part' })),
  ),
  rightUnder: Type.Enum(['old', 'new']),
  foundBy: Type.Enum(['derivation', 'search']),
});

/** `Change` of contracts/diff, as it stands in a result. */
export const ChangeSchema = Type.Object({
  id: Type.String({ description: 'unique among the changes of two documents' }),
  name: Type.String({ description: 'what has changed: request.body.cc[].email.maxLength' }),
  operations: Type.Immutable(Type.Array(Type.String(), { description: 'none: the document as a whole' })),
  sentence: Type.String(),
  kind: Type.Enum(['hurt', 'review', 'nobody']),
  hurts: Type.Immutable(
    Type.Array(Type.Object({ whom: Type.Enum(['clients', 'implementations']), witness: WitnessSchema })),
  ),
  texts: Type.Union([Type.Object({ old: textOrNone, new: textOrNone }), Type.Null()], {
    description: 'both texts of what no message can show',
  }),
  pointer: Type.Object({ old: textOrNone, new: textOrNone }, { description: 'JSON pointers; null: not in there' }),
  line: Type.Object({ old: lineOrNone, new: lineOrNone }, { description: 'from 1; null: not in there' }),
});
