import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../fixtures/reference/index.ts';
import type { RunRecord } from '../reports/record/record.ts';
import { directory, profileFile, sendproof } from './testing/cli.ts';

const PATH = process.env.PATH ?? '';

/** A running reference: its profile on disk, and the environment with its tokens. */
async function reference(defect?: string) {
  const server = await serve(defect === undefined ? {} : { defect });
  onTestFinished(() => server.close());
  return { profile: profileFile(server.profile), env: { ...server.env, PATH } };
}

async function compare(argv: string[], env: Record<string, string> = { PATH }) {
  const out = join(directory(), 'out');
  const outcome = await sendproof(['compare', '--json', '--out', out, ...argv], { env });
  const record: RunRecord | null = outcome.stdout === '' ? null : JSON.parse(outcome.stdout);
  return { ...outcome, record, out };
}

test('a candidate that breaks the contract is worse for that, before anybody asks how fast it is', async () => {
  const { profile, env } = await reference();
  const other = await reference('load-exchanged-answers');
  const { code, record, out, stderr } = await compare(['--baseline', profile, '--candidate', other.profile], env);
  expect(code).toBe(1);
  expect(record).toMatchObject({ command: 'compare', result: 'failed', experiment: { decision: 'worse' } });
  expect(record?.experiment?.text).toMatch(/^the candidate breaks the contract in \d+ of \d+ answers: /);
  expect(record?.comparisons).toMatchObject([{ metric: 'errors', decision: 'worse' }]);
  expect(stderr).toContain('breaks the contract');
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('breaks the contract');
});

test('a target compared with itself is never worse, and the record has all that was seen', async () => {
  const { profile, env } = await reference();
  const argv = ['--baseline', profile, '--candidate', profile, '--budget', '32s', '--rate', '60', '--seed', '3'];
  const { code, record, stderr } = await compare(argv, env);
  expect([0, 3]).toContain(code);
  expect(stderr).toContain('the same target, compared with itself');
  const { experiment, comparisons = [] } = record ?? {};
  expect(experiment).toMatchObject({ sameTarget: true, rate: 60, budget: 32, seed: 3 });
  // Of fifteen chunks a longer warm-up takes some.
  expect(experiment?.chunks.starts.length).toBeGreaterThan(9);
  expect(comparisons.filter(({ required }) => required).map(({ metric }) => metric)).toEqual([
    'p50',
    'p90',
    'p99',
    'errors',
  ]);
  expect(comparisons.some(({ channel }) => channel === 'teams')).toBe(true);
});

test('without a baseline there is no pass, and with a bad margin nothing is sent', async () => {
  const { profile, env } = await reference();
  const none = await compare(['--candidate', profile], env);
  expect(none).toMatchObject({ code: 3, record: null, stderr: expect.stringContaining('no baseline') });
  const lost = await compare(['--baseline', 'lost/record.json', '--candidate', profile], env);
  expect(lost).toMatchObject({ code: 3, stderr: expect.stringContaining('lost/record.json cannot be found') });
  const odd = await compare(['--baseline', profile, '--candidate', profile, '--metric', 'p51=3%'], env);
  expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining('must look like p50=3%') });
  const short = await compare(['--baseline', profile, '--candidate', profile, '--budget', '5s', '--rate', '60'], env);
  expect(short).toMatchObject({ code: 3, stderr: expect.stringContaining('Give --budget 32s') });
});

test('a stored run is a baseline: the candidate gets its load; on another machine it is none', async () => {
  const { profile, env } = await reference();
  const stored = join(directory(), 'stored');
  const load = ['load', '--target', profile, '--out', stored, '--rate', '40', '--duration', '5s', '--quiet'];
  await sendproof(load, { env });
  const { record, code } = await compare(['--baseline', stored, '--candidate', profile], env);
  expect(record?.loads).toMatchObject([{ scenario: 'smoke', stages: [{ rate: 40, seconds: 5 }] }]);
  expect(record?.experiment?.kind).toBe('stored');
  // Five seconds show no candidate to be as fast; a machine that something else has slowed down may look worse.
  expect(record?.experiment?.decision).not.toBe('notWorse');
  expect(code).toBe(record?.experiment?.decision === 'worse' ? 1 : 3);
  const file = join(stored, 'record.json');
  const before: RunRecord = JSON.parse(readFileSync(file, 'utf8'));
  const elsewhere = { ...before, machine: { cpu: 'Another 3000', cores: 64, memoryGb: 7, os: 'Linux 9' } };
  writeFileSync(file, JSON.stringify(elsewhere));
  const refused = await compare(['--baseline', file, '--candidate', profile], env);
  expect(refused).toMatchObject({ code: 3, record: { loads: [], experiment: null } });
  for (const difference of ['processor: Another 3000', 'cores: 64', 'memory: 7 GiB', 'operating system: Linux 9'])
    expect(refused.record?.notRun[0]?.why).toContain(difference);
});
