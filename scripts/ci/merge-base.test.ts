import { expect, test } from 'vitest';
import { at, documentWith } from '../../contracts/clauses/testing/document.ts';
import { directory, sendproof } from '../testing/cli.ts';
import { checkout, commit, commitMany, git, remoteWith } from './testing/repository.ts';

const contract = 'api.json';
const same = documentWith({});
const shorter = documentWith({ [`${at.body}/properties/cc/items/properties/email/maxLength`]: 100 });

const check = (cwd: string, ...options: string[]) =>
  sendproof(['ci', '--contract', contract, '--json', ...options], { cwd, env: { PATH: process.env.PATH ?? '' } });

const diffOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout).checks[0];

test('a whole clone stays whole, and so does its answer', async () => {
  const remote = remoteWith({
    before: { [contract]: same },
    change: { other: 'a' },
    meanwhile: { [contract]: shorter },
  });
  const cwd = directory();
  git(cwd, 'clone', '--quiet', remote.url, '.');
  git(cwd, 'switch', '--quiet', '--detach', remote.head);
  const result = await check(cwd, '--base', 'main');
  expect(diffOf(result)).toMatchObject({ code: 0, sentence: 'The two documents say the same.' });
  expect(git(cwd, 'rev-parse', '--is-shallow-repository')).toBe('false');
});

test('a shallow clone is made as deep as it takes', async () => {
  const remote = remoteWith({ before: { [contract]: same }, change: { other: 'a' } });
  const origin = new URL(remote.url).pathname;
  commitMany(origin, 'change', 60);
  const cwd = checkout(remote, 'change');
  expect(diffOf(await check(cwd, '--base', 'main'))).toMatchObject({ code: 0 });
});

test('a contract that was renamed is held against what it was called before', async () => {
  const remote = remoteWith({ before: { 'old name.json': same }, change: {} });
  const origin = new URL(remote.url).pathname;
  git(origin, 'switch', '--quiet', 'change');
  git(origin, 'mv', 'old name.json', contract);
  commit(origin, { [contract]: shorter });
  expect(diffOf(await check(checkout(remote, 'change'), '--base', 'main'))).toMatchObject({ code: 1 });
});

test.each([
  [
    'a base that is not there',
    ['--base', 'nowhere'],
    { code: 3, sentence: expect.stringContaining('nowhere cannot be') },
  ],
  [
    'an option for a base',
    ['--base=--upload-pack=x'],
    { code: 2, sentence: expect.stringContaining('is no revision') },
  ],
])('%s is said, with what to do', async (_, options, part) => {
  const remote = remoteWith({ before: { [contract]: same }, change: {} });
  const result = await check(checkout(remote, remote.head), ...options);
  expect(diffOf(result)).toMatchObject(part);
  expect(result.code).toBe(part.code);
});

test('histories that have nothing in common give no answer', async () => {
  const remote = remoteWith({ before: { [contract]: same }, change: {} });
  const origin = new URL(remote.url).pathname;
  git(origin, 'switch', '--quiet', '--orphan', 'island');
  commit(origin, { [contract]: shorter });
  const result = await check(checkout(remote, remote.head), '--base', 'island');
  expect(diffOf(result)).toMatchObject({ code: 3, sentence: expect.stringMatching(/no commit in common|no older/) });
});

test.each([
  ['outside of any repository', [], 'this is no git repository'],
  ['a contract that is outside of it', ['--contract', '../api.json'], 'is outside of the repository'],
])('%s is misuse', async (where, options, complaint) => {
  const cwd = directory();
  if (!where.startsWith('outside')) git(cwd, 'init', '--quiet');
  const result = await check(cwd, '--base', 'main', ...options);
  expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining(complaint) });
});

test('nothing to compare with and no target: misuse, since nothing was checked', async () => {
  const remote = remoteWith({ before: { [contract]: same }, change: {} });
  const result = await check(checkout(remote, remote.head));
  expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('there is nothing to check') });
});
