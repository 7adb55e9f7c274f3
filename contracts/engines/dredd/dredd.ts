import { extname } from 'node:path';
import type { Contract } from '../../clauses/contract.ts';
import type { Door } from '../../target/door.ts';
import { runChild } from '../child.ts';
import type { EngineContext, Planned } from '../engine.ts';
import type { Opinion } from '../opinion.ts';
import type { Report } from './job.ts';
import { canDreddSend, transactionFor } from './transaction.ts';

/** Dredd itself takes about 10 ms a transaction; the rest is the target's, and the profile's rate. */
const patienceMs = { start: 30_000, perCase: 20_000 };

// The extension is that of this file: .ts in the project, .js where it is built.
const childFile = new URL(`./child${extname(import.meta.url)}`, import.meta.url);

/** Reading documents is most of Dredd's work, and it reads them one after the other: two processes share it. */
const processes = 2;
/** Fewer than this do not pay for a second process. */
const fewest = 100;

/**
 * Runs Dredd over every case that it can send, in child processes, since its logger and its globals are its own; a few in
 * all, not one for each case.
 */
export async function runDredd({ contract, planned, door, signal }: EngineContext): Promise<Opinion[]> {
  const sendable = planned.filter(canDreddSend);
  const size = Math.max(fewest, Math.ceil(sendable.length / processes));
  const shares = Array.from({ length: processes }, (_, index) => sendable.slice(index * size, (index + 1) * size));
  const opinions = await Promise.all(
    shares.filter((share) => share.length > 0).map((share) => runShare(contract, share, door, signal)),
  );
  return opinions.flat();
}

async function runShare(
  contract: Contract,
  share: readonly Planned[],
  door: Door,
  signal: AbortSignal,
): Promise<Opinion[]> {
  const byKey = new Map(share.map((one) => [door.prefix({ ...one, engine: 'dredd' }), one] as const));
  const transactions = [...byKey].map(([key, one]) => transactionFor(contract, one, key));
  const opinions: Opinion[] = [];
  let broken: string | undefined;
  let done = false;
  const limitMs = patienceMs.start + patienceMs.perCase * transactions.length;
  const end = await runChild<Report>(childFile, { endpoint: door.url, transactions }, { signal, limitMs }, (report) => {
    if (report.kind === 'done') done = true;
    if (report.kind === 'broken') broken = report.message;
    const one = report.kind === 'result' ? byKey.get(report.key) : undefined;
    if (report.kind === 'result' && one !== undefined)
      opinions.push({
        case: one.case.id,
        engine: 'dredd',
        entry: one.entry,
        outcome: report.outcome,
        words: report.words,
      });
  });
  if (end.kind === 'ended' && !done)
    throw new Error(`Dredd did not run to its end (${end.how}): ${broken ?? end.words}`);
  return opinions;
}
