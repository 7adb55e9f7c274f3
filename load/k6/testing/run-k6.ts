import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bundleScenarios } from '../../bundle.ts';
import { type Line, readOutput } from '../../output.ts';
import { CHANNELS, SETTINGS_VARIABLE, type Settings, type Stage } from '../../scenarios/settings.ts';
import { runChild } from '../child.ts';
import { type K6Command, k6Arguments, k6Environment, SAMPLES_VARIABLE } from '../command.ts';
import { findK6 } from '../find.ts';
import type { K6Output } from '../version.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** For tests: a request as the server got it, and what it may be answered with. */
export type Asked = { channel: string; thread: string; body: string; count: number; isFirstOnConnection: boolean };
export type Reply = { status: number; body: string } | 'close';

/** For tests: a server on loopback, closed after the test. A thread is called for its channel: `email-1`. */
export async function target(reply: (asked: Asked) => Reply): Promise<string> {
  let count = 0;
  const known = new WeakSet<object>();
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const thread = /\/threads\/([^/]+)\/messages$/.exec(request.url ?? '')?.[1] ?? '';
      count += thread === '' ? 0 : 1;
      const isFirstOnConnection = !known.has(request.socket);
      known.add(request.socket);
      const answer = reply({ channel: thread.split('-')[0] ?? '', thread, body, count, isFirstOnConnection });
      if (answer === 'close') request.socket.destroy();
      else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** For tests: what the contract wants. */
export function right({ thread, channel, count }: Asked, change: object = {}): Reply {
  return { status: 200, body: JSON.stringify({ id: `m${count}`, thread_id: thread, channel, ...change }) };
}

export function stage(rate: number, start: number, seconds: number): Stage {
  return { rate, start, seconds, requests: rate * seconds, vus: { ready: 20, most: 20 } };
}

/** For tests: one thread of each channel in turn, each with a plain message. */
export function settingsFor(baseUrl: string, model: Settings['model'], control: Settings['control'] = null): Settings {
  return {
    scenario: 'test',
    baseUrl,
    routes: CHANNELS.map((channel) => ({ channel, thread: `${channel}-1`, token: 'tok-4711-secret' })),
    turns: CHANNELS.map((_, index) => [index, 'plain']),
    model,
    timeout: 2,
    fields: {},
    attachmentUrl: 'https://example.com/a.pdf',
    secrets: ['tok-4711-secret'],
    control,
    duet: null,
  };
}

/**
 * For tests: runs the scenarios on the pinned k6: all that its outputs wrote, with samples of single requests where they
 * are asked for. `json` is that of k6's own, if asked for.
 */
export async function runK6(
  settings: Settings,
  script: K6Output,
  isJsonToo = false,
  segment?: K6Command['segment'],
  withSamples = false,
): Promise<{ lines: Line[]; json: string }> {
  const found = await findK6({ root: ROOT });
  if (found.kind === 'missing') throw new Error(`${found.why}: ${found.hint}`);
  const scratch = await mkdtemp(join(tmpdir(), 'sendproof-k6-'));
  onTestFinished(() => rm(scratch, { recursive: true, force: true }));
  const contract: unknown = JSON.parse(await readFile(join(ROOT, 'contracts', 'openapi-v2.json'), 'utf8'));
  const bundle = await bundleScenarios(contract, script);
  if (bundle.kind === 'failed') throw new Error(bundle.why);
  const path = join(scratch, 'scenarios.js');
  await writeFile(path, bundle.code);
  const json = join(scratch, 'samples.json');
  const outputs = isJsonToo ? [`json=${json}`] : [];
  let written = '';
  let words = '';
  const end = await runChild({
    file: found.path,
    args: k6Arguments({ version: found.version, script: path, output: 'extension', outputs, segment }),
    cwd: scratch,
    env: {
      ...k6Environment(scratch, outputs, {}),
      [SETTINGS_VARIABLE]: JSON.stringify(settings),
      ...(withSamples ? { [SAMPLES_VARIABLE]: '1' } : {}),
    },
    inherit: false,
    timeLimit: 60_000,
    onStdout: (text) => {
      written += text;
    },
    onStderr: (text) => {
      words += text;
    },
  });
  if (end.exitCode !== 0) throw new Error(`k6 ended with ${end.exitCode}: ${words}`);
  const lines = written.trimEnd().split('\n');
  return { lines: lines.map(asLine), json: isJsonToo ? await readFile(json, 'utf8') : '' };
}

function asLine(text: string): Line {
  const line = readOutput(text);
  if (line === null) throw new Error(`not a line of ours: ${text}`);
  return line;
}
