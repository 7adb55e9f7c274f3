import type { Exchange } from '../target/exchange.ts';
import type { EngineContext } from './engine.ts';
import type { Opinion } from './opinion.ts';
import { search } from './search.ts';
import { sendPlanned } from './send.ts';

/** Enough to keep a fast target busy from one thread. The profile's rate is the gate's business. */
const concurrency = 8;

/**
 * Sends every case as it is, byte for byte. It has no opinion of its own: the judge is its opinion. What could be an
 * accident (no answer, a 5xx to a valid request) is sent once more, so that the judge can tell.
 */
export async function runProbe(context: EngineContext): Promise<Opinion[]> {
  const { planned, gate, signal } = context;
  const queue = planned.values();
  const worker = async (): Promise<void> => {
    for (const one of queue) {
      if (signal.aborted) return;
      if (one.case.request.body.kind === 'drawn') {
        await search(one, context);
        continue;
      }
      const exchange = await sendPlanned(one, gate);
      if (couldBeAccident(exchange) && !signal.aborted) await sendPlanned(one, gate);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return [];
}

function couldBeAccident({ answer, case: { expectation } }: Exchange): boolean {
  if (answer.kind === 'none') return answer.cause !== 'limit';
  return expectation.kind === 'success' && answer.status >= 500 && answer.status !== 503;
}
