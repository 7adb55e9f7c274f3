import type { Passed } from '../../target/door.ts';
import type { Answer, NoAnswer, Subject } from '../../target/exchange.ts';
import type { Gate } from '../../target/gate.ts';
import type { Step } from './plan.ts';

/** Where the interaction of a step goes at the door. */
export function pathAtDoor({ thread }: Step, at: number): string {
  return `/~${at}/threads/${encodeURIComponent(thread.onTarget)}/messages`;
}

/** What the door lets through: the interactions of some steps, each to the thread of its own state. */
export function admitting(steps: readonly Step[]): (url: string) => Passed<Subject> | undefined {
  const paths = steps.map(pathAtDoor);
  return (url) => {
    const [, path = '', query = ''] = /^([^?#]*)(\?.*)?$/.exec(url) ?? [];
    const at = paths.indexOf(path);
    const step = steps[at];
    if (step === undefined) return undefined;
    const { id } = step.about;
    return {
      sending: { case: { id }, engine: 'pact', entry: 0, round: 0 },
      path: path.slice(`/~${at}`.length) + query,
      thread: step.thread.onTarget,
    };
  };
}

/**
 * A gate as the Verifier sees it. Its answers are cleared of tokens: a target may answer with one, and the Verifier tell the
 * broker. What may be an accident (no answer, a 5xx) is sent once more, as the probe does.
 */
export function forVerifier(gate: Gate<Subject>, clean: (text: string) => string): Gate<Subject> {
  return {
    ...gate,
    send: async (sending, ...message) => {
      const first = await gate.send(sending, ...message);
      const exchange = couldBeAccident(first.answer) ? await gate.send({ ...sending, round: 1 }, ...message) : first;
      const { answer } = exchange;
      return answer.kind === 'none' ? exchange : { ...exchange, answer: clearedAnswer(answer, clean) };
    },
  };
}

function couldBeAccident(answer: Answer | NoAnswer): boolean {
  return answer.kind === 'none' ? answer.cause !== 'limit' : answer.status >= 500 && answer.status !== 503;
}

function clearedAnswer(answer: Answer, clean: (text: string) => string): Answer {
  return {
    ...answer,
    headers: answer.headers.map(([name, value]) => [name, clean(value)]),
    // Tokens are ASCII, so they can be found byte for byte whatever the encoding around them.
    body: Buffer.from(clean(answer.body.toString('latin1')), 'latin1'),
  };
}
