import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findPinned } from '../k6/find.ts';
import type { Line } from '../output.ts';
import { manifests } from './manifests.ts';
import { missing, type RunnerRead, readRunner } from './runner-files.ts';
import { planWith } from './testing/plans.ts';

const cell = (second: number) => ({
  sendproof: 'cell',
  second,
  channel: 'email',
  payload: 'plain',
  outcome: 'ok',
  status: 200,
  count: 2,
  latency: 'H',
  service: 'H',
});
const tick = { sendproof: 'tick', time: 1_700_000_000_000, sent: 2, dropped: 0, vus: 5, gc: null };
const end = { sendproof: 'end' };
const LOGS = ['time="2026-11-25T21:23:36Z" level=info msg="running"', '', 'panic: {"not": "ours"}', '{"level":"info"}'];

const text = (...lines: (object | string)[]) =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');

async function read(content: string | string[]): Promise<{ read: RunnerRead; lines: Line[] }> {
  const lines: Line[] = [];
  const pieces = typeof content === 'string' ? [content] : content;
  return { read: await readRunner({ name: 'r', text: pieces }, (line) => lines.push(line)), lines };
}

describe('reading', () => {
  test('our lines are handed on in order, and what k6 logs is left out', async () => {
    const found = await read(text(LOGS[0] ?? '', cell(1), ...LOGS, cell(0), cell(2), tick, end, ...LOGS));
    expect(found.lines).toEqual([cell(1), cell(0), cell(2), tick, end]);
    expect(found.read).toMatchObject({ lines: 5, broken: { count: 0, first: null }, ended: true, firstSecond: 0 });
  });

  test('pieces may end anywhere', async () => {
    const whole = text(cell(0), LOGS[0] ?? '', tick, end);
    const found = await read([...whole]);
    expect(found).toEqual(await read(whole));
    expect(found.lines).toHaveLength(3);
  });

  test('the last line needs no line end', async () => {
    expect((await read(text(cell(0), end).trimEnd())).read.ended).toBe(true);
  });

  test.each([
    ['cut off', JSON.stringify(cell(0)).slice(0, 60)],
    ['of a kind that is none', '{"sendproof":"sum"}'],
    ['without what it must have', '{"sendproof":"cell","second":1}'],
    ['two in one', JSON.stringify(tick) + JSON.stringify(cell(3))],
    ['behind something else', `time="2026" ${JSON.stringify(cell(3))}`],
    ['of k6, cut off', '{"metric":"http_reqs","type":"Poi'],
  ])('a line %s is counted, not skipped', async (_, line) => {
    const found = await read(text(cell(0), line, end));
    expect(found.lines).toEqual([cell(0), end]);
    expect(found.read.broken).toEqual({ count: 1, first: line.slice(0, 80) });
    expect(missing([found.read], { runners: 1, rate: 10 })).toEqual([expect.stringMatching(/1 broken/)]);
  });

  test('a text that cannot be read to its end fails', async () => {
    async function* failing() {
      yield text(cell(0));
      throw new Error('disk');
    }
    await expect(readRunner({ name: 'r', text: failing() }, () => {})).rejects.toThrow('disk');
  });
});

