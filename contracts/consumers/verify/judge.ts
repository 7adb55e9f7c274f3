import { isObject, type Json } from '../../clauses/json.ts';
import type { NamedResult } from '../../engines/pact/results.ts';
import type { Recorded } from '../../target/evidence.ts';
import { type Comparator, comparatorFor } from '../comparator.ts';
import type { Step } from './plan.ts';
import type { ConsumerResult } from './result.ts';

type Judged = Pick<ConsumerResult, 'outcome' | 'reason' | 'accepted'>;

/** What of an interaction a document does not promise, in the comparator's words; `undefined` where it promises all. */
type Beyond = (step: Step) => Promise<string | undefined>;

/** What may excuse a target that does not do what a consumer expects. */
export type Doubts = {
  beyond: Beyond;
  /** All that the run has sent on a thread. */
  earlierOn: (thread: string) => readonly Recorded[];
};

/** What the Verifier's result about an interaction comes to, beside the last exchange that it led to. */
export async function judge(
  step: Step,
  said: NamedResult,
  exchange: Recorded | undefined,
  doubts: Doubts,
): Promise<ConsumerResult> {
  return { ...step.about, ...(await outcomeOf(step, said, exchange, doubts)), exchange: exchange?.id ?? null };
}

async function outcomeOf(
  step: Step,
  { outcome, words, pending }: NamedResult,
  exchange: Recorded | undefined,
  { beyond, earlierOn }: Doubts,
): Promise<Judged> {
  const fault = (reason: string): Judged => ({ outcome: 'fault', reason });
  if (exchange === undefined) return fault(`it was not sent: ${words || 'the Verifier says no more'}`);
  const { answer } = exchange;
  if (answer.kind === 'none') return fault(`no answer: ${answer.reason}`);
  if (outcome === 'passed') return { outcome, reason: '' };
  // "Later" is no answer to what was asked.
  if (answer.status === 429 || answer.status === 503)
    return fault(`the target put it off to the end: ${answer.status}`);
  if (outcome === 'fault') return fault(words);
  if (pending) return { outcome: 'untested', accepted: true, reason: `pending, says the pact: ${words}` };
  if (step.needsNoChannel && answer.status < 300 && earlierOn(exchange.thread).some(hasChannelId))
    return fault('a channel_id was sent on this thread before, and the target may have kept it: nobody can tell');
  const more = await beyond(step);
  if (more === undefined) return { outcome, reason: words };
  return {
    outcome: 'unpromised',
    reason: `${words}; but the consumer asks for more than the contract promises: ${more}`,
  };
}

/** What of an interaction a document does not promise. The comparator is loaded at the first question. */
export function promisedBy(document: Json): Beyond {
  let comparator: Comparator | undefined;
  return async ({ pact, interaction, path }) => {
    comparator ??= comparatorFor(document);
    const { request } = interaction.interaction;
    const alone = { ...interaction.interaction, request: { ...(isObject(request) ? request : {}), path } };
    const asSent = { ...(isObject(pact.pact) ? pact.pact : {}), interactions: [alone] };
    // What it cannot read is no reason to doubt the Verifier.
    const findings = await comparator(asSent).catch(() => []);
    // The state's token takes the place of what the pact has.
    return findings.find(({ type, code }) => type === 'error' && code !== 'request.authorization.missing')?.message;
  };
}

function hasChannelId({ request: { body } }: Recorded): boolean {
  return /"channel_id"\s*:\s*"[^"]/.test(body.text ?? '');
}
