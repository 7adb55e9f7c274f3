import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { casesOf } from '../contracts/cases/catalogue.ts';
import { targetOf } from '../contracts/target/profile.ts';
import { serve } from '../fixtures/reference/index.ts';
import { checkLoadSettings } from '../load/wish.ts';
import { checkWaivers } from '../reports/record/waivers/check.ts';
import { contract } from './testing/audit.ts';
import { directory, sendproof } from './testing/cli.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The command lines of a page, as a person would copy them; but for those that ask a server of somebody's own. */
function commandsOf(file: string): string[][] {
  return [...read(file).matchAll(/npx sendproof ([^\n`#]+)/g)]
    .map(([, line = '']) =>
      [...line.trim().matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
    )
    .filter((argv) => !argv.some((word) => word.includes('.example.com')));
}

/** What would take minutes for no other reason than to be watched. */
const brief = (argv: string[]): string[] => {
  if (argv.includes('breakpoint')) return [...argv, '--duration', '1s'];
  if (argv.includes('--objective')) return [...argv, '--duration', '10s'];
  if (argv[0] === 'load' && !argv.includes('--duration')) return [...argv, '--duration', '5s'];
  if (argv[0] === 'compare') return [...argv, '--budget', '5s', '--rate', '60'];
  if (argv[0] === 'audit') return [...argv, '--duration', '5s'];
  return argv.map((word, index) => (argv[index - 1] === '--duration' ? '5s' : word));
};

const pages = [
  'README.md',
  'docs/verdicts.md',
  'docs/diff.md',
  'docs/pacts.md',
  'docs/waivers.md',
  'docs/numbers.md',
  'docs/load.md',
  'docs/comparing.md',
  'docs/extending.md',
];

/** A repository with the contract, as it is on main and in the working copy, and the files that pages speak of. */
async function layOut(cwd: string): Promise<void> {
  for (const name of ['old.json', 'new.json', 'contracts/openapi-v2.json'])
    await cp(join(root, 'contracts/openapi-v2.json'), join(cwd, name));
  const pact = JSON.parse(read('contracts/pacts/sendproof-consumer-productlane-api.json'));
  // Which token may not write, a profile has to say.
  const interactions = pact.interactions.filter(
    ({ response }: { response: { status: number } }) => response.status < 403,
  );
  await mkdir(join(cwd, 'pacts'));
  await writeFile(join(cwd, 'pacts/consumer.json'), JSON.stringify({ ...pact, interactions }));
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...argv], { cwd, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', 'contracts');
  git('commit', '--quiet', '--message', 'The contract');
  // The reference has no failure to waive.
  await writeFile(join(cwd, 'known.json'), JSON.stringify({ waivers: [] }));
}

/** A run as somebody has kept it who compares it with the latest one. */
async function keepRunBefore(cwd: string, env: Record<string, string>): Promise<void> {
  const argv = ['contract', '--target', 'acme.json', '--engine', 'probe', '--only', 'says.*'];
  expect(await sendproof(argv, { cwd, env })).toMatchObject({ code: 0 });
  await cp(join(cwd, 'results/latest'), join(cwd, 'results/before'), { recursive: true, dereference: true });
}

describe('the commands of the documentation work, in the order in which they stand', () => {
  test.each(pages)('%s', { timeout: 400_000 }, async (file) => {
    const server = await serve();
    onTestFinished(() => server.close());
    const cwd = directory();
    const commands = commandsOf(file).map(brief);
    // Where a breakpoint is looked for: enough for the search to come to an end, and no more.
    const limits = commands.some((argv) => argv.includes('breakpoint'))
      ? { requests: 100_000, ratePerSecond: 200 }
      : {};
    const profile = { ...server.profile, limits: { ...server.profile.limits, ...limits } };
    await writeFile(join(cwd, 'acme.json'), JSON.stringify(profile));
    for (const name of ['main.json', 'pr.json', 'before.json', 'after.json'])
      await writeFile(join(cwd, name), JSON.stringify(server.profile));
    await layOut(cwd);
    for (const argv of commands) {
      const env = { ...server.env, PATH: process.env.PATH ?? '', HOME: cwd };
      if (argv.includes('results/before')) await keepRunBefore(cwd, env);
      const { code, stderr } = await sendproof(argv, { cwd, env });
      // Five seconds are too short for a comparison, which is said before anything is sent.
      expect(code, `sendproof ${argv.join(' ')}\n${stderr}`).toBe(argv[0] === 'compare' ? 3 : 0);
      if (argv[0] === 'compare') expect(stderr).toMatch(/too short for any verdict|no baseline/);
    }
  });
});

test('the profile of the README is a valid one', () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(read('README.md')) ?? [];
  const env = { ACME_TOKEN: 'a', ACME_TOKEN_READONLY: 'b', ACME_TOKEN_BARE: 'c' };
  expect(targetOf(JSON.parse(json), env)).not.toHaveProperty('problems');
});

test('the waivers of the documentation are valid ones', () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(read('docs/waivers.md')) ?? [];
  const ids = { clause: contract.clauses.map(({ id }) => id), case: casesOf(contract).map(({ id }) => id) };
  expect(checkWaivers(JSON.parse(json), ids)).not.toHaveProperty('problems');
});

test('the settings of load in the documentation are valid ones', () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(read('docs/load.md')) ?? [];
  expect(checkLoadSettings(JSON.parse(json))).not.toHaveProperty('problems');
});

test('the README says how many cases there are', () => {
  expect(read('README.md')).toContain(`${casesOf(contract).length} cases derived from the document`);
});

test('every package has its reason in CONTRIBUTING.md', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const reasons = read('CONTRIBUTING.md');
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
  expect(names.filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
});
