import { open, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isGo, type Runtime, runtimeOf } from './runtime.ts';
import { branch, type Stat, statOf } from './stat.ts';

/** What a process and all that descends from it use together. */
export type ProcessUse = {
  /** CPU seconds so far, those of children that have ended among them. */
  cpuSeconds: number;
  /** Resident memory in bytes. Pages that a parent shares with its children count once for each of them. */
  residentBytes: number;
  /** Open sockets; null when another user's process does not show them. */
  sockets: number | null;
  /** How many processes these are. */
  processes: number;
  /** What the largest of them runs on; null when it is none that we know. */
  runtime: Runtime | null;
};

/**
 * Reads a process and its descendants from Linux' /proc. Null when there is none of that id, when it has ended or can't
 * be read, and on other systems.
 */
export async function readProcess(pid: number): Promise<ProcessUse | null> {
  const family = branch(pid, await everyStat());
  const parts = (await Promise.all(family.map(readPart))).filter((part) => part !== null);
  if (parts[0]?.pid !== pid) return null;
  const largest = parts.reduce((one, other) => (other.residentBytes > one.residentBytes ? other : one));
  return {
    cpuSeconds: sum(family.map(({ cpuSeconds }) => cpuSeconds)),
    residentBytes: sum(parts.map(({ residentBytes }) => residentBytes)),
    sockets: parts.some(({ sockets }) => sockets === null) ? null : sum(parts.map(({ sockets }) => sockets ?? 0)),
    processes: parts.length,
    runtime: await readRuntime(largest.pid),
  };
}

/** Every process of the machine: the kernel tells of each its parent, but not every kernel of a parent its children. */
async function everyStat(): Promise<Stat[]> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.map(Number).filter(Number.isInteger);
  const stats = await Promise.all(pids.map(async (pid) => statOf((await text(`/proc/${pid}/stat`)) ?? '')));
  return stats.filter((found) => found !== null);
}

type Part = { pid: number; residentBytes: number; sockets: number | null };

/** Null for a process that has ended: it has no memory any more, also while its parent has not waited for it. */
async function readPart({ pid }: Stat): Promise<Part | null> {
  const [sockets, status] = await Promise.all([readSockets(pid), text(`/proc/${pid}/status`)]);
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
  return kilobytes === undefined ? null : { pid, residentBytes: Number(kilobytes) * 1024, sockets };
}

/** Asking for each of many thousands every second would itself be a load. */
const MOST_LOOKED_AT = 1000;

/** Programs open files as they start and sockets afterwards: past the first 1000 descriptors all count as sockets. */
async function readSockets(pid: number): Promise<number | null> {
  const directory = `/proc/${pid}/fd`;
  try {
    const names = await readdir(directory);
    const targets = await Promise.all(names.slice(0, MOST_LOOKED_AT).map((name) => link(join(directory, name))));
    return names.length - targets.filter((target) => !target?.startsWith('socket:')).length;
  } catch {
    return null;
  }
}

async function readRuntime(pid: number): Promise<Runtime | null> {
  const place = `/proc/${pid}`;
  const [comm, exe, cmdline] = await Promise.all([
    text(`${place}/comm`),
    link(`${place}/exe`),
    text(`${place}/cmdline`),
  ]);
  const named = runtimeOf({ comm: comm ?? '', exe: exe ?? '', cmdline: cmdline ?? '' });
  if (named !== null || exe === null) return named;
  if (isGo(await beginning(`${place}/exe`))) return 'go';
  // The program's own root: it may run in a container. A .NET program has its code, or its runtime, beside it.
  const inside = `${place}/root${exe}`;
  const dotnet = await Promise.all([exists(`${inside}.dll`), exists(join(dirname(inside), 'libcoreclr.so'))]);
  return dotnet.includes(true) ? 'dotnet' : null;
}

const HEAD = 4096;

async function beginning(path: string): Promise<Buffer> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return Buffer.alloc(0);
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function text(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

function link(path: string): Promise<string | null> {
  return readlink(path).catch(() => null);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
