import { Verifier, type VerifierOptions } from '@pact-foundation/pact';
import { type Rewrite, relayTo } from './relay.ts';

/** What the child process answers: the Verifier's results as JSON text, or why it did not run. */
export type Report = { kind: 'done'; results: string } | { kind: 'broken'; message: string };

/** Longer than the gate waits for one answer, retries included: it is the gate that says when there is none. */
const requestMs = 120_000;

/** Runs the Verifier against the gate's door. It prints natively to standard output, and its log is a global. */
export async function verify(
  options: VerifierOptions & { providerBaseUrl: string },
  rewriteNow?: () => Rewrite,
): Promise<Report> {
  const verifier = new Verifier({
    ...options,
    providerStatesSetupTeardown: false,
    requestFilter: relayTo(options.providerBaseUrl, rewriteNow),
    timeout: requestMs,
    followRedirects: false,
    logLevel: 'error',
  });
  return verifier.verifyProvider().then(done, failedOrBroken);
}

/** Tells the parent, and lets go of it. */
export function tell(report: Report): void {
  process.send?.(report, undefined, undefined, () => process.disconnect());
}

function done(results: string): Report {
  return { kind: 'done', results };
}

/** A failed verification rejects with its results as the message; whatever is not JSON is a fault of the harness. */
function failedOrBroken(error: Error): Report {
  try {
    JSON.parse(error.message);
    return done(error.message);
  } catch {
    return { kind: 'broken', message: error.message };
  }
}
