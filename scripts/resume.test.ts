import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../fixtures/reference/index.ts';
import type { RunRecord } from '../reports/record/record.ts';
import { directory, profileFile, sendproof } from './testing/cli.ts';
import { forwardTo } from './testing/forwarder.ts';

/** The reference, whose requests are counted, and a run that is stopped at one of them. */
async function interruptedAt(stopAt: number) {
  const server = await serve({ defect: 'content-empty-accepted' });
  onTestFinished(() => server.close());
  const stop = new AbortController();
  const baseUrl = await forwardTo(server.url, (count) => {
    if (count === stopAt) stop.abort();
  });
  const profile = profileFile({ ...server.profile, baseUrl });
  const command = ['contract', '--target', profile, '--engine', 'probe', '--seed', '7', '--only', 'request.body.c*'];
  const cwd = directory();
  const run = (more: string[], signal?: AbortSignal) =>
    sendproof([...command, ...more], {
      env: { ...server.env, XDG_CONFIG_HOME: cwd },
      cwd,
      ...(signal ? { signal } : {}),
    });
  const first = await run(['--out', 'run'], stop.signal);
  return { first, run, path: join(cwd, 'run') };
}

const record = (path: string): RunRecord => JSON.parse(readFileSync(join(path, 'record.json'), 'utf8'));

/** How many requests of each case were answered. */
function answersByCase({ exchanges }: RunRecord): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { case: id, answer } of exchanges) if (answer.kind === 'answer') counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** What each case came to by each clause, whichever exchange said so. */
const outcomes = ({ verdicts }: RunRecord): Set<string> =>
  new Set(verdicts.map(({ case: id, clause, outcome }) => `${id} ${clause} ${outcome}`));

test('a run that was interrupted goes on where it was, and comes to what it would have come to', async () => {
  const { first, run, path } = await interruptedAt(60);
  expect(first.code).toBe(3);
  expect(answersByCase(record(path)).size).toBeGreaterThan(20);
  expect((await run(['--resume', 'run'])).code).toBe(1);

  expect((await run(['--out', 'whole'])).code).toBe(1);
  const whole = record(path.replace(/run$/, 'whole'));
  expect([...outcomes(record(path))]).toEqual(expect.arrayContaining([...outcomes(whole)]));
  // What was answered was not sent again.
  expect(answersByCase(record(path))).toEqual(answersByCase(whole));
  const ids = record(path).exchanges.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('it can be verified like one that was not interrupted', async () => {
  const { run, path } = await interruptedAt(30);
  await run(['--resume', 'run']);
  const { code, stdout } = await sendproof(['verify', path]);
  expect(stdout).toContain('✓ verdicts');
  expect(code).toBe(0);
});

test('after a crash between a line and its end, it can be verified as well', async () => {
  const { run, path } = await interruptedAt(30);
  const file = join(path, 'events.jsonl');
  const lines = readFileSync(file, 'utf8').split('\n');
  const last = lines.findLastIndex((line) => line.includes('"type":"evidence"'));
  writeFileSync(file, lines.slice(0, last + 1).join('\n'));
  await run(['--resume', 'run']);
  expect((await sendproof(['verify', path])).code).toBe(0);
});

test('after a crash in the middle of a line, too', async () => {
  const { run, path } = await interruptedAt(30);
  const file = join(path, 'events.jsonl');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, text.lastIndexOf('"evidence"')));
  expect((await run(['--resume', 'run'])).code).toBe(1);
  expect(existsSync(join(path, 'report.html'))).toBe(true);
});

test.each([
  ['a finished run', ['--resume', 'run'], 'is finished'],
  ['no run', ['--resume', 'nowhere'], 'holds no run'],
])('%s cannot be gone on with', async (_, more, words) => {
  const { run } = await interruptedAt(10);
  await run(['--resume', 'run']);
  const { code, stderr } = await run(more);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('another command is not the same run', async () => {
  const { run } = await interruptedAt(10);
  const { code, stderr } = await run(['--resume', 'run', '--strict', '--only', 'says.*']);
  expect(code).toBe(2);
  expect(stderr).toContain('--strict, the cases');
});
