import { names } from '../attestation/names.ts';
import { type Statement, statementFrom, statementOf } from '../attestation/statement.ts';
import { contractCopies } from '../record/contract-copy.ts';
import { difference } from '../record/difference.ts';
import { exchangeFile, sha256 } from '../record/exchange-file.ts';
import type { Directory } from '../record/read.ts';
import type { RunRecord } from '../record/record.ts';
import { type Check, type Claim, check, getAgain, type Problem, unknown } from './check.ts';

/** Whether every file is what was signed, and nothing lies there that is part of no run. */
export const filesCheck = (
  { directory, reports }: Claim,
  statement: Statement | undefined,
  record: RunRecord | undefined,
): Check => {
  const signed = statement?.subject ?? [];
  const own = [names.attestation, names.key, names.record, names.events, ...contractCopies, ...Object.keys(reports)];
  const known = new Set([...own, ...signed.map(({ name }) => name)]);
  for (const { sha256: digest } of record?.exchanges ?? []) known.add(exchangeFile(digest));
  const problems = [
    ...signed.flatMap((subject) => changed(directory, subject)),
    ...[...directory.files.keys(), ...directory.others].filter((name) => !known.has(name)).map(stranger),
  ];
  if (problems.length > 0 || statement !== undefined)
    return check('files', `${signed.length} files are what was signed, and no other is there`, problems);
  return unknown('files', 'no signature says what they were');
};

const changed = ({ files }: Directory, { name, digest }: Statement['subject'][number]): Problem[] => {
  const bytes = files.get(name);
  if (bytes === undefined) return [{ what: 'it was signed, and is not there', where: name, hint: getAgain }];
  const now = sha256(bytes);
  if (now === digest.sha256) return [];
  return [
    { what: `it is not what was signed: its sha256 is ${now}, not ${digest.sha256}`, where: name, hint: getAgain },
  ];
};

const stranger = (where: string): Problem => ({
  what: 'it belongs to nothing in this run',
  where,
  hint: 'If you put it there, take it away; else get the directory again from where the run was made.',
});

/** Whether what was signed says of the run what its record says. */
export const statementCheck = ({ reports }: Claim, payload: string, record: RunRecord): Check => {
  const name = 'statement';
  const problem = (what: string): Problem => ({ what, where: names.attestation, hint: getAgain });
  const statement = statementFrom(payload);
  if (!statement.ok)
    return check(name, '', [problem(`what was signed is no statement: ${statement.errors.join('; ')}`)]);
  const digests = new Map(statement.value.subject.map((one) => [one.name, one.digest.sha256]));
  const missing = [names.record, names.events, ...Object.keys(reports)].filter((file) => !digests.has(file));
  const right = statementOf(record, digests);
  const place = difference(statement.value, right);
  return check(name, `says what the record says: ${record.result}`, [
    ...missing.map((file) => problem(`it says nothing of ${file}`)),
    ...(place === undefined ? [] : [problem(`at ${place} it says something else than the record`)]),
    ...(place === undefined && payload !== JSON.stringify(right)
      ? [problem('it is not written as sendproof writes it')]
      : []),
  ]);
};
