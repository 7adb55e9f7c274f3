import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { sha256 } from '../record/exchange-file.ts';
import { writeWhole } from '../record/files.ts';
import { readBytes } from '../record/read.ts';
import type { RunRecord } from '../record/record.ts';
import { envelopeText, seal } from './envelope.ts';
import { publicHalf, publicPem } from './key.ts';
import { names } from './names.ts';
import { statementOf } from './statement.ts';

/**
 * Signs a run directory as it stands: its record, its events and these reports. Writes `attestation.json`, and beside it
 * the public key.
 *
 * @throws {RunError} `not-readable` when a file is not there, `not-writable`, `no-space`.
 */
export const writeAttestation = (dir: string, record: RunRecord, reports: readonly string[], key: KeyObject): void => {
  const words = { what: 'The run cannot be signed: this file of it is not there.', hint: 'Run the command again.' };
  const digests = [names.record, names.events, ...reports].map(
    (name) => [name, sha256(readBytes(join(dir, name), words))] as const,
  );
  const envelope = seal(JSON.stringify(statementOf(record, new Map(digests))), key);
  writeWhole(join(dir, names.key), publicPem(publicHalf(key)));
  writeWhole(join(dir, names.attestation), envelopeText(envelope));
};
