import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../fixtures/reference/index.ts';
import type { Load } from '../load/sample.ts';
import { directory, profileFile, sendproof } from './testing/cli.ts';

const PATH = process.env.PATH ?? '';

/** Puts the reference under load; `limits` are those of its profile. */
async function load(argv: string[], { defect, limits }: { defect?: string; limits?: object } = {}) {
  const server = await serve(defect === undefined ? {} : { defect });
  onTestFinished(() => server.close());
  const profile = profileFile({ ...server.profile, ...(limits === undefined ? {} : { limits }) });
  const outcome = await sendproof(['load', '--target', profile, '--json', ...argv], { env: { ...server.env, PATH } });
  const { loads, notRun }: { loads: Load[]; notRun: unknown[] } = JSON.parse(outcome.stdout || '{"loads":[]}');
  return { ...outcome, load: loads[0], notRun };
}

test('objectives decide the exit code: met 0, missed 1, too short to tell 3', async () => {
  const run = (objective: string) => load(['--duration', '6s', '--objective', objective]);
  // Of percentiles so short a run can bound none on a busy machine; a share without a single error it always can.
  const met = await run('errors=10%');
  expect(met.load?.objectives).toMatchObject([{ metric: 'errors', limit: 0.1, decision: 'met' }]);
  expect(met.code).toBe(0);
  const missed = await run('max=0.001ms');
  expect(missed.load?.findings).toMatchObject([{ kind: 'objective', text: expect.stringContaining('max is') }]);
  expect(missed.code).toBe(1);
  const open = await run('p9999=2s');
  expect(open.load?.objectives).toMatchObject([{ decision: 'undecided', text: expect.stringContaining('would tell') }]);
  expect(open.code).toBe(3);
  expect(open.stderr).toContain('undecided');
});

test('settings come from a file, and flags override it; the plan is said before anything is sent', async () => {
  const settings = join(directory(), 'load.json');
  const file = { scenarios: { smoke: { rate: 20, seconds: 60 } }, channels: { email: 1 }, payloads: { copies: 1 } };
  writeFileSync(settings, JSON.stringify(file));
  const { load: measured, stderr } = await load(['--settings', settings, '--duration', '3s']);
  expect(stderr).toMatch(/load: scenario smoke .*: 60 requests in 3 s, 20\/s at most, to http:\/\/127/);
  expect(measured?.channels.map(({ channel }) => channel)).toEqual(['email']);
  expect(measured?.payloads.map(({ payload }) => payload)).toEqual(['copies']);
  writeFileSync(settings, JSON.stringify({ scenarios: { night: {} } }));
  const wrong = await load(['--settings', settings]);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('/scenarios/night is not known');
});

test('one channel that is slow is measured twice, and then named', async () => {
  const { load: measured, code } = await load(['--duration', '10s'], { defect: 'load-slow-channel' });
  expect(measured?.findings).toEqual([
    { kind: 'slow-channel', channel: 'teams', text: expect.stringMatching(/teams.*a second run showed it again/) },
  ]);
  expect(code).toBe(1);
});

test('breakpoint: the steps, the knee, and what stands above it', async () => {
  const argv = ['--scenario', 'breakpoint', '--rate', '20', '--duration', '2s', '--objective', 'p50=2s'];
  const { load: measured, code, stderr } = await load(argv, { limits: { requests: 2000, ratePerSecond: 40 } });
  expect(measured?.knee).toMatchObject({ rate: 40, confirmed: true, limitedBy: 'limits' });
  expect(measured?.stages.map(({ rate, seconds, met }) => [rate, seconds, met])).toEqual([
    [20, 2, true],
    [40, 2, true],
    [40, 6, true],
  ]);
  expect(stderr).toContain('met up to 40 requests a second (the limits allow no more)');
  expect(code).toBe(0);
});

test('closed: as many as the target answers, within its limits, and said to be so', async () => {
  const argv = ['--scenario', 'closed', '--vus', '4', '--duration', '3s'];
  const { load: measured } = await load(argv, { limits: { requests: 1000, ratePerSecond: 40 } });
  const sent = measured?.channels.reduce((sum, { requests }) => sum + requests, 0) ?? 0;
  expect(measured?.model).toBe('closed');
  expect(sent).toBeGreaterThan(60);
  // Each user may begin one more just before the end.
  expect(sent).toBeLessThanOrEqual(40 * 3 + 4);
});

test('a target that dies in the middle ends the load; what was measured is kept, and the death is named', async () => {
  let answered = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      answered += 1;
      // An answer that is no right one is an answer: it is the end that counts.
      if (answered > 100) {
        server.close();
        server.closeAllConnections();
      } else response.writeHead(200, { 'content-type': 'application/json' }).end(answerTo(request.url ?? '', answered));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const profile = profileFile({
    name: 'mortal',
    baseUrl: `http://127.0.0.1:${address.port}`,
    tokens: { full: { env: 'TOKEN' } },
    states: { 'email-thread': { thread: 'thr_1' } },
  });
  const settings = join(directory(), 'load.json');
  writeFileSync(settings, JSON.stringify({ stopWhen: { errors: 0.5, seconds: 2 } }));
  const argv = ['load', '--target', profile, '--settings', settings, '--duration', '60s', '--json'];
  const { code, stdout } = await sendproof(argv, { env: { TOKEN: 'tok', PATH } });
  const { loads, result }: { loads: Load[]; result: string } = JSON.parse(stdout);
  expect(loads[0]).toMatchObject({ complete: false, valid: true, channels: [{ channel: 'email' }] });
  expect(loads[0]?.notes?.join()).toMatch(/stopped: \d+ of \d+ requests failed in 2 s/);
  expect(loads[0]?.findings).toMatchObject([{ kind: 'errors', text: expect.stringContaining('connection refused') }]);
  expect(loads[0]?.generator.duration).toBeLessThan(20);
  expect({ code, result }).toEqual({ code: 1, result: 'failed' });
}, 60_000);

function answerTo(url: string, count: number): string {
  const thread = /threads\/([^/]+)/.exec(url)?.[1];
  return JSON.stringify({ id: `m${count}`, thread_id: thread, channel: 'email' });
}
