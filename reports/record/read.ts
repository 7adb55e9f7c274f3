import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  if (existsSync(path)) return accept(validateRecord(parse(readText(path), path)), path);
  return foldStream(readText(join(dir, 'events.jsonl')), join(dir, 'events.jsonl'));
};

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new RunError({
      kind: 'not-readable',
      what: 'There is no run that can be read.',
      where: path,
      hint: 'Give a directory that a sendproof command has written, for example results/latest.',
      cause,
    });
  }
};

/** A crash may cut the last line; any other line that is no event means that the file was changed. */
const foldStream = (text: string, path: string): RunRecord => {
  const lines = text.split('\n');
  const cut = lines.pop();
  const events: RunEvent[] = lines.map((line, i) => {
    const where = `${path}:${i + 1}`;
    return accept(validateEvent(parse(line, where)), where);
  });
  const last = cut === undefined || cut === '' ? undefined : whole(cut);
  return fold(last ? [...events, last] : events);
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
