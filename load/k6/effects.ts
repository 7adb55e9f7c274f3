import { access, constants, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lineCutter } from '../lines.ts';
import { runChild } from './child.ts';

/** How a short-lived program ended. `code` is null when it was stopped by a signal or never started. */
export type Ended = {
  code: number | null;
  /** The beginning of its standard output. */
  stdout: string;
  /** The end of its standard error, or why it could not be started. */
  stderr: string;
  ended: 'itself' | 'timeLimit' | 'aborted' | 'notStarted';
};

export type Command = {
  file: string;
  args: string[];
  cwd?: string;
  /** Set beside our own environment. */
  env?: Record<string, string>;
  /** Milliseconds after which it is stopped. */
  timeLimit: number;
  signal?: AbortSignal | undefined;
  /** Called with each line of standard error. */
  onLine?: ((line: string) => void) | undefined;
};

const KEPT_OUTPUT = 64_000;

/** Runs a program to its end; never throws for what the program does. */
export async function run(command: Command): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  const lines = lineCutter((line) => command.onLine?.(line));
  const { ended, exitCode, problem } = await runChild({
    ...command,
    env: command.env ?? {},
    inherit: true,
    onStdout: (text) => {
      stdout = (stdout + text).slice(0, KEPT_OUTPUT);
    },
    onStderr: (text) => {
      stderr = (stderr + text).slice(-KEPT_OUTPUT);
      lines.add(text);
    },
  });
  lines.end();
  return { code: exitCode, stdout, stderr: ended === 'notStarted' ? problem : stderr, ended };
}

/** The text of a file; null when there is none or it can't be read. */
export function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

export function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Calls `make` with a fresh path beside `path`, and moves what it made there to `path` if it says true. */
export async function replaceFile(path: string, make: (fresh: string) => Promise<boolean>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // In the same directory, so that the rename is atomic: two builds at once can't leave half a program.
  const scratch = await mkdtemp(join(dirname(path), 'building-'));
  try {
    const fresh = join(scratch, 'program');
    if (await make(fresh)) await rename(fresh, path);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
