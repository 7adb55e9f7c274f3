import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import type { K6End, K6Run, LoadEffects } from './effects.ts';
import type { IdStore } from './ids.ts';
import type { Progress } from './progress.ts';
import { type LoadPlan, runLoad } from './run.ts';
import { LoadSchema } from './sample.ts';

const TOKEN = 'tok-4711-secret';
const FINE: K6End = { ended: 'itself', exitCode: 0, stderr: '' };

const PLAN: LoadPlan = {
  scenario: 'smoke',
  target: {
    baseUrl: 'http://127.0.0.1:9/api',
    attachmentUrl: 'https://example.com/a.pdf',
    routes: [
      { channel: 'email', thread: 'thr_1', token: TOKEN },
      { channel: 'teams', thread: 'thr_2', token: TOKEN },
    ],
    caps: { requests: 1000, ratePerSecond: 100 },
  },
  rate: 40,
  duration: 2,
  k6: { kind: 'found', path: '/opt/k6', version: '1.8.1', via: 'flag', output: 'stream' },
  contract: {},
  workDir: '/somewhere',
};

/** Effects under which "k6" writes the given lines, reads `cpu` as its CPU seconds a second, and ends so. */
function effects(lines: string[], end: K6End = FINE, cpu = 0.1) {
  const seen: { runs: K6Run[]; files: Map<string, string> } = { runs: [], files: new Map() };
  const fake: LoadEffects = {
    cores: 2,
    bundle: async () => ({ kind: 'bundled', code: '// bundled' }),
    withScratch: (parent, use) => use(`${parent}/scratch`),
    writePrivate: async (path, text) => {
      seen.files.set(path, text);
    },
    openIds: memoryIds,
    startControl: async () => ({ url: 'http://127.0.0.1:1/', close: async () => undefined }),
    watchTarget: () => ({ name: 'nobody', stop: () => undefined }),
    watchEventLoop: () => ({ maxMs: () => 1.5, stop: () => undefined }),
    now: () => 0,
    runK6: async (run) => {
      seen.runs.push(run);
      run.onUse({ cpuSeconds: 5, sockets: 1, time: 0 });
      run.onText(`${lines.join('\n')}\n${tick(1)}\n`);
      run.onUse({ cpuSeconds: 5, sockets: 80, time: 1000 });
      run.onUse({ cpuSeconds: 5 + cpu * 2, sockets: 40, time: 3000 });
      return end;
    },
  };
  return { fake, seen };
}

/** Ids in memory: the same promise as the store on disk. */
function memoryIds(): IdStore {
  const all: string[] = [];
  return {
    add: (ids) => all.push(...ids),
    repeated: () => ({
      checked: all.length,
      count: all.length - new Set(all).size,
      first: all.find((id, index) => all.indexOf(id) < index) ?? null,
    }),
    close: () => undefined,
  };
}

const tick = (second: number) =>
  JSON.stringify({ metric: 'vus_max', type: 'Point', data: { time: `2026-01-01T00:00:0${second}Z`, value: 80 } });

const point = (metric: string, value: number, rest: object = {}) =>
  JSON.stringify({ metric, type: 'Point', data: { time: '2026-01-01T00:00:01Z', value, tags: {}, ...rest } });

type Given = { channel?: string; outcome?: string; status?: number; latency?: number; rest?: string | object };

/** The two lines of one request, due at a time in milliseconds. */
function request(due: number, given: Given = {}): string[] {
  const { channel = 'email', outcome = 'ok', status = 200, latency = 2, rest = `m${due}${channel}` } = given;
  return [
    point('http_reqs', 1),
    point('sendproof_result', latency, {
      tags: { channel, payload: 'plain', outcome, status: String(status) },
      metadata: { r: `${due} 0 0 ${typeof rest === 'string' ? rest : JSON.stringify(rest)}` },
    }),
  ];
}

