import { isAbsolute, relative, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Everything that a command may touch outside of itself. */
export type Io = {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** What a person types. */
  stdin: Readable & { isTTY?: boolean };
  /** Machine-readable results. */
  stdout: NodeJS.WritableStream & { isTTY?: boolean };
  /** Everything that is for people. */
  stderr: Writable & { isTTY?: boolean };
  /** Aborted by Ctrl-C or a request to end. */
  signal: AbortSignal;
};

/** Root of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path as the user wrote it, from where they stand. */
export function fromUser(io: Pick<Io, 'cwd'>, path: string): string {
  return resolve(io.cwd, path);
}

/** A path as the user would write it: from where they stand, or in full when that would lead up and away. */
export function forUser(io: Io, path: string): string {
  const short = relative(io.cwd, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short || '.';
}
