import type { Contract } from '../../clauses/contract.ts';
import { publicWordsOf } from '../../clauses/words.ts';
import { type NamedResult, resultsInOrder } from '../../engines/pact/results.ts';
import type { Clock } from '../../target/clock.ts';
import { type Evidence, latestNumber, type Recorded } from '../../target/evidence.ts';
import type { Subject } from '../../target/exchange.ts';
import { openGate } from '../../target/gate.ts';
import type { Target } from '../../target/profile.ts';
import { redactor, remover } from '../../target/redact.ts';
import type { Transport } from '../../target/transport.ts';
import { runBatch } from './batch.ts';
import { type Batch, batchesOf, type Publishing } from './batches.ts';
import { forVerifier } from './door.ts';
import { judge, promisedBy } from './judge.ts';
import type { VerificationPlan } from './plan.ts';
import type { ConsumerResult } from './result.ts';

/** What is found out about consumers, said as it happens. */
export type ConsumerEvent =
  | { type: 'evidence'; evidence: Evidence }
  | { type: 'consumer'; consumer: ConsumerResult }
  | { type: 'notRun'; notRun: { what: string; why: string; hint: string } }
  | { type: 'fault'; fault: { where: string; message: string } };

export type ConsumerRun = {
  plan: VerificationPlan;
  contract: Contract;
  target: Target;
  publishing: Publishing | undefined;
  /** What the run has sent already. */
  before: readonly Recorded[];
};

export type ConsumerEffects = {
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  emit: (event: ConsumerEvent) => void;
};

/** Verifies consumers' own pacts on a target, through the gate, with Pact's own Verifier. Rejects only for a bug. */
export async function verifyConsumers(
  { plan, contract, target, publishing, before }: ConsumerRun,
  { emit, ...effects }: ConsumerEffects,
): Promise<void> {
  const publicWords = publicWordsOf(contract);
  const redact = redactor(target, publicWords);
  const clean = remover(target, publicWords);
  const exchanges = new Map<string, Recorded>();
  const gate = openGate<Subject>({
    ...effects,
    target,
    before: latestNumber(before),
    onExchange: (exchange) => {
      const evidence = redact(exchange);
      exchanges.set(evidence.case, evidence);
      emit({ type: 'evidence', evidence });
    },
  });
  const doubts = {
    beyond: promisedBy(contract.document.root),
    earlierOn: (thread: string) => [...before, ...exchanges.values()].filter((one) => one.thread === thread),
  };
  const verify = async (batch: Batch): Promise<void> => {
    const done = await runBatch(batch, forVerifier(gate, clean), effects.signal);
    if (done === undefined) return;
    const results = resultsInOrder(done.results, clean);
    const unlike = differenceOf(batch, results);
    if (unlike !== undefined) throw new Error(unlike);
    for (const [at, step] of batch.steps.entries()) {
      const said = results[at];
      if (said === undefined) continue;
      emit({ type: 'consumer', consumer: await judge(step, said, exchanges.get(step.about.id), doubts) });
    }
    if (done.notPublished !== undefined) emit(notPublished(clean(done.notPublished), 'See what the broker says.'));
  };
  for (const consumer of plan.left) emit({ type: 'consumer', consumer });
  const { batches, incomplete } = batchesOf(plan, publishing, gate.left());
  for (const consumer of incomplete)
    emit(notPublished(`of ${consumer} not every interaction is sent, and a pact counts as a whole`, unsent));
  for (const batch of batches) {
    if (effects.signal.aborted) return;
    await verify(batch).catch((error: unknown) => {
      const message = clean(error instanceof Error ? error.message : String(error));
      emit({ type: 'fault', fault: { where: 'the pacts of consumers', message } });
    });
  }
}

const unsent = 'See which of its interactions are not tested, and why.';

function notPublished(why: string, hint: string): ConsumerEvent {
  return { type: 'notRun', notRun: { what: 'publishing to the Pact Broker', why, hint } };
}

/** The Verifier takes interactions in the order of the pacts; when a broker has others by now, nothing fits. */
function differenceOf({ steps }: Batch, results: readonly NamedResult[]): string | undefined {
  const fits = steps.every(
    ({ about }, at) => results[at]?.consumer === about.consumer && results[at].description === about.description,
  );
  return fits && results.length === steps.length
    ? undefined
    : `the Verifier went through other interactions than those planned (${results.length}, not ${steps.length}): did the pacts change meanwhile?`;
}