/** 80 requests in 2 s, 40 on each of two channels; `change` says what is special about one of them. */
function requests(change: (index: number) => Given = () => ({})): string[] {
  return Array.from({ length: 80 }, (_, index) =>
    request(index * 25, { channel: index % 2 === 0 ? 'email' : 'teams', ...change(index) }),
  ).flat();
}

async function loadOf(lines: string[], end?: K6End, cpu?: number) {
  const outcome = await runLoad(PLAN, effects(lines, end, cpu).fake);
  if (outcome.kind === 'notRun') throw new Error(outcome.why);
  expect(Check(LoadSchema, outcome.load)).toBe(true);
  return outcome.load;
}

test('a clean run: figures by channel, no finding, valid', async () => {
  const load = await loadOf(requests((index) => ({ latency: index === 78 ? 9 : index % 2 === 0 ? 2 : 3 })));
  expect(load).toMatchObject({ scenario: 'smoke', findings: [], valid: true, whyNotValid: [] });
  expect(load.generator).toMatchObject({
    k6: { version: '1.8.1', path: 'flag' },
    intendedRate: 40,
    duration: 2,
    cpu: expect.closeTo(0.1),
  });
  const [email, teams] = load.channels;
  expect(email).toMatchObject({
    channel: 'email',
    requests: 40,
    failed: 0,
    rate: 20,
    p50: 2,
    max: expect.closeTo(9, 1),
  });
  expect(teams).toMatchObject({ channel: 'teams', requests: 40, failed: 0, rate: 20, p50: expect.closeTo(3, 1) });
  expect(decodeFromCompressedBase64(email?.histogram ?? '').getValueAtPercentile(50)).toBe(2000);
  expect(load.timeline.map(({ second, channel, requests }) => [second, channel, requests])).toEqual([
    [0, 'email', 20],
    [0, 'teams', 20],
    [1, 'email', 20],
    [1, 'teams', 20],
  ]);
});

test('wrong answers are failures and findings; the earliest is the example, and channels are told apart', async () => {
  const load = await loadOf(
    requests((index) => {
      if (index === 10) return { outcome: 'wrong', rest: { why: 'w', example: 'later' } };
      if (index === 4) return { outcome: 'wrong', rest: { why: 'w', example: `earlier ${TOKEN}` } };
      if (index === 7) return { outcome: 'exchanged', rest: { why: 'x', example: 'x' } };
      if (index === 21 || index === 23) return { outcome: 'status', status: 503, rest: { why: 'status 503' } };
      if (index === 25) return { outcome: 'none', status: 0, latency: 0, rest: { why: 'EOF' } };
      return {};
    }).reverse(),
  );
  expect(load.findings).toEqual([
    {
      kind: 'wrong-answers',
      channel: 'email',
      text: expect.stringMatching(/^email: 2 .*5\.0 %/),
      example: 'earlier [secret]',
    },
    {
      kind: 'errors',
      channel: 'teams',
      text: expect.stringMatching(/^teams: 3 of 40 .*7\.5 %.*: 2 × status 503, 1 × EOF$/),
    },
    { kind: 'exchanged-answers', channel: 'teams', text: expect.stringMatching(/^teams: 1 .*2\.5 %/), example: 'x' },
  ]);
  expect(load.channels.map(({ requests, failed }) => [requests, failed])).toEqual([
    [40, 2],
    [40, 4],
  ]);
  // Right answers only.
  expect(load.channels[1]?.rate).toBe(36 / 2);
  expect(load.valid).toBe(true);
});

test('an id that two messages share is found, over channels and over the whole run', async () => {
  const load = await loadOf(requests((index) => (index === 3 || index === 78 ? { rest: 'twice' } : {})));
  expect(load.findings).toEqual([
    {
      kind: 'repeated-ids',
      channel: null,
      text: expect.stringMatching(/^1 of 80 .*1\.3 %/),
      example: expect.stringContaining('twice'),
    },
  ]);
});

