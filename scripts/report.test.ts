import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { casesOf } from '../contracts/cases/catalogue.ts';
import { daily } from '../reports/history/testing/runs.ts';
import type { RunRecord } from '../reports/record/record.ts';
import { writeRecord } from '../reports/record/writer.ts';
import { auditReference, contract } from './testing/audit.ts';
import { directory, sendproof } from './testing/cli.ts';

const casesAbout = (clause: string) => casesOf(contract).filter(({ clauses }) => clauses.includes(clause));

/** The directory of a run on the reference, of the cases about one clause. */
const runDirectory = async (what: { defect?: string }, clause = 'says.channel', change: Partial<RunRecord> = {}) => {
  const record = await auditReference(what, { cases: casesAbout(clause) });
  const path = directory();
  writeRecord(path, { ...record, ...change });
  return path;
};

const broken = { defect: 'channel-always-email' };

test('two runs: what got worse, with files, and exit code 1; the other way round it got better, and 0', async () => {
  const [before, after] = [await runDirectory({}), await runDirectory(broken)];
  const cwd = directory();
  const worse = await sendproof(['report', before, after], { cwd });
  expect(worse.code).toBe(1);
  expect(worse.stderr).toMatch(/✕ Of \d+ clauses that both runs decided, 1 got worse\./);
  expect(worse.stderr).toContain('says.channel');
  expect(worse.stderr).toContain('Other profile /baseUrl');
  const [, where = ''] = /report {3}(results\/\d{4}-\d\d-\d\dT\d{6}Z-report)\/changes\.html/.exec(worse.stderr) ?? [];
  for (const file of ['changes.md', 'changes.json', 'changes.html'])
    expect(readFileSync(join(cwd, where, file), 'utf8')).toContain('says.channel');
  expect(existsSync(join(cwd, 'results/latest'))).toBe(false);

  const out = join(directory(), 'a', 'b');
  const better = await sendproof(['report', after, before, '--out', out, '--json', '--quiet']);
  expect(better).toMatchObject({ code: 0, stderr: '' });
  const comparison = JSON.parse(better.stdout);
  expect(comparison).toMatchObject({ worse: [], better: [{ clause: 'says.channel' }] });
  expect(JSON.parse(readFileSync(join(out, 'changes.json'), 'utf8'))).toEqual(comparison);
});

test('two runs of which nothing can be said give no answer: not finished, or nothing in common', async () => {
  const whole = await runDirectory({});
  for (const [other, why] of [
    [await runDirectory({}, 'says.channel', { finishedAt: null }), 'The second run did not finish'],
    [
      await runDirectory({}, 'says.channel', { verdicts: [] }),
      'There is no clause that both runs decided in the same case',
    ],
  ] as const) {
    const out = join(directory(), 'none');
    const { code, stderr } = await sendproof(['report', whole, other, '--out', out]);
    expect(code).toBe(3);
    expect(stderr).toContain(why);
    expect(existsSync(out)).toBe(false);
  }
});

test('what is no run is said, with its place', async () => {
  const whole = await runDirectory({});
  const empty = directory();
  expect(await sendproof(['report', whole, empty])).toMatchObject({ code: 3, stderr: expect.stringContaining(empty) });
  writeFileSync(join(empty, 'record.json'), '{}');
  expect(await sendproof(['report', empty, whole])).toMatchObject({ code: 3, stderr: expect.stringContaining(empty) });
});

test('no run is misuse', async () => {
  expect(await sendproof(['report'])).toMatchObject({ code: 2 });
});

/** Directories of loads on following days. */
const loadDirectories = (count: number, slowFrom: number): string[] =>
  daily(count, (run) => ({ slower: run >= slowFrom ? 1.3 : 1 })).map(({ record }) => {
    const path = directory();
    writeRecord(path, record);
    return path;
  });

test('three runs and more: since when latency has changed, with files', async () => {
  const paths = loadDirectories(14, 8);
  const cwd = directory();
  const { code, stderr } = await sendproof(['report', ...paths.toReversed()], { cwd });
  expect(code).toBe(0);
  expect(stderr).toMatch(/since run 8 \(2026-09-09\): p50 \d+ % slower/);
  const [, where = ''] = /report {3}(results\/\d{4}-\d\d-\d\dT\d{6}Z-report)\/history\.html/.exec(stderr) ?? [];
  for (const file of ['history.md', 'history.html'])
    expect(readFileSync(join(cwd, where, file), 'utf8')).toContain('since run 8');
  expect(existsSync(join(cwd, 'results/latest'))).toBe(false);

  const out = join(directory(), 'a', 'b');
  const again = await sendproof(['report', ...paths, '--out', out, '--json', '--quiet']);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  const history = JSON.parse(again.stdout);
  expect(history.runs).toHaveLength(14);
  expect(JSON.parse(readFileSync(join(out, 'history.json'), 'utf8'))).toEqual(history);
});

test('of runs without a load there is no history', async () => {
  const whole = await runDirectory({});
  const { code, stderr } = await sendproof(['report', whole, whole, whole]);
  expect(code).toBe(3);
  expect(stderr).toContain('None of the runs holds a load');
});
