import { createHash } from 'node:crypto';
import type { Recorded } from '../../contracts/target/evidence.ts';

/** Hexadecimal, as everywhere in a record. */
export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What stands in the file with the whole of one exchange, to the byte. */
export const exchangeText = (evidence: Recorded): string => `${JSON.stringify(evidence, null, 2)}\n`;

/** The path of that file, inside the run directory: its name is the digest of its bytes. */
export const exchangeFile = (digest: string): string => `exchanges/${digest}.json`;