describe('what is missing', () => {
  const good = async (second: number, name: string) => ({ ...(await read(text(cell(second), tick, end))).read, name });
  const wanted = { runners: 2, rate: 10 };

  test('nothing, when every runner has come to its end', async () => {
    expect(missing([await good(0, 'a'), await good(1, 'b')], wanted)).toEqual([]);
  });

  test('a runner', async () => {
    expect(missing([await good(0, 'a')], wanted)).toEqual(['there are files of 1 runners, and 2 ran']);
  });

  test('the end', async () => {
    const { read: cut } = await read(text(cell(0), tick));
    expect(missing([await good(0, 'a'), cut], wanted)).toEqual([expect.stringMatching(/^r has no end/)]);
  });

  test('the beginning, which a log that was full has lost', async () => {
    const { read: late } = await read(text(cell(700), tick, end));
    expect(missing([await good(0, 'a'), late], wanted)).toEqual([expect.stringMatching(/^r begins at second 700/)]);
    // At a low rate with many runners the first request of one may be due late.
    expect(missing([await good(0, 'a'), await good(200, 'b')], { runners: 2, rate: 0.01 })).toEqual([]);
  });

  test('one that was given twice, whatever k6 logged around it', async () => {
    const { read: again } = await read(text(...LOGS, cell(0), tick, end));
    expect(missing([await good(0, 'a'), again], wanted)).toEqual(['r holds the same as a']);
  });

  test('everything', async () => {
    const { read: empty } = await read('Error from server (NotFound): pods "x" not found\n');
    expect(missing([await good(0, 'a'), empty], wanted)).toEqual([expect.stringMatching(/no line of a runner/)]);
  });
});

const k6 = await findPinned(join(import.meta.dirname, '../..'));

/** A script that sends nothing: what matters is what k6 takes and writes. */
const SCRIPT = `
import { Trend } from 'k6/metrics';
import exec from 'k6/execution';
const results = new Trend('sendproof_result', true);
if (__ENV.SENDPROOF_LOAD === undefined) throw new Error('no settings');
export const options = {
  scenarios: { stage0: { executor: 'shared-iterations', vus: 3, iterations: 30 } },
};
export default function () {
  exec.vu.metrics.metadata.r = exec.scenario.iterationInTest * 10 + ' 0 0 id' + exec.scenario.iterationInTest;
  results.add(5, { channel: 'email', payload: 'plain', outcome: 'ok', status: '200' });
  console.log('sent');
}`;

test.runIf(k6.kind === 'found')(
  'three k6 with the arguments of the manifest share the load, and all comes back',
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sendproof-runners-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    writeFileSync(join(directory, 'sendproof.js'), SCRIPT);
    const made = manifests(planWith({ output: 'stock', settings: { ...planWith().settings, model: SMALL } }));
    if (made.kind === 'refused' || k6.kind === 'missing') throw new Error('no manifest');
    const given = made.testRun.spec.arguments.split(' ');
    const env = {
      SENDPROOF_LOAD: '{}',
      K6_NO_USAGE_REPORT: 'true',
      K6_AUTO_EXTENSION_RESOLUTION: 'false',
      HOME: directory,
    };
    const run = { cwd: directory, env, encoding: 'utf8' as const };

    // As the operator does: first an archive, with all arguments but --out and its value.
    const forArchive = given.slice(0, given.indexOf('--out'));
    execFileSync(k6.path, ['archive', 'sendproof.js', '-e', 'SENDPROOF_LOAD={}', '-O', 'a.tar', ...forArchive], run);

    const ids: string[] = [];
    const reads: RunnerRead[] = [];
    for (const part of [0, 1, 2]) {
      const segment = [`--execution-segment=${part}/3:${part + 1}/3`, '--execution-segment-sequence=0,1/3,2/3,1'];
      const own = ['--address=', '--tag', `instance_id=${part + 1}`];
      const { stdout, stderr } = spawnSync(
        k6.path,
        ['run', '--quiet', ...segment, ...given, 'sendproof.js', ...own],
        run,
      );
      const pieces = [stderr, stdout];
      reads.push(
        await readRunner({ name: `${part + 1}`, text: pieces }, (line) => {
          expect(line.sendproof).not.toBe('end');
          if (line.sendproof === 'ids') ids.push(...line.ids);
        }),
      );
    }
    expect(missing(reads, { runners: 3, rate: 10 })).toEqual([]);
    expect(reads.map(({ ended }) => ended)).toEqual([null, null, null]);
    expect(ids.toSorted()).toEqual(Array.from({ length: 30 }, (_, index) => `id${index}`).toSorted());
  },
);

const SMALL = {
  kind: 'open' as const,
  stages: [{ rate: 10, start: 0, seconds: 3, requests: 30, vus: { ready: 3, most: 3 } }],
};
