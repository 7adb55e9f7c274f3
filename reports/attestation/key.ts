import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { sha256 } from '../record/exchange-file.ts';
import type { Checked } from '../record/validate.ts';

/** Ed25519, and ECDSA on P-256. */
const isUsable = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean =>
  asymmetricKeyType === 'ed25519' || (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1');

/** The hash that goes with a key; Ed25519 has its own. */
export const hashFor = ({ asymmetricKeyType }: KeyObject): 'sha256' | undefined =>
  asymmetricKeyType === 'ec' ? 'sha256' : undefined;

const keyOf = (read: () => KeyObject): Checked<KeyObject> => {
  try {
    const key = read();
    if (isUsable(key)) return { ok: true, value: key };
    const kind = `${key.asymmetricKeyType} ${key.asymmetricKeyDetails?.namedCurve ?? ''}`.trim();
    return { ok: false, errors: [`it is a key of the kind ${kind}; Ed25519 and ECDSA on P-256 are what can be used`] };
  } catch (error) {
    return { ok: false, errors: [`it cannot be read as a key (${error instanceof Error ? error.message : error})`] };
  }
};

/** A private key from its PEM (PKCS #8, without a passphrase), or why it is none that can sign. */
export const privateKeyFrom = (pem: string): Checked<KeyObject> => keyOf(() => createPrivateKey(pem));

/** A public key from its PEM, or why it is none that can check. */
export const publicKeyFrom = (pem: string): Checked<KeyObject> => keyOf(() => createPublicKey(pem));

/** The public half of a private key. */
export const publicHalf = (key: KeyObject): KeyObject => createPublicKey(key);

/** The one PEM text of a public key. */
export const publicPem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

/** What names a public key: the sha256 of its SPKI DER, in hexadecimal. */
export const fingerprint = (key: KeyObject): string => sha256(key.export({ type: 'spki', format: 'der' }));
