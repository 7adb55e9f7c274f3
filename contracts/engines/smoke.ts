import { ordinary } from '../cases/build.ts';
import type { Case } from '../cases/case.ts';
import type { Exchange } from '../target/exchange.ts';
import type { Gate } from '../target/gate.ts';
import type { Planned } from './engine.ts';
import { sendPlanned } from './send.ts';

/** Why the set-up and not the target is to blame, and what to do about it. */
export type Blame = { what: 'contract'; why: string; hint: string };

/**
 * One trivial exchange before anything is judged: a plain message, first by email. When nothing answers, or every plain
 * message is refused as unknown or unauthorised, the address, the tokens or the threads of the profile are wrong, and no
 * verdict would mean anything.
 */
export async function smoke(planned: readonly Planned[], gate: Gate): Promise<Blame | undefined> {
  const plain = planned.filter(({ case: one, round }) => isPlain(one) && round === 0);
  const [first, ...others] = plain.toSorted((a, b) => Number(b.case.id === ordinary) - Number(a.case.id === ordinary));
  if (first === undefined) return undefined;
  const send = (one: Planned) => sendPlanned(one, gate);
  const answer = await send(first);
  if (!isSuspect(answer)) return undefined;
  if (answer.answer.kind === 'none' && answer.answer.cause === 'unreachable') return blame(answer, gate);
  const rest = await Promise.all(others.map(send));
  if (!rest.every(isSuspect)) return undefined;
  // A target that says no to a stranger is there, and reached: that it says nothing to a friend is its own fault.
  const stranger = planned.find(({ case: one }) => one.id === 'security.bearer/missing');
  const silent = [answer, ...rest].every((one) => one.answer.kind === 'none');
  if (silent && stranger !== undefined && (await send(stranger)).answer.kind === 'answer') return undefined;
  return blame(answer, gate);
}

/** The ordinary message, and one on each other channel. */
function isPlain({ id, clauses, fault, expectation }: Case): boolean {
  if (id === ordinary) return true;
  const isOfChannel = clauses.every((clause) => clause === 'says.channel' || clause === 'says.slack-channel-id');
  return isOfChannel && fault === null && expectation.level === 'must';
}

function isSuspect({ answer }: Exchange): boolean {
  return answer.kind === 'none' || [401, 403, 404, 429, 503].includes(answer.status);
}

function blame({ answer, thread }: Exchange, gate: Gate): Blame {
  const { baseUrl } = gate.target;
  const what = 'contract';
  if (answer.kind === 'none')
    return {
      what,
      why: `${baseUrl} does not answer: ${answer.reason}`,
      hint:
        answer.cause === 'unreachable'
          ? 'Is the target running, and is baseUrl in the profile right?'
          : 'Is this an HTTP server, and is baseUrl in the profile right?',
    };
  const every = `a plain message on every thread of the profile is refused (${answer.status} on ${thread})`;
  if (answer.status === 429 || answer.status === 503)
    return {
      what,
      why: `the target answered ${answer.status} to every plain message, to the end`,
      hint: 'Is it up, and does it allow this many requests?',
    };
  return answer.status === 404
    ? { what, why: every, hint: 'Is baseUrl right, and do the threads of the profile exist?' }
    : { what, why: every, hint: 'Is the token "full" right, and may it write messages?' };
}
