import { fork } from 'node:child_process';
import type { EngineContext } from '../engine.ts';
import type { Opinion } from '../opinion.ts';
import type { Report } from './job.ts';
import { canDreddSend, transactionFor } from './transaction.ts';

/** Dredd itself takes about 10 ms a transaction; the rest is the target's, and the profile's rate. */
const patienceMs = { start: 30_000, perCase: 20_000 };

/** Runs Dredd over every case that it can send: one child process in all, since its logger and its globals are its own. */
export async function runDredd({ contract, planned, door, signal }: EngineContext): Promise<Opinion[]> {
  const byKey = new Map(
    planned.filter(canDreddSend).map((one) => [door.prefix({ ...one, engine: 'dredd' }), one] as const),
  );
  if (byKey.size === 0) return [];
  const transactions = [...byKey].map(([key, one]) => transactionFor(contract, one, key));
  const opinions: Opinion[] = [];
  await inChild({ endpoint: door.url, transactions }, signal, (report) => {
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
  return opinions;
}

function inChild(
  job: { endpoint: string; transactions: unknown[] },
  signal: AbortSignal,
  onReport: (report: Report) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./child.ts', import.meta.url), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=DEP0060', '--disable-warning=DEP0169', '--disable-warning=ExperimentalWarning'],
      // Tokens are in the environment; a child that needs none gets none.
      env: { PATH: process.env.PATH },
      serialization: 'advanced',
      signal,
      timeout: patienceMs.start + patienceMs.perCase * job.transactions.length,
      killSignal: 'SIGKILL',
    });
    let words = '';
    let outcome: Report | undefined;
    child.stderr?.on('data', (chunk: Buffer) => {
      words = `${words}${chunk}`.slice(-2000);
    });
    child.on('message', (report: Report) => {
      if (report.kind === 'result') onReport(report);
      else outcome = report;
    });
    child.once('error', (error) => (signal.aborted ? resolve() : reject(error)));
    child.once('exit', (code, killed) => {
      if (outcome?.kind === 'done' || signal.aborted) resolve();
      else
        reject(
          new Error(
            `Dredd ended with ${killed ?? code}: ${outcome?.kind === 'broken' ? outcome.message : words.trim()}`,
          ),
        );
    });
    child.send(job);
  });
}
