import { runChild } from '../child.ts';
import type { Report } from './verify.ts';

/** The Verifier itself takes about 10 ms an interaction; the rest is the target's, and the profile's rate. */
const patienceMs = { start: 30_000, perInteraction: 20_000 };

/**
 * Runs the Verifier in one child process, and gives its results as JSON text; `undefined` when `signal` stopped it.
 * Rejects when it did not run to its end.
 */
export async function runVerifier(
  child: URL,
  job: object,
  interactions: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const limitMs = patienceMs.start + patienceMs.perInteraction * interactions;
  let outcome: Report | undefined;
  const env = { PACT_DO_NOT_TRACK: 'true' };
  const end = await runChild<Report>(child, job, { signal, limitMs, env }, (report) => {
    outcome = report;
  });
  if (end.kind === 'stopped') return undefined;
  if (outcome?.kind === 'done') return outcome.results;
  const why = outcome?.kind === 'broken' ? outcome.message : end.words;
  throw new Error(`the Pact Verifier did not run to its end (${end.how}, its limit is ${limitMs / 1000} s): ${why}`);
}
