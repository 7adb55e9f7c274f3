import { ordinary } from '../cases/build.ts';
import type { Exchange } from '../target/exchange.ts';
import type { Gate } from '../target/gate.ts';
import type { Planned } from './engine.ts';

/** Why the set-up and not the target is to blame, and what to do about it. */
export type Blame = { what: 'contract'; why: string; hint: string };

/**
 * One trivial exchange before anything is judged: a plain message, first by email. When nothing answers, or every plain
 * message is refused as unknown or unauthorised, the address, the tokens or the threads of the profile are wrong, and no
 * verdict would mean anything.
 */
export async function smoke(planned: readonly Planned[], gate: Gate): Promise<Blame | undefined> {
  const plain = planned.filter(({ case: one }) => one.expectation.kind === 'success' && one.controls.length === 0);
  const [first, ...others] = plain.toSorted((a, b) => Number(b.case.id === ordinary) - Number(a.case.id === ordinary));
  if (first === undefined) return undefined;
  const send = ({ case: one, entry, thread, message }: Planned) =>
    gate.send({ case: one, engine: 'probe', entry }, thread, message);
  const answer = await send(first);
  if (!isSuspect(answer)) return undefined;
  if (answer.answer.kind === 'none' && answer.answer.cause === 'unreachable') return blame(answer, gate);
  const rest = await Promise.all(others.map(send));
  return rest.every(isSuspect) ? blame(answer, gate) : undefined;
}

function isSuspect({ answer }: Exchange): boolean {
  return answer.kind === 'none' || [401, 403, 404].includes(answer.status);
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
  return answer.status === 404
    ? { what, why: every, hint: 'Is baseUrl right, and do the threads of the profile exist?' }
    : { what, why: every, hint: 'Is the token "full" right, and may it write messages?' };
}
