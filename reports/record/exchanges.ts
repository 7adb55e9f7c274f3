import { join } from 'node:path';
import { capEvidence, type Evidence, type Kept } from './cap.ts';
import { difference } from './difference.ts';
import { exchangeFile, exchangeText, sha256 } from './exchange-file.ts';
import { readBytes } from './read.ts';
import type { RunRecord } from './record.ts';
import { RunError } from './run-error.ts';
import { type Checked, validateExchange } from './validate.ts';

/** One exchange from the bytes of its file; or what of it is not as the record says, a sentence each. */
export const wholeExchange = (bytes: Buffer, kept: Kept): Checked<Evidence> => {
  const digest = sha256(bytes);
  if (digest !== kept.sha256) return no(`its bytes have the sha256 ${digest}, and not the one that is its name`);
  const checked = validateExchange(parse(bytes));
  if (!checked.ok) return checked;
  // Whoever reads the file with another reader must see the same: not a second "answer" that ours passes over.
  if (!bytes.equals(Buffer.from(exchangeText(checked.value)))) return no('it is not written as sendproof writes it');
  const place = difference(capEvidence({ ...checked.value, sha256: digest }), kept);
  return place === undefined ? checked : no(`the record has something else of it at ${place}`);
};

const no = (error: string): Checked<Evidence> => ({ ok: false, errors: [error] });

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
};

/**
 * All exchanges of a run directory, whole, in the order of the record.
 *
 * @throws {RunError} `not-readable` for a file that is not there, `changed` for one that is not what the record says.
 */
export const readExchanges = (dir: string, record: Pick<RunRecord, 'exchanges'>): Evidence[] =>
  record.exchanges.map((kept) => {
    const where = join(dir, exchangeFile(kept.sha256));
    const hint = 'Get the whole run directory again, exchanges/ with it, from where it was made.';
    const name = `exchange ${kept.id} of the case ${kept.case}`;
    const bytes = readBytes(where, { what: `The evidence of ${name} is not there.`, hint });
    const checked = wholeExchange(bytes, kept);
    if (checked.ok) return checked.value;
    const what = `The evidence of ${name} is not what the record says: ${checked.errors.join('; ')}.`;
    throw new RunError({ kind: 'changed', what, where, hint });
  });
