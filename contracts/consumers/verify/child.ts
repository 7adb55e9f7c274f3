import type { VerifierOptions } from '@pact-foundation/pact';
import { isObject } from '../../clauses/json.ts';
import { endWithParent } from '../../engines/child.ts';
import type { Rewrite } from '../../engines/pact/relay.ts';
import { tell, verify } from '../../engines/pact/verify.ts';
import type { Broker } from '../broker.ts';
import type { Job, SentStep } from './job.ts';
import { answerInPact, bodyOnTarget } from './swap.ts';

endWithParent();

/** Verifies pacts of consumers, in a process of its own. */
process.once('message', async ({ provider, providerBaseUrl, source, logFile, steps }: Job) => {
  // The Verifier goes through the interactions one by one, and says before each that it begins.
  let at = -1;
  const beforeEach = async (): Promise<void> => {
    at += 1;
  };
  const setUp = (state: string) => async () => {
    const step = steps[at];
    // Another order than the plan's: nothing more is sent, and the results will not fit either.
    if (!step?.states.includes(state)) at = steps.length;
    return step?.values;
  };
  const stateHandlers = Object.fromEntries(steps.flatMap(({ states }) => states.map((state) => [state, setUp(state)])));
  const from = 'pactUrls' in source ? source : fromBroker(source);
  tell(
    await verify({ provider, providerBaseUrl, ...from, logFile, beforeEach, stateHandlers }, () =>
      rewriteFor(steps[at]),
    ),
  );
});

function rewriteFor(step: SentStep | undefined): Rewrite {
  // The door knows no such path, and sends nothing.
  if (step === undefined) return { request: (passing) => ({ ...passing, path: '/' }), answer: (body) => body };
  const { path, authorization, body: swap, thread, answer } = step;
  return {
    request: (passing) => ({
      path: path + (/\?.*$/s.exec(passing.path)?.[0] ?? ''),
      headers: { ...passing.headers, ...(authorization === null ? {} : { authorization }) },
      body: bodyOnTarget(passing.body, swap),
    }),
    answer: (body) => answerInPact(body, answer ?? undefined, thread),
  };
}

function fromBroker({
  broker: { pactBrokerUrl, credentials, consumerVersionSelectors },
  consumers,
  publication: { providerVersion, providerVersionBranch },
}: Extract<Job['source'], { broker: Broker }>): Omit<VerifierOptions, 'providerBaseUrl'> {
  return {
    pactBrokerUrl,
    ...accessOf(credentials),
    consumerVersionSelectors: consumerVersionSelectors.flatMap((one: unknown) => (isSelector(one) ? [one] : [])),
    consumerFilters: consumers,
    publishVerificationResult: true,
    providerVersion,
    ...(providerVersionBranch === undefined ? {} : { providerVersionBranch }),
  };
}

function accessOf(credentials: Broker['credentials']): Omit<VerifierOptions, 'providerBaseUrl'> {
  if (credentials === null) return {};
  return 'token' in credentials
    ? { pactBrokerToken: credentials.token }
    : { pactBrokerUsername: credentials.username, pactBrokerPassword: credentials.password };
}

type Selector = NonNullable<VerifierOptions['consumerVersionSelectors']>[number];

/** The broker says what is wrong with one. */
function isSelector(value: unknown): value is Selector {
  return isObject(value);
}
