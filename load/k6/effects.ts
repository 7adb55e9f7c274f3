import { access, constants, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
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

/** What goes into a build of the Go sources in a directory, by path: not the tests, nor what only those run. */
export async function goSources(directory: string): Promise<{ name: string; text: string }[]> {
  const names = await readdir(directory, { recursive: true }).catch(() => []);
  const wanted = names
    .map((name) => name.replaceAll(sep, '/'))
    .filter((name) => /^go\.(mod|sum)$|\.go$/.test(name) && !/_test\.go$|^testing\//.test(name))
    .sort();
  return Promise.all(wanted.map(async (name) => ({ name, text: await readFile(join(directory, name), 'utf8') })));
}

/** Removes the files beside `path` whose names begin with `prefix`. */
export async function removeOthers(path: string, prefix: string): Promise<void> {
  const others = (await readdir(dirname(path))).filter((name) => name.startsWith(prefix) && name !== basename(path));
  await Promise.all(others.map((name) => rm(join(dirname(path), name), { force: true })));
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
