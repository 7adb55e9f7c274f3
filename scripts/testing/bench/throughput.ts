import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleScenarios } from '../../../load/bundle.ts';
import { k6Arguments, k6Environment } from '../../../load/k6/command.ts';
import { type FoundK6, findK6 } from '../../../load/k6/find.ts';
import { CHANNELS, SETTINGS_VARIABLE, type Settings } from '../../../load/scenarios/settings.ts';
import { compile, firstLine, measure, median, type Rate, serverFor, table } from './measure.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CONNECTIONS = 32;
/** Seconds for which each run is measured, and for which it may go on. */
const SECONDS = 3;
const LONGEST = 60;

/** The same load in the plainest script for k6 that reads its answers. */
const BARE = `import http from 'k6/http';
const { baseUrl, routes, model } = JSON.parse(__ENV.${SETTINGS_VARIABLE});
export const options = {
  scenarios: { closed: { executor: 'constant-vus', vus: model.vus, duration: model.seconds + 's' } },
  systemTags: [],
  userAgent: 'sendproof-load',
};
const messages = routes.map(({ thread, token }) => [
  baseUrl + '/threads/' + thread + '/messages',
  { headers: { Authorization: 'Bearer ' + token, 'Content-Type': 'application/json', Accept: 'application/json' } },
]);
let turn = 0;
export default function () {
  const [url, params] = messages[turn++ % messages.length];
  http.post(url, '{"content":"<p>sendproof load test, message 12345</p>"}', params);
}
`;

/** A load generator, and how to start it. */
type Subject = { name: string; file: string; args: string[]; env: Record<string, string> };

/**
 * Prints how many requests a second load generators manage, closed model, on a server that is faster than they are, and
 * what one request costs them: k6 with a bare script, with ours, with and without our output, and wrk. Rounds take turns,
 * so that what else the machine does disturbs all alike. Then what the reference implementation manages under wrk.
 * Needs Linux, Go and wrk. It judges nothing.
 */
export async function printThroughput(rounds = 5): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'sendproof-bench-'));
  const server = await serverFor(await compile('./testing/fastserver', join(ROOT, 'load', 'k6'), scratch));
  try {
    const subjects = await subjectsFor(server.url, scratch);
    const rates = new Map<string, Rate[]>(subjects.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const { name, ...how } of subjects)
        rates.get(name)?.push(await measure({ ...how, server, seconds: SECONDS }));
    }
    console.log(table(rates));
    const limit = await referenceLimit(rounds, scratch);
    console.log(`The reference implementation answers ${limit.toFixed(0)} requests a second of wrk's.`);
  } finally {
    server.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function subjectsFor(url: string, scratch: string): Promise<Subject[]> {
  const k6 = await findK6({ root: ROOT });
  if (k6.kind === 'missing') throw new Error(`${k6.why}: ${k6.hint}`);
  const contract: unknown = JSON.parse(await readFile(join(ROOT, 'contracts', 'openapi-v2.json'), 'utf8'));
  const [fast, stock] = await Promise.all([bundleScenarios(contract, k6.output), bundleScenarios(contract, 'stream')]);
  if (fast.kind === 'failed') throw new Error(fast.why);
  if (stock.kind === 'failed') throw new Error(stock.why);
  const place = (name: string) => join(scratch, name);
  await writeFile(place('bare.js'), BARE);
  await writeFile(place('full.js'), fast.code);
  await writeFile(place('stock.js'), stock.code);
  await writeFile(place('wrk.lua'), wrkScript('token'));
  const env = { ...k6Environment(scratch, [], {}), [SETTINGS_VARIABLE]: JSON.stringify(settings(url)) };
  const k6Subject = (name: string, script: string, out: string | null) => ({
    name,
    file: k6.path,
    args: argumentsFor(k6, place(script), out),
    env,
  });
  return [
    k6Subject('k6, bare script', 'bare.js', null),
    k6Subject('k6, every answer judged', 'full.js', null),
    k6Subject('k6, judged, with our output', 'full.js', '/dev/null'),
    k6Subject('k6, judged by JS alone', 'stock.js', null),
    { name: 'wrk', file: 'wrk', args: wrkArguments(url, 'email-1', place('wrk.lua'), LONGEST), env: {} },
  ];
}

function argumentsFor({ version, output }: FoundK6, script: string, out: string | null): string[] {
  const all = k6Arguments({ version, script, output, outputs: [] }).filter((one) => !one.startsWith('--out='));
  return out === null ? all : [...all.slice(0, -1), `--out=sendproof=${out}`, script];
}

function settings(baseUrl: string): Settings {
  return {
    scenario: 'bench',
    baseUrl,
    routes: CHANNELS.map((channel) => ({ channel, thread: `${channel}-1`, token: 'token' })),
    turns: CHANNELS.map((_, index) => [index, 'plain']),
    model: { kind: 'closed', vus: CONNECTIONS, seconds: LONGEST, requests: 1e9, pace: 0 },
    timeout: 10,
    fields: {},
    attachmentUrl: 'https://example.com/files/attachment.pdf',
    secrets: ['token'],
    control: null,
    duet: null,
  };
}

function wrkArguments(url: string, thread: string, script: string, seconds: number): string[] {
  return ['-t2', `-c${CONNECTIONS}`, `-d${seconds}`, '-s', script, `${url}/threads/${thread}/messages`];
}

function wrkScript(token: string): string {
  return `wrk.method = "POST"
wrk.body = '{"content":"<p>sendproof load test, message 12345</p>"}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer ${token}"
`;
}

/** Requests a second of the reference implementation under wrk: median of the rounds. */
async function referenceLimit(rounds: number, scratch: string): Promise<number> {
  const server = spawn(process.execPath, ['scripts/sendproof.js', 'serve', '--json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const { url, env }: { url: string; env: Record<string, string> } = JSON.parse(await firstLine(server));
    const script = join(scratch, 'reference.lua');
    await writeFile(script, wrkScript(env.SENDPROOF_REFERENCE_TOKEN ?? ''));
    const found: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { stdout } = await promisify(execFile)('wrk', wrkArguments(url, 'thr_email', script, SECONDS));
      // wrk counts what it does not like only, and says so.
      if (stdout.includes('Non-2xx')) throw new Error(`the reference implementation refused: ${stdout}`);
      found.push(Number(/Requests\/sec:\s*([\d.]+)/.exec(stdout)?.[1]));
    }
    return median(found);
  } finally {
    server.kill('SIGTERM');
  }
}
