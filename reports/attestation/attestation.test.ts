import { generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fold } from '../record/fold.ts';
import { failedRecord, interruptedRecord, passedRecord, sampleFooter, sampleHeader } from '../testing/sample-record.ts';
import { envelopeFrom, envelopeText, isSealedBy, seal, statementIn } from './envelope.ts';
import { fingerprint, privateKeyFrom, publicHalf, publicKeyFrom, publicPem } from './key.ts';
import { statementFrom, statementOf } from './statement.ts';

const ed25519 = generateKeyPairSync('ed25519').privateKey;
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

describe.each([
  ['Ed25519', ed25519],
  ['ECDSA on P-256', p256],
])('an envelope signed with %s', (_, key) => {
  const envelope = seal('{"a":1}', key);

  test('fits its statement and its key, and no other', () => {
    expect(statementIn(envelope)).toBe('{"a":1}');
    expect(envelope.signatures).toEqual([{ keyid: fingerprint(publicHalf(key)), sig: expect.any(String) }]);
    expect(isSealedBy(envelope, publicHalf(key))).toBe(true);
    for (const other of [ed25519, p256].filter((one) => one !== key))
      expect(isSealedBy(envelope, publicHalf(other))).toBe(false);
    const changed = { ...envelope, payload: Buffer.from('{"a":2}').toString('base64') };
    expect(isSealedBy(changed, publicHalf(key))).toBe(false);
    expect(isSealedBy({ ...envelope, signatures: [{ keyid: '', sig: '' }] }, publicHalf(key))).toBe(false);
  });

  test('comes back from its text, and its key from PEM', () => {
    expect(envelopeFrom(envelopeText(envelope))).toEqual({ ok: true, value: envelope });
    const again = privateKeyFrom(pem(key));
    expect(again.ok && isSealedBy(seal('x', again.value), publicHalf(key))).toBe(true);
    const shown = publicKeyFrom(publicPem(publicHalf(key)));
    expect(shown.ok && fingerprint(shown.value)).toBe(fingerprint(publicHalf(key)));
  });
});

test('what is signed is what the DSSE specification says: type and payload, each with its length in bytes', () => {
  const [signature] = seal('{"é"', ed25519).signatures;
  const signed = Buffer.from('DSSEv1 28 application/vnd.in-toto+json 5 {"é"');
  expect(verify(null, signed, publicHalf(ed25519), Buffer.from(signature?.sig ?? '', 'base64'))).toBe(true);
});

test.each([
  ['no JSON', (text: string) => text.slice(1)],
  ['another payload type', (text: string) => text.replace('vnd.in-toto', 'vnd.other')],
  ['no signature', (text: string) => text.replace(/"signatures": \[[^\]]*\]/, '"signatures": []')],
  ['a space more', (text: string) => ` ${text}`],
  ['a character in the base64 that readers pass over', (text: string) => text.replace('"payload": "', '"payload": "!')],
  ['base64 that ends otherwise and means the same', (text: string) => text.replace('fQ==', 'fR==')],
])('a file of %s is no envelope', (_, change) => {
  const text = envelopeText(seal('{"a":1}', ed25519));
  expect(change(text)).not.toBe(text);
  expect(envelopeFrom(change(text)).ok).toBe(false);
});

test('keys that cannot be used say why', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const locked = ed25519.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
  const errors = [pem(rsa.privateKey), pem(p384.privateKey), locked, publicPem(publicHalf(ed25519)), 'none'].map(
    (text) => {
      const key = privateKeyFrom(text);
      return key.ok ? [] : key.errors;
    },
  );
  expect(errors).toEqual([
    [expect.stringContaining('a key of the kind rsa')],
    [expect.stringContaining('a key of the kind ec secp384r1')],
    ...Array.from({ length: 3 }, () => [expect.stringContaining('cannot be read as a key')]),
  ]);
});

describe('the statement about a run', () => {
  const about = (record: Parameters<typeof statementOf>[0]) =>
    statementOf(record, new Map([['record.json', 'a'.repeat(64)]]));

  test('is an in-toto statement, and names each file with its digest', () => {
    const statement = about(passedRecord());
    expect(statementFrom(JSON.stringify(statement))).toEqual({ ok: true, value: statement });
    expect(statement.subject).toEqual([{ name: 'record.json', digest: { sha256: 'a'.repeat(64) } }]);
    expect(statementFrom('{}').ok).toBe(false);
    expect(statementFrom('{').ok).toBe(false);
  });

  test('names document, profile and tool, and the cases by what came of them', () => {
    const record = failedRecord();
    const { predicate } = about(record);
    expect(predicate).toMatchObject({
      result: 'FAILED',
      configuration: [
        { name: 'Productlane API 2.0.0', digest: { sha256: record.contract.sha256 } },
        { name: 'profile acme-staging', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
        { name: 'sendproof', uri: 'pkg:generic/sendproof@0.1.0', annotations: { result: 'failed', strict: false } },
      ],
      passedTests: expect.arrayContaining(['send.email']),
      warnedTests: ['auth.none'],
      failedTests: ['bcc.email.255', 'integration.teams'],
    });
  });

  test.each([
    ['passed', passedRecord(), 'PASSED', 'passed'],
    ['was interrupted: it may not pass for one that passed', interruptedRecord(), 'FAILED', 'inconclusive'],
    ['tested nothing', fold([sampleHeader, sampleFooter]), 'FAILED', 'inconclusive'],
    ['failed', failedRecord(), 'FAILED', 'failed'],
    ['passed but for what only warns', { ...failedRecord(), result: 'passed' as const }, 'WARNED', 'passed'],
  ])('of one that %s', (_, record, result, own) => {
    expect(about(record).predicate).toMatchObject({
      result,
      configuration: expect.arrayContaining([
        expect.objectContaining({ annotations: expect.objectContaining({ result: own }) }),
      ]),
    });
  });
});
