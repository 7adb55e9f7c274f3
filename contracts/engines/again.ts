import type { EngineContext, Planned } from './engine.ts';
import { sendPlanned } from './send.ts';

/** How often a case that failed is sent again. */
const timesAlone = 2;
/** How many cases are: a target that fails everything need not be told so twice. */
const mostAlone = 30;

/** Sends cases again, one request at a time, so that nothing else is under way: what fails among others only passes now. */
export async function sendAlone(failed: readonly Planned[], { gate, signal }: EngineContext): Promise<void> {
  for (const one of failed.slice(0, mostAlone))
    for (let time = 1; time <= timesAlone && !signal.aborted; time += 1) await sendPlanned(one, gate, one.round + time);
}

const search = { concurrency: 8, requests: 1_000, seconds: 60 };

/**
 * Something came once that may have been an accident. Sends a plain message until it comes again: as often as may be
 * needed for what comes once in as many requests as the run has had, within the profile's limits.
 */
export async function lookForAnother(
  plain: Planned,
  cameAgain: () => boolean,
  { gate, signal }: EngineContext,
): Promise<void> {
  const most = Math.min(search.requests, gate.left(), search.seconds * gate.target.limits.ratePerSecond);
  let sent = 0;
  const worker = async (): Promise<void> => {
    while (sent < most && !cameAgain() && !signal.aborted) {
      sent += 1;
      await sendPlanned(plain, gate, plain.round + sent);
    }
  };
  await Promise.all(Array.from({ length: search.concurrency }, worker));
}
