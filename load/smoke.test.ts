import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findK6 } from './k6/find.ts';
import { type LoadPlan, runLoad } from './run.ts';
import { CHANNELS } from './scenarios/settings.ts';

const ROOT = join(import.meta.dirname, '..');
const CONTRACT: unknown = JSON.parse(await readFile(join(ROOT, 'contracts', 'openapi-v2.json'), 'utf8'));
const TOKEN = 'tok-4711-secret';

type Seen = { method: string; path: string; thread: string; token: string; body: string; count: number };
type Reply = { status?: number; type?: string; body: string; location?: string } | 'hang';

// After all tests and not after each: those that run at the same time would clean up for each other.
const cleanUps: (() => unknown)[] = [];
afterAll(() => Promise.all(cleanUps.map((cleanUp) => cleanUp())));

/** A server on loopback that answers as `reply` says; `seen` are the requests that came. */
async function liar(reply: (seen: Seen) => Reply): Promise<{ baseUrl: string; seen: Seen[] }> {
  const all: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const { url: path = '', method = '' } = request;
      const thread = decodeURIComponent(/^\/api\/threads\/([^/]+)\/messages$/.exec(path)?.[1] ?? '');
      const seen = { method, path, thread, token: request.headers.authorization ?? '', body, count: all.length + 1 };
      all.push(seen);
      const answer = reply(seen);
      if (answer === 'hang') return;
      const { status = 200, type = 'application/json', location } = answer;
      response.writeHead(status, { 'content-type': type, ...(location === undefined ? {} : { location }) });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { baseUrl: `http://127.0.0.1:${address.port}/api`, seen: all };
}

/** What the contract wants: threads here are named for their channel, `a/email` and so on. */
function right({ thread, count }: Seen, change: object = {}): { body: string } {
  return { body: JSON.stringify({ id: `m${count}`, thread_id: thread, channel: thread.slice(2), ...change }) };
}

let k6: LoadPlan['k6'];
let workDir: string;
beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'sendproof-load-'));
  cleanUps.push(() => rm(workDir, { recursive: true, force: true }));
  const found = await findK6({ root: ROOT });
  if (found.kind === 'missing') throw new Error(`${found.why}: ${found.hint}`);
  k6 = found;
});

/** 60 requests in 1.5 s, 30 on each of two channels unless `change` says otherwise. */
async function load(baseUrl: string, change: Partial<LoadPlan> = {}) {
  const routes = CHANNELS.map((channel) => ({
    channel,
    thread: `a/${channel}`,
    token: TOKEN,
    channelId: channel === 'slack' ? 'C024BE91L' : undefined,
  }));
  return runLoad({
    scenario: 'smoke',
    target: {
      baseUrl,
      routes,
      attachmentUrl: 'https://example.com/a.pdf',
      caps: { requests: 1000, ratePerSecond: 100 },
    },
    rate: 40,
    duration: 1.5,
    mix: { email: 1, slack: 1 },
    payloads: { plain: 1 },
    timeout: 2,
    k6,
    contract: CONTRACT,
    workDir,
    ...change,
  });
}

async function measure(baseUrl: string, change: Partial<LoadPlan> = {}) {
  const outcome = await load(baseUrl, change);
  if (outcome.kind === 'notRun') throw new Error(`${outcome.why}: ${outcome.hint}`);
  return outcome.load;
}

test('right: every channel in its share, valid, no finding; k6 leaves nothing behind and no variable bends it', async () => {
  for (const name of ['K6_VUS', 'K6_ITERATIONS']) vi.stubEnv(name, '1');
  const { baseUrl, seen } = await liar((request) => right(request));
  const ownDir = join(workDir, 'right');
  await mkdir(ownDir);
  const mix = { email: 1, slack: 1, live_chat: 1, teams: 1 };
  const outcome = await load(baseUrl, { mix, duration: 3, workDir: ownDir });
  vi.unstubAllEnvs();

  if (outcome.kind === 'notRun') throw new Error(outcome.why);
  const { channels, findings, whyNotValid, generator, timeline } = outcome.load;
  expect({ findings, whyNotValid }).toEqual({ findings: [], whyNotValid: [] });
  expect(generator).toMatchObject({ droppedIterations: 0, intendedRate: 40, k6: { path: 'pinned' } });
  expect(seen).toHaveLength(channels.reduce((sum, { requests }) => sum + requests, 0));
  expect(seen.length).toBeLessThanOrEqual(120);
  for (const sample of channels) {
    expect(sample.requests).toBe(seen.filter(({ thread }) => thread === `a/${sample.channel}`).length);
    expect(sample).toMatchObject({ failed: 0, p50: expect.any(Number), max: expect.any(Number) });
  }
  expect(timeline.reduce((sum, { requests }) => sum + requests, 0)).toBe(seen.length);
  expect(new Set(seen.map(({ method, token }) => `${method} ${token}`))).toEqual(new Set([`POST Bearer ${TOKEN}`]));
  for (const { thread, body } of seen) {
    expect(JSON.parse(body)).toEqual({
      content: expect.stringMatching(/./),
      ...(thread === 'a/slack' ? { channel_id: 'C024BE91L' } : {}),
    });
  }
  expect(await readdir(ownDir)).toEqual([]);
});

