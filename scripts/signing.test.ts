import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../fixtures/reference/index.ts';
import { fingerprint, privateKeyFrom, publicHalf } from '../reports/attestation/key.ts';
import { directory, sendproof } from './testing/cli.ts';

/** A place to run commands in, on a reference implementation: a home, a profile, and the fewest cases. */
async function place() {
  const server = await serve();
  onTestFinished(() => server.close());
  const cwd = directory();
  writeFileSync(join(cwd, 'acme.json'), JSON.stringify(server.profile));
  const inPlace = (argv: string[], env: Record<string, string> = {}) =>
    sendproof(argv, { cwd, env: { ...server.env, ...env } });
  const contract = (out: string, env: Record<string, string> = {}, ...more: string[]) =>
    inPlace(
      ['contract', '--target', 'acme.json', '--engine', 'probe', '--only', 'says.html', '--out', out, ...more],
      env,
    );
  const keyid = (out: string): string =>
    JSON.parse(readFileSync(join(cwd, out, 'attestation.json'), 'utf8')).signatures[0].keyid;
  return { cwd, env: server.env, inPlace, contract, keyid };
}

/** The path of a new private key. */
function keyFile(cwd: string, name: string, kind: 'ed25519' | 'P-256' | 'rsa'): string {
  const { privateKey } =
    kind === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 1024 })
        : generateKeyPairSync('ec', { namedCurve: kind });
  writeFileSync(join(cwd, name), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return name;
}

function fingerprintOf(file: string): string {
  const key = privateKeyFrom(readFileSync(file, 'utf8'));
  return key.ok ? fingerprint(publicHalf(key.value)) : key.errors.join();
}

test('a key of one’s own is made once, for nobody else to read, and signs every run', async () => {
  const { cwd, contract, keyid } = await place();
  const first = await contract('first', { HOME: cwd });
  const file = join(cwd, '.config/sendproof/signing-key.pem');
  expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining(`was made for you: ${file}`) });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const second = await contract('second', { HOME: cwd });
  expect(second.stderr).not.toContain('was made');
  expect([keyid('first'), keyid('second')]).toEqual([fingerprintOf(file), fingerprintOf(file)]);
  await contract('third', { HOME: cwd, XDG_CONFIG_HOME: join(cwd, 'xdg') });
  expect(keyid('third')).toBe(fingerprintOf(join(cwd, 'xdg/sendproof/signing-key.pem')));
  await contract('fourth', { HOME: cwd, XDG_CONFIG_HOME: 'xdg' });
  expect(keyid('fourth')).toBe(fingerprintOf(file));
});

test.each(['ed25519', 'P-256'] as const)('%s: a key that was asked for signs, by flag or environment', async (kind) => {
  const { cwd, inPlace, contract, keyid } = await place();
  const byFlag = keyFile(cwd, 'flag.pem', kind);
  const byEnv = keyFile(cwd, 'env.pem', kind);
  const env = { SENDPROOF_SIGNING_KEY: byEnv };
  await contract('env', env);
  await contract('flag', env, '--key', byFlag);
  expect([keyid('env'), keyid('flag')]).toEqual([fingerprintOf(join(cwd, byEnv)), fingerprintOf(join(cwd, byFlag))]);
  expect((await inPlace(['verify', 'flag'])).code).toBe(0);
  await inPlace(['report', 'env', '--key', byFlag]);
  expect(keyid('env')).toBe(fingerprintOf(join(cwd, byFlag)));
  expect((await inPlace(['verify', 'env', '--key', 'flag/attestation.pub'])).code).toBe(0);
});

test('a key that was asked for and cannot sign is misuse, and nothing is sent', async () => {
  const { cwd, contract } = await place();
  keyFile(cwd, 'rsa.pem', 'rsa');
  expect(await contract('run', {}, '--key', 'rsa.pem')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('rsa'),
  });
  expect(await contract('run', {}, '--key', 'none.pem')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('ENOENT'),
  });
  expect(await contract('run', { SENDPROOF_SIGNING_KEY: 'acme.json' })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Give SENDPROOF_SIGNING_KEY'),
  });
  expect(existsSync(join(cwd, 'run'))).toBe(false);
});

test('without a place for a key the run goes on unsigned, and says why', async () => {
  const { cwd, contract } = await place();
  expect(await contract('nowhere')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('The run is not signed: neither HOME'),
  });
  writeFileSync(join(cwd, 'file'), '');
  const home = join(cwd, 'file');
  expect(await contract('file-for-home', { HOME: home })).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/The run is not signed: no key can be kept at .* \(ENOTDIR\)/),
  });
  mkdirSync(join(cwd, '.config/sendproof'), { recursive: true });
  writeFileSync(join(cwd, '.config/sendproof/signing-key.pem'), 'broken');
  expect(await contract('broken', { HOME: cwd })).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('cannot be read as a key'),
  });
  for (const out of ['nowhere', 'file-for-home', 'broken'])
    expect(existsSync(join(cwd, out, 'attestation.json'))).toBe(false);
});

test('a run that was stopped is not signed, not even by report', async () => {
  const { cwd, inPlace, env } = await place();
  const argv = ['contract', '--target', 'acme.json', '--engine', 'probe', '--only', 'says.html', '--out', 'run'];
  await sendproof(argv, { cwd, env: { ...env, HOME: cwd }, signal: AbortSignal.abort() });
  await inPlace(['report', 'run'], { HOME: cwd });
  expect(existsSync(join(cwd, 'run/attestation.json'))).toBe(false);
  expect(await inPlace(['verify', 'run'])).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('Finish the run'),
  });
});

const tools = ['openssl', 'jq', 'sha256sum', 'base64'];
const has = (tool: string): boolean =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, tool)));

test.runIf(tools.every(has))('the commands of docs/audits.md work as they stand', async () => {
  const { cwd, env } = await place();
  const page = readFileSync(join(import.meta.dirname, '../docs/audits.md'), 'utf8');
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block);
  expect(blocks).toHaveLength(2);
  const npx = join(cwd, 'npx');
  writeFileSync(
    npx,
    `#!/bin/sh
shift
# The fewest cases: what is watched here is the signature.
test "$1" != contract || set -- "$@" --engine probe --only says.html
exec "${process.execPath}" "${join(import.meta.dirname, 'cli/main.ts')}" "$@"
`,
  );
  chmodSync(npx, 0o755);
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', blocks.join('\n')], {
    cwd,
    env: { ...env, PATH: `${cwd}:${process.env.PATH}` },
  });
  expect(stdout).toContain('All of it holds.');
  expect(stdout).toContain('Signature Verified Successfully');
  expect(stdout).toContain('record.json: OK');
});
