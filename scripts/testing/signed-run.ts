import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../fixtures/reference/index.ts';
import { envelopeFrom, envelopeText } from '../../reports/attestation/envelope.ts';
import { names } from '../../reports/attestation/names.ts';
import { statementOf } from '../../reports/attestation/statement.ts';
import { writeAttestation } from '../../reports/attestation/write.ts';
import { reports } from '../../reports/index.ts';
import type { RunEvent } from '../../reports/record/events.ts';
import { sha256 } from '../../reports/record/exchange-file.ts';
import { foldStream, readRun } from '../../reports/record/read.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import { writeRecord, writeReports } from '../../reports/record/writer.ts';
import { sendproof } from './cli.ts';

/** A finished run in a directory of its own, signed with a key that only its auditor has. */
export type SignedRun = { dir: string; publicKey: string; home: string; end(): void };

/** Audits some cases on the reference implementation: some fail, some pass, and some are not sent. */
export async function signedRun(): Promise<SignedRun> {
  const home = mkdtempSync(join(tmpdir(), 'sendproof-audit-'));
  const server = await serve({ defect: 'scope-unchecked' });
  const { 'teams-thread': _, ...states } = server.profile.states;
  const profile = { ...server.profile, states: { ...states, 'teams-thread': { untested: 'no tenant yet' } } };
  writeFileSync(join(home, 'profile.json'), JSON.stringify(profile));
  const only = ['says.scope', 'says.channel', 'request.body.content.minLength'].flatMap((glob) => ['--only', glob]);
  const argv = ['contract', '--target', 'profile.json', '--engine', 'probe', ...only, '--out', 'run'];
  const { code, stderr } = await sendproof(argv, { cwd: home, env: { ...server.env, HOME: home } });
  await server.close();
  if (code !== 1) throw new Error(`the audit came to ${code}:\n${stderr}`);
  const dir = join(home, 'run');
  const publicKey = join(home, 'auditor.pub');
  writeFileSync(publicKey, readFileSync(join(dir, names.key)));
  return { dir, publicKey, home, end: () => rmSync(home, { recursive: true }) };
}

/** Changes the text of one file; a change that changes nothing is a mistake of the test. */
export function edit(dir: string, file: string, change: (text: string) => string): void {
  const before = readFileSync(join(dir, file), 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing was changed in ${file}`);
  writeFileSync(join(dir, file), after);
}

/** Changes events, and makes record, reports and exchanges fit. Only the signature cannot be made to. */
export function rewrite(dir: string, change: (event: RunEvent) => RunEvent[]): void {
  edit(dir, names.events, (text) =>
    text
      .trimEnd()
      .split('\n')
      .flatMap((line) => change(JSON.parse(line)).map((event) => `${JSON.stringify(event)}\n`))
      .join(''),
  );
  const record = foldStream(readFileSync(join(dir, names.events), 'utf8'), names.events);
  writeRecord(dir, record);
  writeReports(dir, record, reports);
}

/** Signs what is there, as somebody else. */
export function signAsStranger(dir: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeAttestation(dir, readRun(dir), Object.keys(reports), privateKey);
}

/** Writes a statement that fits what is there, under the signature that was made for another. */
export function restate(dir: string): void {
  const before = envelopeFrom(readFileSync(join(dir, names.attestation), 'utf8'));
  if (!before.ok) throw new Error(before.errors.join());
  const digests = [names.record, names.events, ...Object.keys(reports)].map(
    (name) => [name, sha256(readFileSync(join(dir, name)))] as const,
  );
  const payload = Buffer.from(JSON.stringify(statementOf(readRun(dir), new Map(digests)))).toString('base64');
  writeFileSync(join(dir, names.attestation), envelopeText({ ...before.value, payload }));
}

const recordOf = (dir: string): RunRecord => JSON.parse(readFileSync(join(dir, 'record.json'), 'utf8'));

/** Changes record.json alone, as somebody would who knows nothing of the rest. */
export const inRecord = (dir: string, change: (record: RunRecord) => RunRecord): void =>
  edit(dir, 'record.json', () => `${JSON.stringify(change(recordOf(dir)), null, 1)}\n`);

/** The file of the exchange on which a failure stands. */
export const fileOfFailure = (dir: string): string => {
  const record = recordOf(dir);
  const failed = record.verdicts.find(({ outcome }) => outcome === 'failed');
  return `exchanges/${record.exchanges.find(({ id }) => id === failed?.exchange)?.sha256}.json`;
};

/** Lets every failure pass. */
export const passing = (event: RunEvent): RunEvent[] =>
  event.type === 'verdict' && event.verdict.outcome === 'failed'
    ? [{ ...event, verdict: { ...event.verdict, outcome: 'passed' } }]
    : [event];
