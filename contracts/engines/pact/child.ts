import { Verifier } from '@pact-foundation/pact';
import { endWithParent } from '../child.ts';
import { provider } from './consumer.ts';
import type { Job, Report } from './job.ts';
import { relayTo } from './relay.ts';

/** Longer than the gate waits for one answer, retries included: it is the gate that says when there is none. */
const requestMs = 120_000;

endWithParent();

/** Runs the Verifier in a process of its own: it prints natively to standard output, and its log is a global. */
process.once('message', async ({ providerBaseUrl, pact, states, values }: Job) => {
  const valuesOf = async (parameters: unknown) => {
    const key = String(Object(parameters).key);
    const found = values[key];
    if (found === undefined) throw new RangeError(`nothing is planned for ${key}`);
    return found;
  };
  const verifier = new Verifier({
    provider,
    providerBaseUrl,
    pactUrls: [pact],
    stateHandlers: Object.fromEntries(states.map((state) => [state, valuesOf])),
    providerStatesSetupTeardown: false,
    requestFilter: relayTo(providerBaseUrl),
    timeout: requestMs,
    followRedirects: false,
    logLevel: 'error',
  });
  const report = await verifier.verifyProvider().then(done, failedOrBroken);
  process.send?.(report, undefined, undefined, () => process.disconnect());
});

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
