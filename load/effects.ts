import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundleScenario, type Scenario } from './bundle.ts';
import { type ChildEnd, runChild } from './k6/child.ts';

/** One run of k6: what it is given, and who hears of it. */
export type K6Run = {
  path: string;
  args: string[];
  /** All that k6 gets beside a few variables of the system; no variable of the user's reaches it. */
  env: Record<string, string>;
  cwd: string;
  /** Milliseconds after which it is stopped. */
  timeLimit: number;
  signal: AbortSignal | undefined;
  /** Standard output, in pieces. */
  onText: (text: string) => void;
  /** CPU seconds used so far, at a time in milliseconds; several times a second, where the system tells. */
  onCpu: (seconds: number, time: number) => void;
};

export type K6End = Omit<ChildEnd, 'problem'> & {
  /** Its last words, or why it could not be started. */
  stderr: string;
};

/** Everything by which a load run touches the world. */
export type LoadEffects = {
  cores: number;
  bundle: (scenario: Scenario, contract: unknown) => Promise<Bundle>;
  /** Calls `use` with a fresh private directory inside `parent`, and removes it afterwards. */
  withScratch: <T>(parent: string, use: (directory: string) => Promise<T>) => Promise<T>;
  /** Writes a file that only this user can read. */
  writePrivate: (path: string, text: string) => Promise<void>;
  /** Runs k6 to its end, as `runChild` does. */
  runK6: (run: K6Run) => Promise<K6End>;
};

export function nodeEffects(): LoadEffects {
  return {
    cores: availableParallelism(),
    bundle: bundleScenario,
    withScratch,
    writePrivate: (path, text) => writeFile(path, text, { mode: 0o600 }),
    runK6,
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
const CPU_EVERY = 200;

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
        watch = setInterval(() => readCpu(pid, run.onCpu), CPU_EVERY);
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

function keptVariables(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_VARIABLES) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

const TICKS_A_SECOND = 100;

/** From Linux' /proc; elsewhere nothing is heard. */
async function readCpu(pid: number, onCpu: K6Run['onCpu']): Promise<void> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return;
  // The second field, the program's name, may hold blanks: count from behind it. Then utime is 12th and stime 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  if (Number.isFinite(seconds)) onCpu(seconds, performance.now());
}
