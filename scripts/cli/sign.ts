import { reports } from '../../reports/index.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import type { Io } from './io.ts';
import type { Signer } from './signing-key.ts';

/** Signs the directory of a run that is finished; says so when it cannot. */
export async function signRun(io: Io, directory: string, record: RunRecord, signer: Signer): Promise<void> {
  if (record.finishedAt === null) return;
  if (signer.kind === 'none') {
    io.stderr.write(`The run is not signed: ${signer.why}. Give a key with --key FILE.\n`);
    return;
  }
  // Loaded here: only what ends well gets this far.
  const { writeAttestation } = await import('../../reports/attestation/write.ts');
  writeAttestation(directory, record, Object.keys(reports), signer.key);
}
