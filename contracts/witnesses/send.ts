import type { Clock } from '../target/clock.ts';
import type { Evidence, Recorded } from '../target/evidence.ts';
import { openGate } from '../target/gate.ts';
import type { Target } from '../target/profile.ts';
import { redactor } from '../target/redact.ts';
import type { Transport } from '../target/transport.ts';
import { keyOfDraft, readied } from './draft.ts';
import type { WitnessPlan } from './plan.ts';
import type { Answers } from './readings.ts';

/** Each request is sent so often: what differs then shows nothing. */
export const rounds = 2;

type Effects = {
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  onEvidence: (evidence: Evidence) => void;
};

/** Sends all requests of a plan to one target, one by one, all of them before any a second time. Rejects only for a bug. */
export async function sendAll(
  { sends }: WitnessPlan,
  target: Target,
  publicWords: readonly string[],
  { onEvidence, ...effects }: Effects,
): Promise<Answers> {
  const redact = redactor(target, publicWords);
  const kept = new Map<string, Recorded>();
  const gate = openGate({
    ...effects,
    target,
    onExchange: (exchange) => {
      const evidence = redact(exchange);
      kept.set(evidence.id, evidence);
      onEvidence(evidence);
    },
  });
  const answers = new Map<string, { exchanges: Recorded[]; unsent: string | null }>();
  let silence: string | null = null;
  for (let round = 0; round < rounds; round += 1)
    for (const named of sends) {
      const key = keyOfDraft(named.draft);
      const { exchanges } = answers.get(key) ?? { exchanges: [] };
      const ready = readied(named, target);
      const unsent = ready.kind === 'unsent' ? ready.why : effects.signal.aborted ? 'the run was stopped' : silence;
      if (ready.kind === 'unsent' || unsent !== null) {
        answers.set(key, { exchanges, unsent });
        continue;
      }
      const sending = { case: ready.case, engine: 'probe', entry: 0, round } as const;
      const { id, answer } = await gate.send(sending, ready.thread, ready.message);
      const evidence = kept.get(id);
      answers.set(key, { exchanges: [...exchanges, ...(evidence === undefined ? [] : [evidence])], unsent: null });
      // A target that does not answer an ordinary message is not asked anything else.
      if (answers.size === 1 && answer.kind === 'none') silence = `${target.baseUrl} does not answer: ${answer.reason}`;
    }
  return answers;
}
