import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Requests a second, and the client's own CPU time for one in microseconds. */
export type Rate = { perSecond: number; cpu: number };

/** A server that says how many requests it has had. */
export type Server = { url: string; count: () => Promise<number>; stop: () => void };

type Run = { file: string; args: string[]; env: Record<string, string>; server: Server; seconds: number };

/** Ticks of the CPU clock in a second, on every Linux. */
const TICKS = 100;
/** Until so many requests have come a client is starting; then it gets half a second more to find its pace. */
const STARTED = 500;
const SETTLING = 500;
const START_LIMIT = 60_000;

/** Compiles a Go program into `scratch`. */
export async function compile(source: string, directory: string, scratch: string): Promise<string> {
  const program = join(scratch, 'server');
  await promisify(execFile)('go', ['build', '-o', program, source], { cwd: directory });
  return program;
}

/** Starts `load/k6/testing/fastserver`. */
export async function serverFor(program: string): Promise<Server> {
  const child = spawn(program, { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = `http://127.0.0.1:${await firstLine(child)}`;
  const count = async () => {
    const { requests }: { requests: number } = JSON.parse(await (await fetch(url)).text());
    return requests;
  };
  return { url, count, stop: () => child.kill() };
}

/** The first line that a program writes. */
export async function firstLine({ stdout }: Pick<ChildProcess, 'stdout'>): Promise<string> {
  if (stdout === null) throw new Error('the program has no output');
  const [line] = await once(createInterface({ input: stdout }), 'line');
  return String(line);
}

/** Runs a client for so long, counted from when it is under way, and ends it. */
export async function measure({ file, args, env, server, seconds }: Run): Promise<Rate> {
  const before = await server.count();
  const client = spawn(file, args, { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
  try {
    const limit = performance.now() + START_LIMIT;
    while ((await server.count()) < before + STARTED) {
      if (client.exitCode !== null || performance.now() > limit) throw new Error(`${file} sent nothing`);
      await wait(50);
    }
    await wait(SETTLING);
    const start = await reading(client.pid ?? 0, server);
    await wait(seconds * 1000);
    const end = await reading(client.pid ?? 0, server);
    const requests = end.requests - start.requests;
    return { perSecond: requests / (end.time - start.time), cpu: ((end.cpu - start.cpu) / requests) * 1e6 };
  } finally {
    client.kill('SIGKILL');
  }
}

/** Seconds, and requests so far. */
async function reading(pid: number, server: Server): Promise<{ time: number; cpu: number; requests: number }> {
  const requests = await server.count();
  const status = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name before the bracket may hold spaces; user and system time are the 12th and 13th field behind it.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return { time: performance.now() / 1000, cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, requests };
}

/** Medians, in the order of the map; the share is the median of each round's, of the first subject's rate. */
export function table(rates: Map<string, Rate[]>): string {
  const [first = []] = rates.values();
  const rows = [...rates].map(([name, all]) => {
    const share = median(all.map(({ perSecond }, round) => perSecond / (first[round]?.perSecond ?? perSecond)));
    const perSecond = all.map((rate) => rate.perSecond);
    return [
      name.padEnd(28),
      median(perSecond).toFixed(0).padStart(8),
      `${Math.min(...perSecond).toFixed(0)} to ${Math.max(...perSecond).toFixed(0)}`.padStart(16),
      `${(share * 100).toFixed(0)} %`.padStart(8),
      `${median(all.map(({ cpu }) => cpu)).toFixed(1)} µs`.padStart(12),
    ].join(' ');
  });
  const head = ['client'.padEnd(28), '       /s', '    least to most', '   share', '  CPU each'].join('');
  return [head, ...rows].join('\n');
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
