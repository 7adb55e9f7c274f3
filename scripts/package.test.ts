import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReferenceServer, serve } from '../fixtures/reference/index.ts';
import { findPinned } from '../load/k6/find.ts';
import { pinnedVersion } from '../load/k6/version.ts';
import { answersFor } from './testing/answers.ts';
import { install, runIn, serverOf } from './testing/installed.ts';
import { person } from './testing/person.ts';

const root = join(import.meta.dirname, '..');
// The Node that started npm, where it is another one than the pinned.
const starter = process.env.npm_node_execpath ?? process.execPath;
const contract = 'node_modules/sendproof/dist/contracts/openapi-v2.json';
const profile = 'sendproof.profile.json';
const k6 = await findPinned(root);

let home: string;
let project: string;
let reference: ReferenceServer;

function sendproof(argv: string[], env: Record<string, string> = {}) {
  const program = 'node_modules/sendproof/scripts/sendproof.js';
  return runIn(home, starter, [program, ...argv], { env: { ...reference.env, ...env } });
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'sendproof-package-'));
  project = await install(home);
  reference = await serve();
}, 300_000);

afterAll(async () => {
  await reference?.close();
  rmSync(home, { recursive: true, force: true });
});

test('the package has what runs, and no tests', () => {
  const files = readdirSync(join(project, 'node_modules/sendproof'), { recursive: true, encoding: 'utf8' });
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/scripts/cli/main.js']));
  expect(files.filter((name) => /\.test\.|(^|\/)testing(\/|$)|\.map$/.test(name))).toEqual([]);
  // Scenarios are bundled where they run; Node reads no TypeScript there.
  const sources = files.filter((name) => /(?<!\.d)\.ts$/.test(name));
  expect(sources.filter((name) => !name.startsWith('dist/load/scenarios/'))).toEqual([]);
});

test('npx finds it', async () => {
  const { stdout } = await runIn(home, 'npx', ['sendproof', '--version']);
  expect(stdout).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
});

describe('from a profile that init wrote', () => {
  test('init asks and writes', async () => {
    const module = join(project, 'node_modules/sendproof/dist/scripts/cli/program.js');
    const { run }: { run: typeof import('./cli/program.ts').run } = await import(module);
    const terminal = person(answersFor(reference.profile));
    const { signal } = new AbortController();
    const io = { cwd: project, env: reference.env, stdout: process.stdout, signal };
    expect(await run(['init'], { ...io, ...terminal }), terminal.seen()).toBe(0);
    expect(JSON.parse(readFileSync(join(project, profile), 'utf8'))).toMatchObject({
      baseUrl: reference.url,
      tokens: reference.profile.tokens,
    });
  });

  test('contract runs all three engines on the Node that it needs', async () => {
    const argv = ['contract', '--target', profile, '--only', 'says.channel', '--json', '--quiet'];
    const { exitCode, stdout, stderr } = await sendproof(argv);
    expect(exitCode, stderr).toBe(0);
    const record = JSON.parse(stdout);
    const engines = record.exchanges.map(({ engine }: { engine: string }) => engine);
    expect(new Set(engines)).toEqual(new Set(['probe', 'dredd', 'pact']));
    expect(Number(/^v(\d+)/.exec(record.tool.node)?.[1])).toBeGreaterThanOrEqual(24);
  });

  test('so do another version of the document and the pacts of consumers', async () => {
    const text = readFileSync(join(project, contract), 'utf8');
    write('next.json', text.replace('"version": "2.0.0"', '"version": "2.1.0"'));
    const given = [
      '--contract',
      'next.json',
      '--pacts',
      'node_modules/sendproof/dist/contracts/pacts',
      '--out',
      'next',
    ];
    const argv = ['contract', '--target', profile, '--only', 'says.channel', '--engine', 'pact', ...given];
    const { stdout } = await sendproof([...argv, '--json', '--quiet']);
    const record = JSON.parse(stdout);
    expect(record.contract.version).toBe('2.1.0');
    expect(record.faults).toEqual([]);
    const passed = (of: { outcome: string }[]) => of.some(({ outcome }) => outcome === 'passed');
    expect([record.verdicts, record.consumers].map(passed)).toEqual([true, true]);
  });

  test.each([
    [['report', 'results/latest'], 0, ''],
    [['verify', 'results/latest'], 0, /All of it holds/],
    [['plan', '--only', 'says.channel'], 0, /says\.channel/],
    [['diff', contract, contract], 0, /say the same/],
    [['serve', '--list'], 0, /channel-always-email/],
  ])('%j', async (argv, code, words) => {
    const { exitCode, stdout, stderr } = await sendproof(argv);
    expect(exitCode, stderr).toBe(code);
    expect(stdout).toMatch(words);
  });

  const load = ['load', '--target', profile, '--scenario', 'smoke', '--duration', '1s'];
  const compare = ['compare', '--baseline', profile, '--candidate', profile];

  test.each([[load], [compare]])('without k6 there is no answer, but how to come by one: %j', async (argv) => {
    const { exitCode, stderr } = await sendproof(argv, { PATH: '/nowhere' });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('npx sendproof setup');
  });

  test.runIf(k6.kind === 'found')('load finds what k6 runs', async () => {
    const { stdout, stderr } = await sendproof([...load, '--json'], { SENDPROOF_K6: 'path' in k6 ? k6.path : '' });
    // Too short for an answer about speed.
    const [{ channels }] = JSON.parse(stdout).loads;
    expect(
      channels.map(({ channel, failed }: Record<string, unknown>) => [channel, failed]),
      stderr,
    ).toEqual(['email', 'slack', 'live_chat', 'teams'].map((channel) => [channel, 0]));
  });
});