test('answers that name no id have none that could come twice', async () => {
  const load = await loadOf(requests(() => ({ rest: '' })));
  expect(load.findings).toEqual([]);
});

test('429 makes the result invalid, and is no finding', async () => {
  const load = await loadOf(
    requests((index) => (index < 8 ? { outcome: 'limited', status: 429, rest: { why: 'w' } } : {})),
  );
  expect(load.findings).toEqual([]);
  expect(load.whyNotValid).toEqual([expect.stringMatching(/target rate-limited 8 of 80.*lower --rate/)]);
});

test('a token that is refused every time is the set-up, not a finding about the target', async () => {
  const load = await loadOf(requests(() => ({ outcome: 'status', status: 401, rest: { why: 'status 401' } })));
  expect(load).toMatchObject({ findings: [], valid: false, whyNotValid: [expect.stringContaining('check the token')] });
});

test.each<[string, string[], K6End | undefined, number | undefined, RegExp]>([
  [
    'a line that can not be read',
    [...requests(), '{"metric":"sendpr'],
    undefined,
    undefined,
    /1 lines .*could not be read/,
  ],
  ['a dropped iteration', [...requests(), point('dropped_iterations', 1)], undefined, undefined, /dropped 1 of 79/],
  ['a result that is missing', [...requests(), point('http_reqs', 1)], undefined, undefined, /sent 81 .*80 results/],
  ['a generator out of CPU', requests(), undefined, 1.9, /1\.9 of 2 cores/],
  [
    'an exit code',
    requests(),
    { ...FINE, exitCode: 107, stderr: `bad ${TOKEN}` },
    undefined,
    /exit code 107: bad \[secret\]/,
  ],
  ['the time limit', requests(), { ...FINE, ended: 'timeLimit', exitCode: null }, undefined, /did not end in time/],
  ['an interruption', requests(), { ...FINE, ended: 'aborted', exitCode: 105 }, undefined, /interrupted/],
])('%s makes the result invalid, keeps what was measured, and says why', async (_, lines, end, cpu, reason) => {
  const load = await loadOf(lines, end, cpu);
  expect(load.valid).toBe(false);
  expect(load.whyNotValid).toEqual([expect.stringMatching(reason)]);
  expect(load.channels.map(({ requests: count }) => count)).toEqual([40, 40]);
});

test('a channel that got no answer has no numbers, and the result is invalid', async () => {
  const load = await loadOf(
    requests((index) => (index % 2 === 0 ? { outcome: 'none', status: 0, rest: { why: 'request timeout' } } : {})),
  );
  expect(load.channels[0]).toMatchObject({ channel: 'email', requests: 40, failed: 40, rate: 0, p50: null, max: null });
  expect(load.findings).toEqual([expect.objectContaining({ kind: 'errors', channel: 'email' })]);
  expect(load.whyNotValid).toEqual([expect.stringContaining('email has 0 answers')]);
});

test.each<[string, string[], K6End, RegExp]>([
  [
    'nobody answers',
    request(0, { outcome: 'none', status: 0, rest: { why: 'connection refused' } }),
    FINE,
    /none of 1 .*refused/,
  ],
  ['k6 fails at once', [], { ...FINE, exitCode: 107, stderr: 'SyntaxError' }, /exit code 107: SyntaxError/],
  ['k6 can not be started', [], { ended: 'notStarted', exitCode: null, stderr: 'ENOENT' }, /not be started: ENOENT/],
  ['k6 hangs', [], { ended: 'timeLimit', exitCode: null, stderr: '' }, /did not end in time/],
  ['Ctrl-C at the start', [], { ended: 'aborted', exitCode: 105, stderr: '' }, /interrupted/],
])('%s: not run, with the reason and a hint', async (_, lines, end, why) => {
  expect(await runLoad(PLAN, effects(lines, end).fake)).toEqual({
    kind: 'notRun',
    why: expect.stringMatching(why),
    hint: expect.stringMatching(/./),
  });
});

