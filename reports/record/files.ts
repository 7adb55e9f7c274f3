import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { RunError } from './run-error.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What the file system refused, as an error that a person can act on. Anything else stays as it is. */
export const asRunError = (error: unknown, where: string): unknown => {
  const code = codeOf(error);
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) {
    return new RunError({
      kind: 'no-space',
      what: `No space left while writing the run (${code}). What was written before is kept.`,
      where,
      hint: 'Free some space, or write elsewhere with --out DIR.',
      cause: error,
    });
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT', 'ENAMETOOLONG'].includes(code)) {
    return new RunError({
      kind: 'not-writable',
      what: `The run cannot be written there (${code}).`,
      where,
      hint: 'Choose a directory that you may write to, with --out DIR.',
      cause: error,
    });
  }
  return error;
};

/** Runs one effect on a file; says which file it was when that fails. */
export const onFile = <T>(where: string, effect: () => T): T => {
  try {
    return effect();
  } catch (error) {
    throw asRunError(error, where);
  }
};

const writeAll = (fd: number, bytes: Buffer): void => {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
};

/** Writes beside the place and moves it there, so that a reader sees the old file or the whole new one. */
export const writeWhole = (path: string, text: string): void => {
  const partial = `${path}.partial`;
  onFile(path, () => {
    try {
      const fd = openSync(partial, 'w');
      try {
        writeAll(fd, Buffer.from(text));
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      renameSync(partial, path);
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
  });
};

/** A file that grows by whole lines only: a line that did not fit is taken back. */
export interface LineFile {
  append(line: string): void;
  close(): void;
}

/** Opens a new file to append lines to. Each is with the operating system before `append` returns: a crash loses none. */
export const openLines = (path: string): LineFile =>
  linesOf(
    path,
    onFile(path, () => openSync(path, 'ax')),
    0,
  );

/** Opens a file of lines that is there, to append more. A last line that a crash has cut is taken away. */
export const reopenLines = (path: string): LineFile =>
  onFile(path, () => {
    const whole = readFileSync(path).lastIndexOf('\n') + 1;
    const fd = openSync(path, 'a');
    ftruncateSync(fd, whole);
    return linesOf(path, fd, whole);
  });

const linesOf = (path: string, fd: number, start: number): LineFile => {
  let length = start;
  let open = true;
  return {
    append: (line) =>
      onFile(path, () => {
        const bytes = Buffer.from(`${line}\n`);
        try {
          writeAll(fd, bytes);
          length += bytes.length;
        } catch (error) {
          takeBack(fd, length);
          throw error;
        }
      }),
    close: () => {
      if (open) closeSync(fd);
      open = false;
    },
  };
};

const takeBack = (fd: number, length: number): void => {
  try {
    ftruncateSync(fd, length);
  } catch {
    // The reader tolerates a cut last line; the first error is the one to report.
  }
};
