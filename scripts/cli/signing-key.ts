import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { privateKeyFrom } from '../../reports/attestation/key.ts';
import { misuse } from './errors.ts';
import { fromUser, type Io } from './io.ts';

/** What signs a run, or why nothing does. */
export type Signer = { kind: 'key'; key: KeyObject } | { kind: 'none'; why: string };

const variable = 'SENDPROOF_SIGNING_KEY';

/**
 * The key that was asked for, by `--key` or the environment; else this user's own, made at its first use. A key that was
 * asked for and is none is misuse; without one of the user's own the run goes on unsigned.
 */
export function signerFrom(io: Io, given: string | undefined): Signer {
  if (given !== undefined) return { kind: 'key', key: askedFor(fromUser(io, given), '--key') };
  const named = io.env[variable];
  if (named) return { kind: 'key', key: askedFor(fromUser(io, named), variable) };
  return ownOf(io);
}

function askedFor(file: string, by: string): KeyObject {
  const hint = `Give ${by} the path of a private key (PKCS #8 PEM, Ed25519 or ECDSA on P-256).`;
  const key = privateKeyFrom(read(file, by, hint));
  if (key.ok) return key.value;
  throw misuse(`the signing key ${file}: ${key.errors.join('; ')}`, hint);
}

/** The text of a key file; throws misuse when it cannot be read. */
export function read(file: string, by: string, hint: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw misuse(`the key of ${by}, ${file}, cannot be read (${codeOf(error) ?? error})`, hint);
  }
}

function ownOf(io: Io): Signer {
  const file = ownFile(io);
  if (file === undefined)
    return { kind: 'none', why: 'neither HOME nor XDG_CONFIG_HOME says where a key could be kept' };
  try {
    if (!existsSync(file)) {
      make(file);
      io.stderr.write(`A key to sign runs with was made for you: ${file}\n`);
    }
    const key = privateKeyFrom(readFileSync(file, 'utf8'));
    return key.ok ? { kind: 'key', key: key.value } : { kind: 'none', why: `${file}: ${key.errors.join('; ')}` };
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return { kind: 'none', why: `no key can be kept at ${file} (${code})` };
  }
}

/** The XDG Base Directory rules: a path that is not absolute counts for nothing. */
function ownFile({ env: { XDG_CONFIG_HOME: config = '', HOME: home = '' } }: Io): string | undefined {
  if (isAbsolute(config)) return join(config, 'sendproof/signing-key.pem');
  return isAbsolute(home) ? join(home, '.config/sendproof/signing-key.pem') : undefined;
}

/** Two runs may come here at once: the file is there whole or not at all, and the first one stays. */
function make(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${randomUUID()}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { flag: 'wx', mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
