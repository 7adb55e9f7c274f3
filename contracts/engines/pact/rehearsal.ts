import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Contract } from '../../clauses/contract.ts';
import { runChild } from '../child.ts';
import { consumer, type Interaction, provider } from './consumer.ts';
import { type Promised, promisedBy } from './promised.ts';

/** What the child process is told: what a consumer does, and what it is promised. */
export type Job = { directory: string; scenes: { interaction: Interaction; promised: Promised }[] };

/** What the child process answers. */
export type Report = { kind: 'done' } | { kind: 'broken'; message: string };

/** Milliseconds; one interaction takes about 20. */
const patience = { start: 30_000, perInteraction: 2_000 };

// The extension is that of this file: .ts in the project, .js where it is built.
const childFile = new URL(`./rehearsal-child${extname(import.meta.url)}`, import.meta.url);

/**
 * The pact of a document other than the project's own, as text: a plain consumer plays each interaction against Pact's mock,
 * in a process of its own. `undefined` when `signal` stopped it; rejects when it did not come to its end.
 */
export async function rehearsedPact(
  contract: Contract,
  interactions: readonly Interaction[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'sendproof-pact-'));
  try {
    const scenes = interactions.map((interaction) => ({
      interaction,
      promised: promisedBy(contract, interaction.expected),
    }));
    const job: Job = { directory, scenes };
    const limitMs = patience.start + patience.perInteraction * scenes.length;
    let report: Report | undefined;
    const end = await runChild<Report>(childFile, job, { signal, limitMs, env: doNotTrack }, (one) => {
      report = one;
    });
    if (end.kind === 'stopped') return undefined;
    if (report?.kind !== 'done')
      throw new Error(`no pact could be made of the document (${end.how}): ${report?.message ?? end.words}`);
    return await readFile(join(directory, `${consumer}-${provider}.json`), 'utf8');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const doNotTrack = { PACT_DO_NOT_TRACK: 'true' };
