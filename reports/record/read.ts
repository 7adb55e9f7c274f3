import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { RunEvent } from './events.ts';
import { fold } from './fold.ts';
import type { RunRecord } from './record.ts';
import { RunError } from './run-error.ts';
import { type Checked, validateEvent, validateRecord } from './validate.ts';

/**
 * The record of a run directory: `record.json`, or what `events.jsonl` comes to when the run did not finish.
 *
 * @throws {RunError} `not-readable` when there is neither, `not-a-record` when what is there is none.
 */
export const readRun = (dir: string): RunRecord => {
  const path = join(dir, 'record.json');
  if (existsSync(path)) return parseRecord(readText(path), path);
  return foldStream(readText(join(dir, 'events.jsonl')), join(dir, 'events.jsonl'));
};

const noRun = {
  what: 'There is no run that can be read.',
  hint: 'Give a directory that a sendproof command has written, for example results/latest.',
};

const readText = (path: string): string => readBytes(path, noRun).toString();

/**
 * The bytes of one file of a run directory.
 *
 * @throws {RunError} `not-readable`, with these words.
 */
export const readBytes = (path: string, words: { what: string; hint: string }): Buffer =>
  reading(path, words, () => readFileSync(path));

const reading = <T>(where: string, words: { what: string; hint: string }, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    throw new RunError({ kind: 'not-readable', ...words, where, cause });
  }
};

/** Everything in a run directory: its files by their paths in it, and the paths of what is no file (links, sockets). */
export type Directory = { files: ReadonlyMap<string, Buffer>; others: readonly string[] };

/**
 * Reads all of a run directory.
 *
 * @throws {RunError} `not-readable`.
 */
export const readDirectory = (dir: string): Directory =>
  reading(dir, noRun, () => {
    const files = new Map<string, Buffer>();
    const others: string[] = [];
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(dir, path).replaceAll(sep, '/');
      if (entry.isFile()) files.set(name, readFileSync(path));
      else if (!entry.isDirectory()) others.push(name);
    }
    return { files, others };
  });

/**
 * The record in the text of a `record.json`.
 *
 * @throws {RunError} `not-a-record`.
 */
export const parseRecord = (text: string, path: string): RunRecord => accept(validateRecord(parse(text, path)), path);

/**
 * What the text of an `events.jsonl` comes to. A crash may cut the last line; any other line that is no event means that
 * the file was changed.
 *
 * @throws {RunError} `not-a-record`, `no-header`.
 */
export const foldStream = (text: string, path: string): RunRecord => fold(parseEvents(text, path));

/**
 * The events in the text of an `events.jsonl`, without a last line that was cut.
 *
 * @throws {RunError} `not-a-record`.
 */
export const parseEvents = (text: string, path: string): RunEvent[] => {
  const lines = text.split('\n');
  const cut = lines.pop();
  const events: RunEvent[] = lines.map((line, i) => {
    const where = `${path}:${i + 1}`;
    return accept(validateEvent(parse(line, where)), where);
  });
  const last = cut === undefined || cut === '' ? undefined : whole(cut);
  return last ? [...events, last] : events;
};

/** The last line, if only its line feed is missing. */
const whole = (line: string): RunEvent | undefined => {
  try {
    const checked = validateEvent(JSON.parse(line));
    return checked.ok ? checked.value : undefined;
  } catch {
    return undefined;
  }
};

const parse = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notARecord(where, ['it is not JSON'], cause);
  }
};

const accept = <T>(checked: Checked<T>, where: string): T => {
  if (checked.ok) return checked.value;
  throw notARecord(where, checked.errors);
};

const notARecord = (where: string, errors: string[], cause?: unknown): RunError =>
  new RunError({
    kind: 'not-a-record',
    what: `This is not what sendproof writes:\n${errors.map((e) => `  ${e}`).join('\n')}`,
    where,
    hint: 'The file was changed, or another version of sendproof wrote it. Run the command again.',
    cause,
  });
