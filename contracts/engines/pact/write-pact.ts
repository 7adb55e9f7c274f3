import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { casesOf } from '../../cases/catalogue.ts';
import { type Contract, readContract } from '../../clauses/contract.ts';
import type { Outcome } from './client.ts';
import { consumer, type Interaction, interactionOf, provider } from './consumer.ts';
import { clientFor, rehearse } from './mock.ts';
import { canonicalPact, documentFile, pactFile } from './pact-file.ts';
import { promisedBy } from './promised.ts';

/** A directory in which Pact gathers what the client has shown that it relies on. */
export type Rehearsal = {
  run(interaction: Interaction): Promise<Outcome | undefined>;
  /** The pact so far. */
  pact(): Promise<string>;
  close(): Promise<void>;
};

export async function openRehearsal(): Promise<Rehearsal> {
  const contract = await contractOfProject();
  const directory = await mkdtemp(join(tmpdir(), 'sendproof-pact-'));
  return {
    run: (interaction) =>
      rehearse(interaction, promisedBy(contract, interaction.expected), directory, clientFor(interaction)),
    pact: async () => canonicalPact(await readFile(join(directory, `${consumer}-${provider}.json`), 'utf8')),
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

/** What a consumer relies on, of the contract in the project. */
export async function interactionsOfContract(): Promise<Interaction[]> {
  return casesOf(await contractOfProject()).flatMap((one) => interactionOf(one) ?? []);
}

async function contractOfProject(): Promise<Contract> {
  return readContract(await readFile(documentFile, 'utf8'));
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
