import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundleScenarios } from './bundle.ts';
import { type IdStore, openIds } from './ids.ts';
import { type ChildEnd, runChild } from './k6/child.ts';
import type { K6Output } from './k6/version.ts';
import { type Control, startControl } from './witness/control.ts';
import { readProcess } from './witness/process.ts';
import { sourceOf, type TargetSample, watchEventLoop, watchTarget } from './witness/watch.ts';

/** One run of k6: what it is given, and who hears of it. */
export type K6Run = {
  path: string;
  args: string[];
  /** All that k6 gets beside a few variables of the system; no other variable of the user's reaches it. */
  env: Record<string, string>;
  cwd: string;
  /** Milliseconds after which it is stopped. */
  timeLimit: number;
  signal: AbortSignal | undefined;
  /** Standard output, in pieces. */
  onText: (text: string) => void;
  /** What k6 uses, several times a second, where the system tells. */
  onUse: (use: GeneratorUse) => void;
};

/** CPU seconds so far, open sockets, and the time of reading in milliseconds. */
export type GeneratorUse = { cpuSeconds: number; sockets: number | null; time: number };

export type K6End = Omit<ChildEnd, 'problem'> & {
  /** Its last words, or why it could not be started. */
  stderr: string;
};

export type Metrics = { pid: number } | { prometheus: string };

/** Everything by which a load run touches the world. */
export type LoadEffects = {
  cores: number;
  bundle: (contract: unknown, output: K6Output) => Promise<Bundle>;
  /** Calls `use` with a fresh private directory inside `parent`, and removes it afterwards. */
  withScratch: <T>(parent: string, use: (directory: string) => Promise<T>) => Promise<T>;
  /** Writes a file that only this user can read. */
  writePrivate: (path: string, text: string) => Promise<void>;
  /** Runs k6 to its end, as `runChild` does. */
  runK6: (run: K6Run) => Promise<K6End>;
  openIds: (directory: string) => IdStore;
  startControl: () => Promise<Control>;
  /** Samples of what the target tells of itself, once a second, `second` since 1970; until the returned function is called. */
  watchTarget: (metrics: Metrics, onSample: (sample: TargetSample) => void) => { name: string; stop: () => void };
  watchEventLoop: () => { maxMs: () => number; stop: () => void };
  /** Milliseconds since 1970. */
  now: () => number;
};

export function nodeEffects(): LoadEffects {
  return {
    cores: availableParallelism(),
    bundle: bundleScenarios,
    withScratch,
    writePrivate: (path, text) => writeFile(path, text, { mode: 0o600 }),
    runK6,
    openIds,
    startControl,
    watchTarget: (metrics, onSample) => {
      const source = sourceOf(metrics, fetch);
      return { name: source.name, stop: watchTarget(source, { every: 1000, now: Date.now, onSample }) };
    },
    watchEventLoop,
    now: Date.now,
  };
}

async function withScratch<T>(parent: string, use: (directory: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(join(parent, 'k6-'));
  try {
    await chmod(directory, 0o700);
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * What k6 keeps of the system's environment. No proxy: load goes to the target only. No K6_ variable: it would
 * change the run behind our back.
 */
const KEPT_VARIABLES = ['PATH', 'TMPDIR', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'SystemRoot'];
const KEPT_STDERR = 4000;
const LOOK_EVERY = 500;

async function runK6(run: K6Run): Promise<K6End> {
  let stderr = '';
  let watch: NodeJS.Timeout | undefined;
  try {
    const { ended, exitCode, problem } = await runChild({
      file: run.path,
      args: run.args,
      cwd: run.cwd,
      env: { ...keptVariables(), ...run.env },
      inherit: false,
      timeLimit: run.timeLimit,
      signal: run.signal,
      onStart: (pid) => {
        watch = setInterval(() => look(pid, run.onUse), LOOK_EVERY);
      },
      onStdout: run.onText,
      onStderr: (text) => {
        stderr = (stderr + text).slice(-KEPT_STDERR);
      },
    });
    return { ended, exitCode, stderr: ended === 'notStarted' ? problem : stderr };
  } finally {
    clearInterval(watch);
  }
}

async function look(pid: number, onUse: K6Run['onUse']): Promise<void> {
  const use = await readProcess(pid);
  if (use !== null) onUse({ cpuSeconds: use.cpuSeconds, sockets: use.sockets, time: performance.now() });
}

function keptVariables(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_VARIABLES) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
