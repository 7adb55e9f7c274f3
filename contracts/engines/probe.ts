import type { Exchange } from '../target/exchange.ts';
import type { EngineContext, Planned } from './engine.ts';
import type { Opinion } from './opinion.ts';

/** Enough to keep a fast target busy from one thread. The profile's rate is the gate's business. */
const concurrency = 8;

/**
 * Sends every case as it is, byte for byte. It has no opinion of its own: the judge is its opinion. What could be an
 * accident (no answer, a 5xx to a valid request) is sent once more, so that the judge can tell.
 */
export async function runProbe({ planned, gate, signal }: EngineContext): Promise<Opinion[]> {
  const queue = planned.values();
  const worker = async (): Promise<void> => {
    for (const one of queue) {
      if (signal.aborted) return;
      const exchange = await send(one);
      if (couldBeAccident(exchange) && !signal.aborted) await send(one);
    }
  };
  const send = ({ case: sent, entry, message, thread }: Planned) =>
    gate.send({ case: sent, engine: 'probe', entry }, thread, message);
  await Promise.all(Array.from({ length: concurrency }, worker));
  return [];
}

function couldBeAccident({ answer, case: { expectation } }: Exchange): boolean {
  if (answer.kind === 'none') return answer.cause !== 'limit';
  return expectation.kind === 'success' && answer.status >= 500 && answer.status !== 503;
}
