import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { at, documentText, documentWith } from '../contracts/clauses/testing/document.ts';
import type { Change } from '../contracts/diff/change.ts';
import { directory, sendproof } from './testing/cli.ts';

const shorter = documentWith({ [`${at.body}/properties/cc/items/properties/email/maxLength`]: 100 });
const sentence = 'cc[].email may have 100 characters instead of 254 at most';

/** A directory with files of these texts. */
function withFiles(files: Record<string, string>): string {
  const cwd = directory();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
}

test('a document against itself: nothing, exit code 0', async () => {
  const cwd = withFiles({ 'old.json': documentText });
  const { code, stdout } = await sendproof(['diff', 'old.json', 'old.json'], { cwd });
  expect({ code, stdout }).toEqual({ code: 0, stdout: '✓ The two documents say the same.\n' });
});

test('a change that hurts: said with its witness, exit code 1', async () => {
  const cwd = withFiles({ 'old.json': documentText, 'new.json': shorter });
  const { code, stdout } = await sendproof(['diff', 'old.json', 'new.json'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain('✕ The new document hurts clients by 1 change.');
  expect(stdout).toContain(sentence);
  expect(stdout).toMatch(/request body: \{"content":"a","cc":\[\{"email":"a+@example\.com"\}\]\}/);
  expect(stdout).toContain('right under the old document, wrong under the new');
});

test('as JSON, as Markdown and as files', async () => {
  const cwd = withFiles({ 'old.json': documentText, 'new.json': shorter });
  const argv = ['diff', 'old.json', 'new.json', '--out', 'changes'];
  const json = await sendproof([...argv, '--json'], { cwd });
  expect(JSON.parse(json.stdout)).toMatchObject({ holds: false, open: [{ sentence, hurts: [{ whom: 'clients' }] }] });
  const markdown = await sendproof([...argv, '--markdown'], { cwd });
  expect(markdown).toMatchObject({ code: 1, stdout: expect.stringContaining('**clients**') });
  expect(readFileSync(join(cwd, 'changes/diff.json'), 'utf8')).toBe(json.stdout);
  expect(readFileSync(join(cwd, 'changes/diff.md'), 'utf8')).toBe(markdown.stdout);
});

test('what is accepted hurts no more, until it changes in another way', async () => {
  const even = documentWith({ [`${at.body}/properties/cc/items/properties/email/maxLength`]: 50 });
  const cwd = withFiles({ 'old.json': documentText, 'new.json': shorter, 'shortest.json': even });
  const { stdout } = await sendproof(['diff', 'old.json', 'new.json', '--json'], { cwd });
  const { open }: { open: Change[] } = JSON.parse(stdout);
  const accepted = open.map(({ id, sentence: said }) => ({ id, sentence: said, why: 'agreed with all clients' }));
  writeFileSync(join(cwd, 'known.json'), JSON.stringify({ accepted }));
  const known = await sendproof(['diff', 'old.json', 'new.json', '--accepted', 'known.json'], { cwd });
  expect(known).toMatchObject({ code: 0, stdout: expect.stringContaining('agreed with all clients') });
  const other = await sendproof(['diff', 'old.json', 'shortest.json', '--accepted', 'known.json'], { cwd });
  expect(other).toMatchObject({ code: 1, stdout: expect.stringContaining('1 acceptance of what has not changed') });
});

test('a changed sentence must be read, exit code 1, with both texts', async () => {
  const now = documentWith({ [`${at.body}/properties/content/description`]: 'Message body (Markdown).' });
  const cwd = withFiles({ 'old.json': documentText, 'new.json': now });
  const { code, stdout } = await sendproof(['diff', 'old.json', 'new.json'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain('1 change must be read by a person');
  expect(stdout).toContain('old  Message body (HTML).');
  expect(stdout).toContain('new  Message body (Markdown).');
});

test('a document as it was at a revision of git', async () => {
  const cwd = withFiles({ 'api.json': documentText });
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...argv], { cwd, stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  writeFileSync(join(cwd, 'api.json'), shorter);
  const { code, stdout } = await sendproof(['diff', 'git:HEAD:api.json', 'api.json'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain(sentence);
  const none = await sendproof(['diff', 'git:v0.0.0:api.json', 'api.json'], { cwd });
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('git:v0.0.0:api.json cannot be read') });
});

test.each([
  ['a file that is not there', ['diff', 'nowhere.json', 'old.json'], 'nowhere.json cannot be read (ENOENT)'],
  ['what is no OpenAPI', ['diff', 'old.json', 'other.json'], 'other.json: not an OpenAPI 3.0 or 3.1 document'],
  ['half a revision', ['diff', 'git:HEAD', 'old.json'], 'git:HEAD is not git:REV:PATH'],
  ['an option for a revision', ['diff', 'git:--help:x', 'old.json'], 'is not git:REV:PATH'],
  ['no second document', ['diff', 'old.json'], 'missing required argument'],
  [
    'acceptances in another form',
    ['diff', 'old.json', 'old.json', '--accepted', 'other.json'],
    'not a file of accepted',
  ],
])('%s is misuse and says which', async (_, argv, complaint) => {
  const cwd = withFiles({ 'old.json': documentText, 'other.json': '{"swagger": "2.0"}' });
  const { code, stderr } = await sendproof(argv, { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(complaint);
  expect(stderr).not.toContain('    at ');
});
