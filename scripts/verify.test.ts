import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casesOf } from '../contracts/cases/catalogue.ts';
import type { Load } from '../load/sample.ts';
import { reports } from '../reports/index.ts';
import type { RunEvent } from '../reports/record/events.ts';
import { readDirectory } from '../reports/record/read.ts';
import { openRun } from '../reports/record/writer.ts';
import { sampleLoad } from '../reports/testing/sample-load.ts';
import { sampleFooter, sampleHeader, samplePlan } from '../reports/testing/sample-record.ts';
import { exitCodeOf, verify } from '../reports/verify/index.ts';
import { version } from './cli/version.ts';
import { contract } from './testing/audit.ts';
import { directory, sendproof } from './testing/cli.ts';
import { edit, passing, rewrite, type SignedRun, signAsStranger, signedRun } from './testing/signed-run.ts';
import { resigned, tamperings } from './testing/tamperings.ts';

let run: SignedRun;
beforeAll(async () => {
  run = await signedRun();
});
afterAll(() => run.end());

/** A copy of the run, to be changed. */
const copy = (): string => {
  const dir = join(directory(), 'run');
  cpSync(run.dir, dir, { recursive: true });
  return dir;
};

const verified = (dir: string, ...more: string[]) => sendproof(['verify', dir, ...more], { cwd: run.home });
const withKey = (dir: string) => verified(dir, '--key', run.publicKey);

test('a run that nobody touched holds, by a key that came with it or another way', async () => {
  const alone = await verified(run.dir);
  expect(alone).toMatchObject({ code: 0, stdout: expect.stringContaining('anyone can have signed') });
  expect(alone.stdout).not.toMatch(/^[✕?]/m);
  const given = await withKey(run.dir);
  expect(given).toMatchObject({ code: 0, stdout: expect.stringContaining('by the key given') });
  const { stdout } = await verified(run.dir, '--json');
  const { answer, checks } = JSON.parse(stdout);
  expect(answer).toBe('holds');
  expect(checks.map(({ name }: { name: string }) => name)).toEqual([
    'signature',
    'files',
    'statement',
    'record',
    'exchanges',
    'contract',
    'plan',
    'verdicts',
    'counts',
    'loads',
    'comparison',
    'result',
    'reports',
  ]);
});

test('so does one whose reports were written again, signed anew', async () => {
  const dir = copy();
  edit(dir, 'summary.md', (text) => text.replace('falls short', 'does well'));
  await sendproof(['report', dir], { env: { HOME: run.home } });
  expect((await withKey(dir)).code).toBe(0);
});

describe.each([
  ['as it was signed', tamperings, () => {}],
  ['and signed again by somebody else', resigned, signAsStranger],
] as const)('what was changed is found and named, %s', (_, table, finish) => {
  test.each(table)('%s', async (_what, tamper, ...findings) => {
    const dir = copy();
    tamper(dir);
    finish(dir);
    const { code, stdout } = await verified(dir);
    expect(code, stdout).toBe(1);
    for (const [check, words] of findings)
      expect(stdout.split('\n').filter((line) => line.startsWith(`✕ ${check} `) && words.test(line))).not.toEqual([]);
    expect((await withKey(dir)).code).toBe(1);
  });
});

test('one byte of any file', () => {
  const { files, others } = readDirectory(run.dir);
  const cases = casesOf(contract);
  const claim = { isCopy: false, contract, cases, reports, version, key: undefined };
  const anyFlip = fc.record({
    file: fc.constantFrom(...files.keys()),
    at: fc.oneof(fc.constantFrom(0, -1), fc.integer({ min: 0, max: 2 ** 30 })),
    by: fc.integer({ min: 1, max: 255 }),
  });
  fc.assert(
    fc.property(anyFlip, ({ file, at, by }) => {
      const bytes = Buffer.from(files.get(file) ?? '');
      const index = at === -1 ? bytes.length - 1 : at % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ by;
      const directory = { files: new Map([...files, [file, bytes]]), others };
      expect(exitCodeOf(verify({ ...claim, directory }))).toBe(1);
    }),
    { numRuns: 150, seed: 20261125 },
  );
});

