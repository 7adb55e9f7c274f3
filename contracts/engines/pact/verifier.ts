import { fork } from 'node:child_process';
import { extname } from 'node:path';
import type { Job, Report } from './job.ts';

/** The Verifier itself takes about 10 ms an interaction; the rest is the target's, and the profile's rate. */
const patienceMs = { start: 30_000, perInteraction: 20_000 };

// The extension is that of this file: .ts in the project, .js where it is built.
const childFile = new URL(`./child${extname(import.meta.url)}`, import.meta.url);

/**
 * Runs the Verifier in one child process, and gives its results as JSON text; `undefined` when `signal` stopped it.
 * Rejects when it did not run to its end.
 */
export function runVerifier(job: Job, signal: AbortSignal): Promise<string | undefined> {
  const limit = patienceMs.start + patienceMs.perInteraction * Object.keys(job.values).length;
  return new Promise((resolve, reject) => {
    const child = fork(childFile, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      // Tokens are in the environment, and so may be settings of a broker or a proxy: a child that needs none gets none.
      env: { PATH: process.env.PATH, PACT_DO_NOT_TRACK: 'true' },
      signal,
      timeout: limit,
      killSignal: 'SIGKILL',
    });
    let words = '';
    let outcome: Report | undefined;
    child.stderr?.on('data', (chunk: Buffer) => {
      words = `${words}${chunk}`.slice(-2000);
    });
    child.on('message', (report: Report) => {
      outcome = report;
    });
    child.once('error', (error) => (signal.aborted ? resolve(undefined) : reject(error)));
    child.once('close', (code, killed) => {
      if (signal.aborted) resolve(undefined);
      else if (outcome?.kind === 'done') resolve(outcome.results);
      else {
        const why = outcome?.kind === 'broken' ? outcome.message : words.trim();
        reject(new Error(`the Pact Verifier ended with ${killed ?? code} (its limit is ${limit / 1000} s): ${why}`));
      }
    });
    child.send(job);
  });
}
