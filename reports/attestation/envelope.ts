import { type KeyObject, sign } from 'node:crypto';
import { crypto, dsse } from '@sigstore/core';
import Type from 'typebox';
import { type Checked, checker } from '../record/validate.ts';
import { fingerprint, hashFor, publicHalf } from './key.ts';

const payloadType = 'application/vnd.in-toto+json';

/** A DSSE envelope (secure-systems-lab/dsse, 1.0) around an in-toto statement, signed once. */
export const EnvelopeSchema = Type.Object({
  payloadType: Type.Literal(payloadType),
  payload: Type.String(),
  signatures: Type.Array(Type.Object({ keyid: Type.String(), sig: Type.String() }), { minItems: 1, maxItems: 1 }),
});
export type Envelope = Type.Static<typeof EnvelopeSchema>;

/** Signs a statement. */
export const seal = (statement: string, key: KeyObject): Envelope => {
  const payload = Buffer.from(statement);
  const sig = sign(hashFor(key) ?? null, dsse.preAuthEncoding(payloadType, payload), key).toString('base64');
  return {
    payloadType,
    payload: payload.toString('base64'),
    signatures: [{ keyid: fingerprint(publicHalf(key)), sig }],
  };
};

/** Whether the signature is by this key, over this payload. */
export const isSealedBy = ({ payload, signatures }: Envelope, key: KeyObject): boolean => {
  const signed = dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64'));
  return signatures.every(({ sig }) => crypto.verify(signed, key, Buffer.from(sig, 'base64'), hashFor(key)));
};

/** What stands in `attestation.json`, to the byte. */
export const envelopeText = (envelope: Envelope): string => `${JSON.stringify(envelope, null, 2)}\n`;

/** The statement in an envelope. */
export const statementIn = ({ payload }: Envelope): string => Buffer.from(payload, 'base64').toString();

const isEnvelope = checker<Envelope>(EnvelopeSchema, 'the envelope');

/**
 * The envelope in the text of an `attestation.json`. Only the one way of writing it is taken: readers of base64 pass over
 * characters that mean nothing, and a changed one must not go unseen.
 */
export const envelopeFrom = (text: string): Checked<Envelope> => {
  const checked = isEnvelope(parse(text));
  if (!checked.ok || envelopeText(withPlainBase64(checked.value)) === text) return checked;
  return { ok: false, errors: ['it is not written as sendproof writes it'] };
};

const withPlainBase64 = ({ payload, signatures }: Envelope): Envelope => ({
  payloadType,
  payload: plain(payload),
  signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig: plain(sig) })),
});

const plain = (base64: string): string => Buffer.from(base64, 'base64').toString('base64');

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
