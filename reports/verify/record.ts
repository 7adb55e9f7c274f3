import { names } from '../attestation/names.ts';
import type { Evidence, Kept } from '../record/cap.ts';
import { difference } from '../record/difference.ts';
import { exchangeFile } from '../record/exchange-file.ts';
import { wholeExchange } from '../record/exchanges.ts';
import { result } from '../record/exit-code.ts';
import { type Directory, foldStream, parseRecord } from '../record/read.ts';
import type { RunRecord } from '../record/record.ts';
import { RunError } from '../record/run-error.ts';
import type { Checked } from '../record/validate.ts';
import { type Reports, recordText } from '../record/writer.ts';
import { type Check, check, getAgain, holds, type Problem } from './check.ts';

/** A record as it was read, or why it cannot be. */
export type Read = { record: RunRecord } | { problem: Problem };

/** The record of a directory. */
export const recordIn = (directory: Directory): Read => readAs(directory, names.record, parseRecord);

const readAs = ({ files }: Directory, name: string, read: (text: string, path: string) => RunRecord): Read => {
  const bytes = files.get(name);
  if (bytes === undefined) return { problem: { what: 'it is not there', where: name, hint: getAgain } };
  try {
    return { record: read(bytes.toString(), name) };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return { problem: { what: error.message, where: error.where, hint: getAgain } };
  }
};

/** Whether the record is what the events come to, byte for byte. */
export const foldCheck = (directory: Directory, record: RunRecord): Check => {
  const name = 'record';
  const folded = readAs(directory, names.events, foldStream);
  if ('problem' in folded) return check(name, '', [folded.problem]);
  if (directory.files.get(names.record)?.equals(Buffer.from(recordText(folded.record))))
    return holds(name, 'is what the events come to');
  const place = difference(folded.record, record);
  const what =
    place === undefined
      ? 'it says what the events say, but is not written as sendproof writes it'
      : `it is not what ${names.events} comes to: at ${place} it says something else`;
  return check(name, '', [{ what, where: names.record, hint: getAgain }]);
};

/** Every exchange as its file has it; one whose file is not what the record says is a problem instead. */
export const exchangesIn = ({ files }: Directory, record: RunRecord): { check: Check; exchanges: Evidence[] } => {
  const read = record.exchanges.map((kept) => ({ kept, checked: wholeIn(files, kept) }));
  const exchanges = read.flatMap(({ checked }) => (checked.ok ? [checked.value] : []));
  const problems = read.flatMap(({ kept, checked }): Problem[] => {
    if (checked.ok) return [];
    const what = `exchange ${kept.id} of ${kept.case}: ${checked.errors.join('; ')}`;
    return [{ what, where: exchangeFile(kept.sha256), hint: getAgain }];
  });
  return {
    check: check('exchanges', `${exchanges.length} are whole, and what the record shows of them`, problems),
    exchanges,
  };
};

const wholeIn = (files: Directory['files'], kept: Kept): Checked<Evidence> => {
  const bytes = files.get(exchangeFile(kept.sha256));
  return bytes === undefined ? { ok: false, errors: ['its file is not there'] } : wholeExchange(bytes, kept);
};

/** Whether the result follows from the rest of the record. */
export const resultCheck = (record: RunRecord): Check => {
  const right = result(record);
  if (right === record.result) return holds('result', right);
  const what = `it says "${record.result}", and what it found comes to "${right}"`;
  return check('result', '', [{ what, where: `${names.record}/result`, hint: getAgain }]);
};

/** Whether each report is what this record gives. */
export const reportsCheck = ({ files }: Directory, reports: Reports, record: RunRecord): Check => {
  const hint = 'Do not rely on it: "sendproof report DIR" writes it again from the record.';
  const problems = Object.entries(reports).flatMap(([name, report]): Problem[] => {
    const bytes = files.get(name);
    if (bytes === undefined) return [{ what: 'it is not there', where: name, hint }];
    return bytes.equals(Buffer.from(report(record)))
      ? []
      : [{ what: 'it is not what the record gives', where: name, hint }];
  });
  return check('reports', `${Object.keys(reports).join(', ')} are what the record gives`, problems);
};
