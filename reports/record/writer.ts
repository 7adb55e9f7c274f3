import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capEvidence } from './cap.ts';
import type { RunEvent } from './events.ts';
import { exchangeFile } from './exchange-file.ts';
import { onFile, openLines, writeWhole } from './files.ts';
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
  const lines = openLines(stream);
  const events: RunEvent[] = [];

  return {
    append: (event) => {
      const kept: RunEvent = event.type === 'evidence' ? { ...event, evidence: capEvidence(event.evidence) } : event;
      // First the exchange, then the line that refers to it: no event stands in the stream without its evidence.
      if (event.type === 'evidence') writeExchange(dir, event.evidence.id, event.evidence);
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

const writeExchange = (dir: string, id: string, evidence: unknown): void => {
  const path = join(dir, exchangeFile(id));
  onFile(path, () => writeFileSync(path, `${JSON.stringify(evidence, null, 2)}\n`));
};

/** Writes `record.json`, whole or not at all. */
export const writeRecord = (dir: string, record: RunRecord): void =>
  writeWhole(join(dir, 'record.json'), `${JSON.stringify(record, null, 1)}\n`);

/** Writes every report of a record, again when they are there already. */
export const writeReports = (dir: string, record: RunRecord, reports: Reports): void => {
  for (const [name, report] of Object.entries(reports)) writeWhole(join(dir, name), report(record));
};
