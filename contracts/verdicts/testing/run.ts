import type { Case } from '../../cases/case.ts';
import { contract } from '../../clauses/testing/document.ts';
import type { Recorded } from '../../target/evidence.ts';
import { type Answer, type Exchange, exchange, type NoAnswer } from '../../target/exchange.ts';
import { redactor } from '../../target/redact.ts';
import { answered, caseCalled, cases, targetWith } from '../../target/testing/target.ts';
import { judgeAll } from '../judge.ts';
import type { Verdict } from '../verdict.ts';

export type Reply = Answer | NoAnswer;
const json: [string, string][] = [['Content-Type', 'application/json; charset=utf-8']];

/** An answer with a JSON body; `type` is its Content-Type. */
export function says(status: number, body: unknown, type = 'application/json'): Answer {
  return answered(status, [['content-type', type]], typeof body === 'string' ? body : JSON.stringify(body));
}

/** An error as the document has it. */
export function refuses(status = 400, code = 'bad_request', more: object = {}): Answer {
  return answered(status, [...json, ['WWW-Authenticate', 'Bearer']], JSON.stringify({ message: 'no', code, ...more }));
}

/** The right answer to a message that goes out, but for what a test is about; `undefined` leaves a property out. */
export function sends(one: Case, changes: object = {}): Answer {
  const { expectation } = one;
  const channel = expectation.kind === 'success' ? expectation.channel : 'email';
  const body = { id: `msg of ${one.id}`, thread_id: threadOf(one), channel, ...changes };
  return answered(200, json, JSON.stringify(body));
}

export const none = (cause: NoAnswer['cause']): NoAnswer => ({ kind: 'none', cause, reason: `none: ${cause}` });

let numbered = 0;

/** One case that was sent, and what came back. */
export function sent(one: Case, answer: Reply, parts: Partial<Omit<Exchange, 'toJSON'>> = {}): Exchange {
  numbered += 1;
  return exchange({
    id: `x${numbered}`,
    case: one,
    engine: 'probe',
    entry: 0,
    thread: threadOf(one),
    request: { method: 'POST', url: 'http://127.0.0.1/', headers: [], body: Buffer.alloc(0) },
    answer,
    sentAt: 0,
    duration: 1,
    round: 0,
    attempt: 1,
    ...parts,
  });
}

/** The right answer to a case: what a target without fault gives. */
export function rightAnswerTo(one: Case): Answer {
  const { expectation, fault } = one;
  if (expectation.kind === 'success') return sends(one);
  if (expectation.exactly) return refuses(expectation.exactly.status, expectation.exactly.code);
  return refuses(fault?.kind === 'authorization' ? 401 : 400);
}

/** The controls of a case and theirs, each answered right. */
export function controlsOf(one: Case): Exchange[] {
  const all = new Set(one.controls);
  for (const id of all) for (const further of caseCalled(id).controls) all.add(further);
  return [...all].map((id) => sent(caseCalled(id), sends(caseCalled(id))));
}

/** The same as a record has it. */
export function recorded(exchanges: readonly Exchange[]): Recorded[] {
  return exchanges.map(redactor(targetWith()));
}

export function judged(exchanges: readonly Exchange[], attachmentKnown = true, by = contract): Verdict[] {
  return judgeAll({ contract: by, cases, exchanges: recorded(exchanges), attachmentKnown });
}

/** What is said of one case that is answered so, in a run in which its controls go out as they must. */
export function verdictsOn(id: string, reply: Reply | ((one: Case) => Reply), attachmentKnown = true): Verdict[] {
  const one = caseCalled(id);
  const subject = sent(one, typeof reply === 'function' ? reply(one) : reply);
  return judged([...controlsOf(one), subject], attachmentKnown).filter(({ exchange: from }) => from === subject.id);
}

/** The clauses with an outcome, with their level where that is not `must`. */
export function clauses(verdicts: readonly Verdict[], outcome: Verdict['outcome'] = 'failed'): string[] {
  return verdicts
    .filter((one) => one.outcome === outcome)
    .map(({ clause, level }) => (level === 'must' ? clause : `${clause} (${level})`))
    .toSorted();
}

/** The clauses of some verdicts that are decided the way of a target without fault. */
export function failures(id: string, reply: Reply | ((one: Case) => Reply), attachmentKnown = true): string[] {
  return clauses(verdictsOn(id, reply, attachmentKnown));
}

function threadOf(one: Case): string {
  return `thr of ${one.state}`;
}
