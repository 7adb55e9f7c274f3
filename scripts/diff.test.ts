import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { at, documentText, documentWith } from '../contracts/clauses/testing/document.ts';
import type { Diff } from '../reports/diff/result.ts';
import type { ChangeWaiver } from '../reports/record/waivers/waiver.ts';
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
  expect(JSON.parse(json.stdout)).toMatchObject({
    result: 'failed',
    documents: { old: 'old.json', new: 'new.json' },
    open: [{ sentence, hurts: [{ whom: 'clients' }] }],
  });
  const markdown = await sendproof([...argv, '--markdown'], { cwd });
  expect(markdown).toMatchObject({ code: 1, stdout: expect.stringContaining('**clients**') });
  expect(readFileSync(join(cwd, 'changes/diff.json'), 'utf8')).toBe(json.stdout);
  expect(readFileSync(join(cwd, 'changes/diff.md'), 'utf8')).toBe(markdown.stdout);
});

describe('a waiver of a change', () => {
  const path = `${at.body}/properties/cc/items/properties/email/maxLength`;
  const files = { 'old.json': documentText, 'new.json': shorter, 'shortest.json': documentWith({ [path]: 50 }) };
  const filled = { reason: 'agreed with all clients', owner: 'Ana', expires: '2999-12-31' };

  /** What `diff` gives to paste, filled in, beside a waiver of something else. */
  const waived = async (cwd: string, more: Partial<typeof filled> = {}): Promise<ChangeWaiver[]> => {
    const { stdout } = await sendproof(['diff', 'old.json', 'new.json', '--json'], { cwd });
    const { toWaive }: Diff = JSON.parse(stdout);
    const waivers = toWaive.map((one) => ({ ...one, ...filled, ...more }));
    const ofRun = { clause: 'of some contract', ...filled, expires: '2020-01-31' };
    writeFileSync(join(cwd, 'known.json'), JSON.stringify({ waivers: [...waivers, ofRun] }));
    return waivers;
  };
  const diff = (cwd: string, now: string, ...more: string[]) =>
    sendproof(['diff', 'old.json', now, '--waivers', 'known.json', ...more], { cwd });

  test('lets it pass, with reason, owner and last day in every report', async () => {
    const cwd = withFiles(files);
    const [waiver] = await waived(cwd);
    const said = 'waived until 2999-12-31 by Ana: agreed with all clients';
    expect(await diff(cwd, 'new.json')).toMatchObject({ code: 0, stdout: expect.stringContaining(said) });
    expect((await diff(cwd, 'new.json', '--markdown')).stdout).toContain(said);
    const { stdout } = await diff(cwd, 'new.json', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      result: 'passed',
      open: [],
      toWaive: [],
      waived: [{ sentence, waiver }],
      waivers: [{ waiver, standing: 'used' }],
    });
  });

  test('does not hold when the same place changes in another way, and says that it fits nothing', async () => {
    const cwd = withFiles(files);
    await waived(cwd);
    const { code, stdout } = await diff(cwd, 'shortest.json');
    expect(code).toBe(1);
    expect(stdout).toContain('Waivers that nothing here needs');
    // After the merge nothing has changed any more, and the waiver is still in the file.
    expect(await diff(cwd, 'old.json')).toMatchObject({ code: 0, stdout: expect.stringContaining(sentence) });
  });

  test('ends: from then on the change is open again, and that is said', async () => {
    const cwd = withFiles(files);
    await waived(cwd, { expires: '2020-01-31' });
    const { code, stdout } = await diff(cwd, 'new.json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/Waivers that have expired\n.*email\.maxLength \(Ana, until 2020-01-31\)/);
    const json = await diff(cwd, 'new.json', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      waived: [],
      waivers: [{ standing: 'expired' }],
      open: [{ sentence }],
    });
  });

  test('as it was given to paste it is not filled in: misuse, all at once', async () => {
    const cwd = withFiles(files);
    await waived(cwd, { reason: '', owner: '', expires: '' });
    const { code, stderr } = await diff(cwd, 'new.json');
    expect(code).toBe(2);
    for (const one of [
      '/waivers/0/reason must not be blank',
      '/waivers/0/owner must',
      '/waivers/0/expires must be a day',
    ])
      expect(stderr).toContain(one);
  });
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
    'waivers in another form',
    ['diff', 'old.json', 'old.json', '--waivers', 'other.json'],
    'other.json is not a valid file of waivers',
  ],
])('%s is misuse and says which', async (_, argv, complaint) => {
  const cwd = withFiles({ 'old.json': documentText, 'other.json': '{"swagger": "2.0"}' });
  const { code, stderr } = await sendproof(argv, { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(complaint);
  expect(stderr).not.toContain('    at ');
});