test('a run of load alone holds too, though nothing of it can be judged again', async () => {
  const dir = directory();
  const { title, version: of, sha256 } = contract.document;
  const header = { ...sampleHeader.header, command: 'load', contract: { title, version: of, sha256 } };
  const load = openRun(dir, reports);
  load.append({ type: 'header', header: { ...header, tool: { ...header.tool, version } } });
  load.append({ type: 'load', load: sampleLoad({ stall: true }) });
  load.append(sampleFooter);
  load.finish();
  signAsStranger(dir);
  expect(await verified(dir)).toMatchObject({ code: 0, stdout: expect.stringContaining('a load has no cases') });
  rewrite(dir, (event) => (event.type === 'load' ? [event, samplePlan] : [event]));
  signAsStranger(dir);
  expect(await verified(dir)).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✕ plan/m) });
  const faster = (one: Load['channels'][number]) => ({ ...one, p99: (one.p99 ?? 0) / 2 });
  rewrite(dir, (event) =>
    event.type === 'load'
      ? [{ ...event, load: { ...event.load, channels: event.load.channels.map(faster) } }]
      : [event],
  );
  signAsStranger(dir);
  expect(await verified(dir)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^✕ loads +.*channels\/0\/p99: p99 is [\d.]+ ms, and [\d.]+ ms in the histogram/m),
  });
});

test('a stranger who signs the run again is found by the signer’s own key, and only by that', async () => {
  const dir = copy();
  signAsStranger(dir);
  expect((await verified(dir)).code).toBe(0);
  const { code, stdout } = await withKey(dir);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^✕ signature .*names another key than [0-9a-f]{64}/m);
  expect(stdout).toMatch(/^✕ signature .*attestation\.pub: the key in the directory is another one/m);
});

describe('what cannot be said is not said', () => {
  test('of a run that is not signed, whether it was changed; not even that it was not signed by a key', async () => {
    const dir = copy();
    for (const name of ['attestation.json', 'attestation.pub']) rmSync(join(dir, name));
    const { code, stdout } = await verified(dir);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^\? signature .*there is no signature\. .*sendproof report DIR/m);
    expect(stdout).toMatch(/^✓ verdicts/m);
    expect((await withKey(dir)).code).toBe(1);
  });

  test('of a run by another document, whether it was judged rightly', async () => {
    const dir = copy();
    rewrite(dir, (event) =>
      event.type === 'header'
        ? [{ ...event, header: { ...event.header, contract: { ...event.header.contract, sha256: 'f'.repeat(64) } } }]
        : [event],
    );
    signAsStranger(dir);
    const { code, stdout } = await verified(dir);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^\? contract .*Give --contract that document/m);
    expect(stdout).toMatch(/^\? verdicts .*not looked at/m);
  });

  test('of a run by another version, whether a difference is one of the versions', async () => {
    const dir = copy();
    const older = (event: RunEvent): RunEvent[] =>
      event.type === 'header'
        ? [{ ...event, header: { ...event.header, tool: { ...event.header.tool, version: '0.0.9' } } }]
        : [event];
    rewrite(dir, older);
    signAsStranger(dir);
    expect((await verified(dir)).code).toBe(0);
    rewrite(dir, passing);
    signAsStranger(dir);
    const { code, stdout } = await verified(dir);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^\? verdicts .*sendproof 0\.0\.9 wrote this run/m);
    expect(stdout).toMatch(/^\? verdicts .*Verify it with sendproof 0\.0\.9/m);
  });
});

test('what is no run, and a key that is none, are misuse', async () => {
  expect(await verified('nowhere')).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no run in') });
  expect(await verified(directory())).toMatchObject({ code: 2 });
  const summary = join(run.dir, 'summary.md');
  expect(await verified(run.dir, '--key', summary)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('summary.md'),
  });
  expect(await verified(run.dir, '--key', 'none.pub')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('ENOENT'),
  });
});