test('nothing is started when the plan can not be run', async () => {
  const { fake, seen } = effects([]);
  expect(await runLoad({ ...PLAN, rate: 0 }, fake)).toMatchObject({
    kind: 'notRun',
    hint: expect.stringContaining('--rate'),
  });
  expect(await runLoad({ ...PLAN, signal: AbortSignal.abort() }, fake)).toMatchObject({ kind: 'notRun' });
  const broken: LoadEffects = { ...fake, bundle: async () => ({ kind: 'failed', why: 'no schema' }) };
  expect(await runLoad(PLAN, broken)).toMatchObject({ kind: 'notRun', why: 'no schema' });
  expect(seen.runs).toEqual([]);
});

test('a full disk is told; a bug is not mistaken for one', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' });
  const failing = (error: Error): LoadEffects => ({ ...effects([]).fake, writePrivate: () => Promise.reject(error) });
  expect(await runLoad(PLAN, failing(full))).toMatchObject({ kind: 'notRun', why: expect.stringContaining('ENOSPC') });
  await expect(runLoad(PLAN, failing(new Error('bug')))).rejects.toThrow('bug');
});

test('the token goes to k6 by its environment only, and into no result', async () => {
  const { fake, seen } = effects(
    requests((index) => (index === 3 ? { rest: TOKEN } : index === 5 ? { rest: TOKEN } : {})),
  );
  const outcome = await runLoad(PLAN, fake);
  const [run] = seen.runs;
  expect(run?.env.SENDPROOF_LOAD).toContain(TOKEN);
  expect(run?.args.join(' ')).not.toContain(TOKEN);
  expect([...seen.files.values()].join()).not.toContain(TOKEN);
  expect(JSON.stringify(outcome)).toContain('repeated-ids');
  expect(JSON.stringify(outcome)).not.toContain(TOKEN);
});

test.each([
  ['1.0.0', '--no-summary'],
  ['1.2.1', '--no-summary'],
  ['1.3.0', '--summary-mode=disabled'],
  ['2.0.0', '--summary-mode=disabled'],
])('k6 %s is told %s, and flags stand before the script', async (version, flag) => {
  const { fake, seen } = effects(requests());
  await runLoad({ ...PLAN, k6: { ...PLAN.k6, version } }, fake);
  expect(seen.runs[0]?.args).toContain(flag);
  expect(seen.runs[0]?.args.at(-1)).toBe('/somewhere/scratch/scenarios.js');
});

test('the caps hold in what k6 is told, and a note says so', async () => {
  const { fake, seen } = effects(requests());
  const target = { ...PLAN.target, caps: { requests: 30, ratePerSecond: 10 } };
  const outcome = await runLoad({ ...PLAN, target, duration: 60 }, fake);
  expect(JSON.parse(seen.runs[0]?.env.SENDPROOF_LOAD ?? '')).toMatchObject({
    model: { stages: [{ rate: 10, seconds: 3, requests: 30 }] },
  });
  expect(outcome).toMatchObject({
    load: {
      notes: [
        expect.stringContaining('10/s at most instead of 40/s'),
        expect.stringContaining('3 s instead of 60 s'),
        expect.any(String),
        expect.any(String),
      ],
    },
  });
});

test('progress comes with each of k6’s seconds', async () => {
  const lines = requests();
  const seen: Progress[] = [];
  const half = lines.length / 2;
  const fed = [...lines.slice(0, half), tick(0), ...lines.slice(half)];
  await runLoad({ ...PLAN, onProgress: (progress) => seen.push(progress) }, effects(fed).fake);
  expect(seen).toEqual([
    { what: 'load', elapsed: 1, duration: 2, requests: 40, rate: 40, p50: 2, p95: 2, p99: 2, failed: 0 },
    { what: 'load', elapsed: 2, duration: 2, requests: 80, rate: 40, p50: 2, p95: 2, p99: 2, failed: 0 },
  ]);
});
