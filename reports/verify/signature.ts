import type { KeyObject } from 'node:crypto';
import { type Envelope, envelopeFrom, isSealedBy, statementIn } from '../attestation/envelope.ts';
import { fingerprint, publicKeyFrom, publicPem } from '../attestation/key.ts';
import { names } from '../attestation/names.ts';
import { type Statement, statementFrom } from '../attestation/statement.ts';
import type { Directory } from '../record/read.ts';
import type { Checked } from '../record/validate.ts';
import { type Check, type Claim, check, getAgain, type Problem, unknown } from './check.ts';

/** Whether a run was signed, and what was, as far as it can be read. */
export type Signature = { check: Check; payload: string | undefined };

/** Checks the signature with the key that the reader has, else with the one in the directory. */
export const signatureOf = ({ directory, key }: Claim): Signature => {
  const text = directory.files.get(names.attestation)?.toString();
  if (text === undefined) return { check: unsigned(key !== undefined), payload: undefined };
  const envelope = envelopeFrom(text);
  if (!envelope.ok) {
    const what = `this is no signature: ${envelope.errors.join('; ')}`;
    return { check: broken([{ what, where: names.attestation, hint: getAgain }]), payload: undefined };
  }
  const payload = statementIn(envelope.value);
  const beside = keyBeside(directory);
  const used = key ?? (beside.ok ? beside.value : undefined);
  if (used === undefined) return { check: broken(problemsOfKey(beside)), payload };
  const keyid = fingerprint(used);
  const problems = [...problemsOfSeal(envelope.value, used, keyid), ...problemsOfKey(beside, keyid)];
  const says = key === undefined ? `by the key that lies beside it, ${keyid}: ${limit}` : `by the key given, ${keyid}`;
  return { check: check('signature', says, problems), payload };
};

const limit = 'nothing changed since, but anyone can have signed; give --key with a key that came another way';

const broken = (problems: Problem[]): Check => check('signature', '', problems);

const unsigned = (isAskedFor: boolean): Check => {
  const what = 'there is no signature';
  const hint = 'Finish the run, or sign what there is with "sendproof report DIR --key FILE".';
  const problem = { what, where: names.attestation, hint };
  return isAskedFor ? broken([problem]) : unknown('signature', 'the run is not signed', problem);
};

const keyBeside = ({ files }: Directory): Checked<KeyObject> => {
  const pem = files.get(names.key)?.toString();
  if (pem === undefined) return { ok: false, errors: ['it is not there'] };
  const key = publicKeyFrom(pem);
  return key.ok && publicPem(key.value) !== pem
    ? { ok: false, errors: ['it is not written as sendproof writes it'] }
    : key;
};

const problemsOfKey = (beside: Checked<KeyObject>, keyid?: string): Problem[] => {
  const problem = (what: string): Problem => ({ what, where: names.key, hint: getAgain });
  if (!beside.ok) return [problem(`the public key: ${beside.errors.join('; ')}`)];
  const own = fingerprint(beside.value);
  return own === keyid ? [] : [problem(`the key in the directory is another one than that given: ${own}`)];
};

const problemsOfSeal = (envelope: Envelope, key: KeyObject, keyid: string): Problem[] => {
  const [signature] = envelope.signatures;
  const named = signature?.keyid === keyid ? [] : [`it names another key than ${keyid}: ${signature?.keyid}`];
  const fits = isSealedBy(envelope, key) ? [] : [`it does not fit what it is about, or is not by the key ${keyid}`];
  return [...named, ...fits].map((what) => ({
    what: `the signature: ${what}`,
    where: names.attestation,
    hint: getAgain,
  }));
};

/** What was signed; nothing when that cannot be read. */
export const statementOfPayload = (payload: string | undefined): Statement | undefined => {
  const checked = payload === undefined ? undefined : statementFrom(payload);
  return checked?.ok ? checked.value : undefined;
};