test.concurrent('one answer in 20 names another channel: exchanged answers, counted and shown', async () => {
  const { baseUrl, seen } = await liar((request) =>
    request.count % 20 === 0 ? right(request, { channel: 'teams' }) : right(request),
  );
  const { findings, channels } = await measure(baseUrl);
  const lies = Math.floor(seen.length / 20);
  expect(findings.map(({ kind }) => kind)).toContain('exchanged-answers');
  expect(new Set(findings.map(({ kind }) => kind)).size).toBe(1);
  expect(channels.reduce((sum, { failed }) => sum + failed, 0)).toBe(lies);
  expect(findings[0]?.example).toMatch(/channel is "teams".*POST \/threads\/a%2F(email|slack)\/messages answered 200/);
});

test.concurrent('answers of other threads of the run are exchanged; those that are not JSON, or have more, are wrong', async () => {
  const { baseUrl } = await liar((request) => {
    if (request.thread === 'a/email') return right(request, { thread_id: 'a/slack' });
    return request.count % 4 < 2 ? { body: `<html>${request.token}${'x'.repeat(9000)}` } : right(request, { extra: 1 });
  });
  const { findings, channels, whyNotValid } = await measure(baseUrl);
  expect(whyNotValid).toEqual([]);
  expect(channels.map(({ requests, failed }) => requests - failed)).toEqual([0, 0]);
  expect(findings.map(({ kind, channel }) => [kind, channel])).toEqual([
    ['exchanged-answers', 'email'],
    ['wrong-answers', 'slack'],
  ]);
  expect(findings[1]?.example?.length).toBeLessThan(3000);
  expect(JSON.stringify(findings)).not.toContain(TOKEN);
});

test.concurrent('one status 500 in 10: errors, with count and share', async () => {
  const { baseUrl, seen } = await liar((request) =>
    request.count % 10 === 0 ? { status: 500, body: '{"message":"oops","code":"internal"}' } : right(request),
  );
  const { findings, channels } = await measure(baseUrl);
  expect(channels.reduce((sum, { failed }) => sum + failed, 0)).toBe(Math.floor(seen.length / 10));
  for (const finding of findings) {
    expect(finding).toMatchObject({ kind: 'errors', text: expect.stringMatching(/ %\): \d+ × status 500$/) });
    expect(finding.example).toContain('oops');
  }
  expect(findings.length).toBeGreaterThan(0);
});

test.concurrent('one in five hangs: errors by name, no latency of it, and the load goes on', async () => {
  const { baseUrl, seen } = await liar((request) => (request.count % 5 === 0 ? 'hang' : right(request)));
  const { findings, channels, generator } = await measure(baseUrl);
  const hung = Math.floor(seen.length / 5);
  expect(generator.droppedIterations).toBe(0);
  expect(channels.reduce((sum, { failed }) => sum + failed, 0)).toBe(hung);
  expect(findings.map(({ text }) => text).join()).toMatch(/\d+ × request timeout/);
  for (const { max } of channels) expect(max).toBeLessThan(2000);
});

test.concurrent('the same id again and again is found over all VUs', async () => {
  const { baseUrl, seen } = await liar((request) => right(request, { id: `m${request.count % 30}` }));
  const { findings } = await measure(baseUrl);
  expect(findings).toEqual([
    expect.objectContaining({
      kind: 'repeated-ids',
      channel: null,
      text: expect.stringContaining(`${seen.length - 30} of ${seen.length}`),
    }),
  ]);
});

test.concurrent('a redirect is an error: neither load nor token goes where the profile does not point', async () => {
  const other = await liar((request) => right(request));
  const { baseUrl } = await liar((request) => ({
    status: 307,
    body: '',
    location: `${other.baseUrl}${request.path.slice(4)}`,
  }));
  const { findings } = await measure(baseUrl);
  expect(other.seen).toEqual([]);
  expect(findings[0]?.text).toContain('status 307');
});

test.concurrent('a target that is not there: not run, in clear words', async () => {
  const outcome = await load('http://127.0.0.1:1/api', { duration: 1 });
  expect(outcome).toMatchObject({
    kind: 'notRun',
    why: expect.stringContaining('connection refused'),
    hint: expect.stringContaining('http://127.0.0.1:1/api'),
  });
});

test.concurrent('Ctrl-C: k6 ends, what was measured is kept and marked', async () => {
  const abort = new AbortController();
  const { baseUrl, seen } = await liar((request) => right(request));
  const outcome = await load(baseUrl, {
    duration: 20,
    signal: abort.signal,
    onProgress: ({ requests }) => requests > 0 && abort.abort(),
  });
  if (outcome.kind === 'notRun') throw new Error(outcome.why);
  expect(outcome.load.valid).toBe(false);
  expect(outcome.load.whyNotValid[0]).toContain('interrupted');
  expect(seen.length).toBeLessThan(800);
});

test.concurrent('a script that k6 can not run: not run, with k6’s own words', async () => {
  const outcome = await load('not a url', { duration: 1 });
  expect(outcome).toMatchObject({ kind: 'notRun', why: expect.stringMatching(/k6|request/) });
});
