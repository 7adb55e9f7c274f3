import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capEvidence, type Kept, type Said } from './cap.ts';
import type { RunEvent } from './events.ts';
import { exchangeFile, exchangeText, sha256 } from './exchange-file.ts';
import { type LineFile, onFile, openLines, reopenLines, writeWhole } from './files.ts';
import { fold } from './fold.ts';
import type { RunRecord } from './record.ts';
import { RunError } from './run-error.ts';

/** File name → the pure function that writes it. */
export type Reports = Readonly<Record<string, (record: RunRecord) => string>>;

/** A run directory while its run is under way. */
export interface OpenRun {
  /** Keeps one event: on return it survives a crash of this process. */
  append(event: RunEvent): void;
  /** Folds what was appended, writes `record.json` and all reports, and closes. Without a footer: not finished. */
  finish(): RunRecord;
  /** Closes without writing a record. May be called more than once, and after `finish`. */
  close(): void;
}

/**
 * Makes the run directory and opens it.
 *
 * @throws {RunError} `not-empty` when it holds a run already (two runs in one stream would be neither), `not-writable`,
 * `no-space`; the same from each function of the run. What was written before stays.
 */
export const openRun = (dir: string, reports: Reports): OpenRun => {
  const stream = join(dir, 'events.jsonl');
  onFile(dir, () => mkdirSync(join(dir, 'exchanges'), { recursive: true }));
  for (const path of [stream, join(dir, 'record.json')]) if (existsSync(path)) throw holdsARun(dir);
  return runOn(dir, openLines(stream), [], reports);
};

/**
 * Opens a run directory whose run did not finish, to go on with it; `events` are all that it says so far. An exchange that
 * no event refers to, because the run broke off between the two, is taken away: it will be sent again.
 *
 * @throws {RunError} as `openRun` does.
 */
export const reopenRun = (dir: string, events: readonly RunEvent[], reports: Reports): OpenRun => {
  const said = new Set(events.flatMap((one) => (one.type === 'evidence' ? [`${one.evidence.sha256}.json`] : [])));
  const exchanges = join(dir, 'exchanges');
  onFile(exchanges, () => {
    for (const name of readdirSync(exchanges)) if (!said.has(name)) rmSync(join(exchanges, name));
  });
  return runOn(dir, reopenLines(join(dir, 'events.jsonl')), [...events], reports);
};

const runOn = (dir: string, lines: LineFile, events: RunEvent[], reports: Reports): OpenRun => {
  return {
    append: (event) => {
      // First the exchange, then the line that refers to it: no event stands in the stream without its evidence.
      const kept: RunEvent =
        event.type === 'evidence' ? { ...event, evidence: keepExchange(dir, event.evidence) } : event;
      lines.append(JSON.stringify(kept));
      events.push(kept);
    },
    finish: () => {
      lines.close();
      const record = fold(events);
      writeRecord(dir, record);
      writeReports(dir, record, reports);
      return record;
    },
    close: lines.close,
  };
};

const holdsARun = (dir: string): RunError =>
  new RunError({
    kind: 'not-empty',
    what: 'The directory holds a run already.',
    where: dir,
    hint: 'Give another directory with --out DIR, or remove this one.',
  });

/** Writes the whole of an exchange, and gives what the record keeps of it. What carries its digest has its file already. */
export const keepExchange = (dir: string, evidence: Said): Kept => {
  if (evidence.sha256 !== undefined) return capEvidence(evidence);
  const text = exchangeText(evidence);
  const digest = sha256(text);
  const path = join(dir, exchangeFile(digest));
  onFile(path, () => writeFileSync(path, text));
  return capEvidence({ ...evidence, sha256: digest });
};

/** What stands in `record.json`, to the byte. */
export const recordText = (record: RunRecord): string => `${JSON.stringify(record, null, 1)}\n`;

/** Writes `record.json`, whole or not at all. */
export const writeRecord = (dir: string, record: RunRecord): void =>
  writeWhole(join(dir, 'record.json'), recordText(record));

/** Writes every report of a record, again when they are there already. */
export const writeReports = (dir: string, record: RunRecord, reports: Reports): void => {
  for (const [name, report] of Object.entries(reports)) writeWhole(join(dir, name), report(record));
};
