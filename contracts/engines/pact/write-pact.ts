import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { casesOf } from '../../cases/catalogue.ts';
import { readContract } from '../../clauses/contract.ts';
import type { Outcome } from './client.ts';
import { consumer, type Interaction, interactionOf, provider } from './consumer.ts';
import { clientFor, rehearse } from './mock.ts';
import { canonicalPact, pactFile } from './pact-file.ts';

/** A directory in which Pact gathers what the client has shown that it relies on. */
export type Rehearsal = {
  run(interaction: Interaction): Promise<Outcome | undefined>;
  /** The pact so far. */
  pact(): Promise<string>;
  close(): Promise<void>;
};

export async function openRehearsal(): Promise<Rehearsal> {
  const directory = await mkdtemp(join(tmpdir(), 'sendproof-pact-'));
  return {
    run: (interaction) => rehearse(interaction, directory, clientFor(interaction)),
    pact: async () => canonicalPact(await readFile(join(directory, `${consumer}-${provider}.json`), 'utf8')),
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

/** What a consumer relies on, of the contract in the project. */
export async function interactionsOfContract(): Promise<Interaction[]> {
  const contract = readContract(await readFile(new URL('../../openapi-v2.json', import.meta.url), 'utf8'));
  return casesOf(contract).flatMap((one) => interactionOf(one) ?? []);
}

if (import.meta.main) {
  const rehearsal = await openRehearsal();
  try {
    for (const interaction of await interactionsOfContract()) await rehearsal.run(interaction);
    await mkdir(dirname(fileURLToPath(pactFile)), { recursive: true });
    await writeFile(pactFile, await rehearsal.pact());
  } finally {
    await rehearsal.close();
  }
}