test('setup keeps k6 where a new install does not throw it away', async () => {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const built = join(home, 'k6');
  const version = pinnedVersion(readFileSync(join(root, 'load/k6/go.mod'), 'utf8'));
  program(built, `echo '{"version":"v${version}"}'`);
  program(join(bin, 'go'), `[ "$1" = version ] && exit\nwhile [ "$1" != -o ]; do shift; done\ncp ${built} "$2"`);
  const PATH = `${bin}:/usr/bin:/bin`;
  expect(await sendproof(['setup'], { PATH })).toMatchObject({ exitCode: 0 });
  expect(readdirSync(join(home, 'cache/sendproof'))).toEqual([expect.stringMatching(/^k6-/)]);
  const { stdout } = await sendproof(['doctor', '--json'], { PATH });
  expect(JSON.parse(stdout).checks).toContainEqual(
    expect.objectContaining({ what: 'k6', ok: true, detail: expect.stringContaining('(pinned)') }),
  );
});

describe('sendproof/vitest', () => {
  const [, suite = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/install.md'), 'utf8')) ?? [];

  test('its types take a profile and nothing else', async () => {
    const made = (target: unknown) =>
      `import { contractSuite } from 'sendproof/vitest';\ncontractSuite({ target: ${JSON.stringify(target)} });\n`;
    write('right.ts', made(reference.profile));
    write('wrong.ts', made({ ...reference.profile, baseUrl: 1 }));
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--target',
      'es2024',
      '--module',
      'nodenext',
      '--types',
      'node',
    ];
    const types = ['--typeRoots', join(root, 'node_modules/@types')];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await runIn(home, process.execPath, [tsc, ...options, ...types, 'right.ts', 'wrong.ts']);
    expect(stdout.match(/error TS\d+/g), stdout).toHaveLength(1);
    expect(stdout).toMatch(/^wrong\.ts\(2,.*'number' is not assignable to type 'string'/);
  });

  test('makes each case a test: all pass where the contract is kept', async () => {
    const { exitCode, stdout } = await vitest();
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/Tests +\d+ passed/);
  });

  test('names the demand, the answer and how to see it again where it is not', async () => {
    const { exitCode, stdout, stderr } = await vitest('cc-email-length-unchecked');
    expect(exitCode).toBe(1);
    const told = `${stdout}${stderr}`;
    expect(told).toContain('cc[0].email one character over maxLength 254');
    expect(told).toContain('request.body.cc[].email.maxLength: must be refused, but the target answered 200');
    expect(told).toMatch(/"maxLength": 254 \(line \d+ of the contract\)/);
    expect(told).toMatch(/curl -i -X POST .*Bearer '"\$SENDPROOF_REFERENCE_TOKEN"/);
    expect(told).toContain('"channel":"email"');
    expect(told).not.toContain(reference.env.SENDPROOF_REFERENCE_TOKEN);
  });

  /** The suite of the documentation, on the reference as the team's own server. */
  function vitest(defect?: string) {
    const which = defect === undefined ? [] : ['--defect', defect];
    write('server.ts', serverOf(['serve', '--json', ...which]));
    write('contract.test.ts', suite.replace('contractSuite({', "contractSuite({\n  only: ['request.body.cc*'],"));
    return runIn(home, process.execPath, ['node_modules/vitest/vitest.mjs', 'run'], {
      env: { NO_COLOR: '1' },
    });
  }
});

function write(name: string, text: string): void {
  writeFileSync(join(project, name), text);
}

function program(file: string, lines: string): void {
  writeFileSync(file, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
}
