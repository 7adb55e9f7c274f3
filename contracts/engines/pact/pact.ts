import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Contract } from '../../clauses/contract.ts';
import { remover } from '../../target/redact.ts';
import type { EngineContext, Planned } from '../engine.ts';
import type { Opinion } from '../opinion.ts';
import { interactionOf } from './consumer.ts';
import type { Job } from './job.ts';
import { documentFile, pactFile, readPact } from './pact-file.ts';
import { rehearsedPact } from './rehearsal.ts';
import { resultsOf } from './results.ts';
import { pactOf, type Verification, verificationsOf } from './verification.ts';
import { runVerifier } from './verifier.ts';

// The extension is that of this file: .ts in the project, .js where it is built.
const child = new URL(`./child${extname(import.meta.url)}`, import.meta.url);

/**
 * Verifies the pact of the document on the target with Pact's own Verifier, through the gate's door: of the interactions
 * those whose cases are planned, and no others. No opinion when `signal` stopped it.
 */
export async function runPact({ contract, planned, gate, door, signal }: EngineContext): Promise<Opinion[]> {
  const text = await pactTextOf(contract, planned, signal);
  if (text === undefined) return [];
  const pact = readPact(text);
  const verifications = verificationsOf(pact, planned, (one) => door.prefix({ ...one, engine: 'pact' }));
  if (verifications.length === 0 || signal.aborted) return [];
  const directory = await mkdtemp(join(tmpdir(), 'sendproof-pact-'));
  try {
    const file = join(directory, 'planned.json');
    await writeFile(file, JSON.stringify(pactOf(pact, verifications)));
    const job: Job = {
      providerBaseUrl: door.url,
      pact: file,
      states: [...new Set(verifications.map(({ planned: { case: one } }) => one.state))],
      values: Object.fromEntries(verifications.map(({ key, values }) => [key, values])),
    };
    const results = await runVerifier(child, job, verifications.length, signal);
    // A target may answer with what it was sent: its words are cleared of tokens before anyone keeps them.
    return results === undefined ? [] : opinionsOf(results, verifications, remover(gate.target));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The pact in the project is about the document in the project; that of another document is made when it is needed. */
async function pactTextOf(
  contract: Contract,
  planned: readonly Planned[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const own = createHash('sha256')
    .update(await readFile(documentFile))
    .digest('hex');
  if (contract.document.sha256 === own) return readFile(pactFile, 'utf8');
  const cases = new Map(planned.map(({ case: one }) => [one.id, one]));
  const interactions = [...cases.values()].flatMap((one) => interactionOf(one) ?? []);
  return interactions.length === 0 ? undefined : rehearsedPact(contract, interactions, signal);
}

function opinionsOf(
  source: string,
  verifications: readonly Verification[],
  clean: (text: string) => string,
): Opinion[] {
  const results = resultsOf(source, clean);
  return verifications.map(({ key, planned: { case: one, entry } }) => ({
    case: one.id,
    engine: 'pact',
    entry,
    ...(results.get(key) ?? { outcome: 'fault', words: 'the Verifier says nothing of this interaction' }),
  }));
}
