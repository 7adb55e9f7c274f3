import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../../contracts/cases/case.ts';
import type { Recorded } from '../../contracts/target/evidence.ts';
import type { RunEvent } from '../../reports/record/events.ts';
import { readExchanges } from '../../reports/record/exchanges.ts';
import { fold } from '../../reports/record/fold.ts';
import { parseEvents } from '../../reports/record/read.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import { misuse } from './errors.ts';
import { fromUser, type Io } from './io.ts';

/** What a run that was interrupted has left. */
export type Earlier = {
  directory: string;
  events: readonly RunEvent[];
  record: RunRecord;
  /** Whole. */
  exchanges: readonly Recorded[];
};

type Header = Extract<RunEvent, { type: 'header' }>['header'];

/**
 * Reads a run that was interrupted. Throws misuse when there is none to go on with, or when the command is not the same:
 * half of one run and half of another would be neither.
 */
export function earlierPart(io: Io, path: string, header: Header, cases: readonly Case[]): Earlier {
  const directory = fromUser(io, path);
  const events = eventsIn(directory, path);
  const record = fold(events);
  if (record.finishedAt !== null)
    throw misuse(`${path} is finished: there is nothing to go on with`, 'Run the command without --resume.');
  const others = differences(record, header, cases);
  if (others.length > 0)
    throw misuse(
      `${path} was another run: it differs in ${others.join(', ')}`,
      'Give the command that was interrupted, with --resume behind it.',
    );
  return { directory, events, record, exchanges: readExchanges(directory, record) };
}

/** When the last of some exchanges was over, in milliseconds since the run started. */
export function endOf(exchanges: readonly Recorded[]): number {
  return exchanges.reduce((end, { sentAt, duration }) => Math.max(end, sentAt + duration), 0);
}

function eventsIn(directory: string, path: string): RunEvent[] {
  const file = join(directory, 'events.jsonl');
  try {
    const text = readFileSync(file, 'utf8');
    // A last line without its end is written again, as the stream goes on behind the last whole one.
    return parseEvents(text.slice(0, text.lastIndexOf('\n') + 1), file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw misuse(`${path} holds no run`, 'Give the directory of the run that was interrupted.');
  }
}

function differences(record: RunRecord, header: Header, cases: readonly Case[]): string[] {
  const planned = new Set(record.cases.map(({ id }) => id));
  const same: [what: string, holds: boolean][] = [
    ['the command', record.command === header.command],
    ['the version of sendproof', record.tool.version === header.tool.version],
    ['the contract document', record.contract.sha256 === header.contract.sha256],
    ['the profile', isDeepStrictEqual(record.profile, header.profile)],
    ['--strict', record.strict === header.strict],
    ['--waivers', isDeepStrictEqual(record.waivers ?? [], header.waivers ?? [])],
    // Before its plan was written, a run had none.
    ['the cases', planned.size === 0 || isDeepStrictEqual(planned, new Set(cases.map(({ id }) => id)))],
  ];
  return same.filter(([, holds]) => !holds).map(([what]) => what);
}
