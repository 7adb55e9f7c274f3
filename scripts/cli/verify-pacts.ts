import type { Command, OptionValues } from '@commander-js/extra-typings';
import type { Contract } from '../../contracts/clauses/contract.ts';
import { ContractError } from '../../contracts/clauses/contract-error.ts';
import type { Publishing } from '../../contracts/consumers/verify/batches.ts';
import type { VerificationPlan } from '../../contracts/consumers/verify/plan.ts';
import { systemClock } from '../../contracts/target/clock.ts';
import type { Target } from '../../contracts/target/profile.ts';
import { openTransport } from '../../contracts/target/transport.ts';
import type { OpenRun } from '../../reports/record/writer.ts';
import { appendTo, type SoFar } from './appending.ts';
import type { Progress } from './console.ts';
import { misuse } from './errors.ts';
import type { Io } from './io.ts';
import { brokerFrom, loadPacts, type PactOptions } from './pacts.ts';
import { endOf } from './resume.ts';

/** What is asked of consumers' pacts: what is sent for them, and where the results go besides the record. */
export type ConsumersWish = { plan: VerificationPlan; publishing: Publishing | undefined };

/** Where pacts come from, and as what their results are published; the names are those of Pact's own Verifier. */
export type VerifyOptions = PactOptions & { publishVerificationResult: boolean; providerVersion?: string | undefined };

/** What only those need who verify pacts on a target. */
export function withPublishOptions<Args extends unknown[], Values extends OptionValues>(on: Command<Args, Values>) {
  return on
    .option('--publish-verification-result', 'tell the Pact Broker what came of its pacts', false)
    .option('--provider-version <version>', 'version of the target to publish as, such as its commit');
}

/** Plans the pacts that were asked for; nothing where none were. Throws misuse, or that there is no answer. */
export async function consumersWish(
  io: Io,
  options: VerifyOptions,
  contract: Contract,
  target: Target,
): Promise<ConsumersWish | undefined> {
  const publishing = publishingFrom(io, options);
  const pacts = await loadPacts(io, options);
  if (pacts === undefined) return undefined;
  // Loaded here: most runs are without pacts.
  const { planVerification } = await import('../../contracts/consumers/verify/plan.ts');
  const plan = usable(() => planVerification(pacts, contract, target));
  if (plan.isAbout) return { plan, publishing };
  const lines = plan.left.map(
    ({ source, consumer, provider, reason }) => `  ${source}: ${consumer} of ${provider}: ${reason}`,
  );
  throw misuse(
    `no interaction of the pacts goes to an operation of the contract:\n${[...new Set(lines)].slice(0, 10).join('\n')}`,
    'Give pacts of consumers that call what the contract describes, by --pacts or --provider.',
  );
}

function publishingFrom(io: Io, options: VerifyOptions): Publishing | undefined {
  const { publishVerificationResult, providerVersion, providerVersionBranch } = options;
  if (!publishVerificationResult) {
    if (providerVersion === undefined) return undefined;
    throw misuse('a version of the provider is for publishing only', 'Add --publish-verification-result.');
  }
  const broker = options.pacts === undefined ? brokerFrom(io, options) : undefined;
  if (broker === undefined)
    throw misuse(
      'only results for pacts of a Pact Broker can be published',
      'Give --pact-broker-url (or $PACT_BROKER_BASE_URL) and --provider.',
    );
  if (providerVersion === undefined)
    throw misuse(
      'results are published for a version of the target, and none is given',
      'Give --provider-version, for example the commit that the target was built from.',
    );
  return { broker, publication: { providerVersion, providerVersionBranch } };
}

function usable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw misuse(`pacts cannot be held against the contract: ${error.message}`, 'Mend the document, or give no pacts.');
  }
}

/** The same for a target on which as many requests are left as the pacts need. */
export function leavingRoom<T extends { target: Target }>(assignment: T, { plan }: ConsumersWish): T {
  const { target } = assignment;
  const requests = Math.max(1, target.limits.requests - plan.steps.length);
  return { ...assignment, target: { ...target, limits: { ...target.limits, requests } } };
}

/** Verifies the pacts on the target, after its cases. Where these could not be sent, nothing is, nor is anything published. */
export async function verifyPacts(
  { plan, publishing }: ConsumersWish,
  { contract, target }: { contract: Contract; target: Target },
  { exchanges: before, notRun }: SoFar,
  run: OpenRun,
  progress: Progress,
  io: Io,
): Promise<void> {
  if (notRun) {
    const why = 'the cases of the contract could not be sent either';
    const hint = 'Mend what is said of the contract first.';
    run.append({ type: 'notRun', notRun: { what: 'verifying the pacts of consumers', why, hint } });
    return;
  }
  const { verifyConsumers } = await import('../../contracts/consumers/verify/run.ts');
  const appending = appendTo(run, [], (_, count) =>
    progress.say(`${count} requests for ${plan.steps.length} interactions of consumers`),
  );
  await verifyConsumers(
    { plan, contract, target, publishing, before },
    {
      transport: openTransport(),
      clock: systemClock(endOf(before)),
      signal: AbortSignal.any([io.signal, appending.signal]),
      emit: appending.emit,
    },
  );
  progress.done(`consumers: ${appending.end().exchanges.length} requests`);
}
