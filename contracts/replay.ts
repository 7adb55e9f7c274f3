import type { Case } from './cases/case.ts';
import type { Contract } from './clauses/contract.ts';
import { publicWordsOf } from './clauses/words.ts';
import { entryOf } from './engines/plan.ts';
import { sendPlanned } from './engines/send.ts';
import type { ContractEffects } from './run.ts';
import { bytesOf, latestNumber, type Recorded } from './target/evidence.ts';
import { openGate } from './target/gate.ts';
import type { Target } from './target/profile.ts';
import { redactor } from './target/redact.ts';
import { judgeAll } from './verdicts/judge.ts';
import type { Verdict } from './verdicts/verdict.ts';

/** One recorded exchange, and what came of sending it again. */
export type Replay = { before: Recorded; again: Recorded; verdictsBefore: Verdict[]; verdictsNow: Verdict[] };

export type ReplayPlan = {
  contract: Contract;
  /** Of the record, and whole. */
  cases: readonly Case[];
  exchanges: readonly Recorded[];
  verdicts: readonly Verdict[];
  target: Target;
  /** The exchange that is sent again. */
  exchange: Recorded;
};

/** The exchange of a case that shows most: one that failed, or else the last one. `undefined` when it was never sent. */
export function exchangeToReplay(
  id: string,
  exchanges: readonly Recorded[],
  verdicts: readonly Verdict[],
): Recorded | undefined {
  const own = exchanges.filter((one) => one.case === id);
  const failed = new Set(verdicts.filter(({ outcome }) => outcome === 'failed').map(({ exchange }) => exchange));
  return own.find((one) => failed.has(one.id)) ?? own.at(-1);
}

/**
 * Sends a recorded exchange again, as the probe sends it, and judges the answer among the others of the record, so that its
 * controls still count. `undefined` when the profile no longer has what the case needs.
 */
export async function replay(
  { contract, cases, exchanges, verdicts, target, exchange }: ReplayPlan,
  effects: Omit<ContractEffects, 'emit'>,
): Promise<Replay | undefined> {
  const one = cases.find(({ id }) => id === exchange.case);
  const planned = one && entryOf(one, exchange.entry, cases, target);
  if (planned === undefined) return undefined;
  const redact = redactor(target, publicWordsOf(contract));
  const sent: Recorded[] = [];
  const gate = openGate({
    ...effects,
    target,
    before: latestNumber(exchanges),
    onExchange: (each) => sent.push(redact(each)),
  });
  // What was drawn at random stands in the record alone.
  const isDrawn = planned.case.request.body.kind === 'drawn';
  const message = isDrawn ? { ...planned.message, body: bytesOf(exchange.request.body) } : planned.message;
  const { id } = await sendPlanned({ ...planned, message }, gate, exchanges.length);
  const again = sent.find((each) => each.id === id);
  if (again === undefined) return undefined;
  const proof = {
    contract,
    cases,
    exchanges: [...exchanges, ...sent],
    attachmentKnown: target.attachmentUrl !== undefined,
  };
  return {
    before: exchange,
    again,
    verdictsBefore: verdicts.filter((verdict) => verdict.exchange === exchange.id),
    verdictsNow: judgeAll(proof).filter((verdict) => verdict.exchange === id),
  };
}
