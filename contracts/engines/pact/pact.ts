import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remover } from '../../target/redact.ts';
import type { EngineContext } from '../engine.ts';
import type { Opinion } from '../opinion.ts';
import { pactFile, readPact } from './pact-file.ts';
import { resultsOf } from './results.ts';
import { pactOf, type Verification, verificationsOf } from './verification.ts';
import { runVerifier } from './verifier.ts';

/**
 * Verifies the committed pact on the target with Pact's own Verifier, through the gate's door: of the interactions those
 * whose cases are planned, and no others. No opinion when `signal` stopped it.
 */
export async function runPact({ planned, gate, door, signal }: EngineContext): Promise<Opinion[]> {
  const pact = readPact(await readFile(pactFile, 'utf8'));
  const verifications = verificationsOf(pact, planned, (one) => door.prefix({ ...one, engine: 'pact' }));
  if (verifications.length === 0 || signal.aborted) return [];
  const directory = await mkdtemp(join(tmpdir(), 'sendproof-pact-'));
  try {
    const file = join(directory, 'planned.json');
    await writeFile(file, JSON.stringify(pactOf(pact, verifications)));
    const results = await runVerifier(
      {
        providerBaseUrl: door.url,
        pact: file,
        states: [...new Set(verifications.map(({ planned: { case: one } }) => one.state))],
        values: Object.fromEntries(verifications.map(({ key, values }) => [key, values])),
      },
      signal,
    );
    // A target may answer with what it was sent: its words are cleared of tokens before anyone keeps them.
    return results === undefined ? [] : opinionsOf(results, verifications, remover(gate.target));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
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
