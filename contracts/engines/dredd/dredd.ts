import { extname } from 'node:path';
import { runChild } from '../child.ts';
import type { EngineContext } from '../engine.ts';
import type { Opinion } from '../opinion.ts';
import type { Report } from './job.ts';
import { canDreddSend, transactionFor } from './transaction.ts';

/** Dredd itself takes about 10 ms a transaction; the rest is the target's, and the profile's rate. */
const patienceMs = { start: 30_000, perCase: 20_000 };

// The extension is that of this file: .ts in the project, .js where it is built.
const childFile = new URL(`./child${extname(import.meta.url)}`, import.meta.url);

/** Runs Dredd over every case that it can send: one child process in all, since its logger and its globals are its own. */
export async function runDredd({ contract, planned, door, signal }: EngineContext): Promise<Opinion[]> {
  const byKey = new Map(
    planned.filter(canDreddSend).map((one) => [door.prefix({ ...one, engine: 'dredd' }), one] as const),
  );
  if (byKey.size === 0) return [];
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
