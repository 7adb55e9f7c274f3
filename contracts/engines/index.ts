import type { Engine } from '../cases/engine.ts';
import type { Recorded } from '../target/evidence.ts';
import { dreddBlindTo } from './dredd/blind-spots.ts';
import { runDredd } from './dredd/dredd.ts';
import { canDreddSend } from './dredd/transaction.ts';
import type { EngineContext, Planned, RunEngine } from './engine.ts';
import type { Opinion } from './opinion.ts';
import { pactBlindTo } from './pact/blind-spots.ts';
import { runPact } from './pact/pact.ts';
import { canPactSend } from './pact/verification.ts';
import { runProbe } from './probe.ts';

type EngineEntry = {
  run: RunEngine;
  canSend: (planned: Planned) => boolean;
  blindTo: (clause: string) => string | undefined;
};

/** Each engine, what it can send, and why it cannot see a break of a clause where it cannot. */
export const engineTable: Record<Engine, EngineEntry> = {
  probe: { run: runProbe, canSend: () => true, blindTo: () => undefined },
  dredd: { run: runDredd, canSend: canDreddSend, blindTo: dreddBlindTo },
  pact: { run: runPact, canSend: canPactSend, blindTo: pactBlindTo },
};

/**
 * All engines side by side; what `exchanges` has an answer to is not sent again. One that cannot run is a fault of the
 * harness, and keeps none of the others from running.
 */
export async function runEngines(
  engines: readonly Engine[],
  context: EngineContext,
  exchanges: readonly Recorded[],
  onFault: (engine: Engine, message: string) => void,
): Promise<Opinion[]> {
  // By an earlier part of the run, or when it was asked whether anybody is there.
  const answered = new Set(exchanges.filter(({ answer }) => answer.kind === 'answer').map(keyOf));
  const shareOf = (engine: Engine) =>
    context.planned.filter(
      // What is drawn is drawn again, and knows itself what of it was answered.
      (one) => one.case.request.body.kind === 'drawn' || !answered.has(keyOf({ ...one, engine, case: one.case.id })),
    );
  const probing = engines.includes('probe');
  // A target may store a channel_id on its thread, and on no other: whether it can do without is asked before one was
  // sent on that thread, and after one was sent on another.
  const labels = ['given-and-stored', 'missing', 'missing-everything'];
  const first = probing ? labels.map((label) => `says.slack-channel-id/${label}`) : [];
  for (const id of first)
    await engineTable.probe.run({ ...context, planned: shareOf('probe').filter((one) => one.case.id === id) });
  const opinions = await Promise.all(
    engines.map((engine) => {
      const share = shareOf(engine).filter((one) => engine !== 'probe' || !first.includes(one.case.id));
      return engineTable[engine].run({ ...context, planned: share }).catch((error: unknown) => {
        onFault(engine, error instanceof Error ? error.message : String(error));
        return [];
      });
    }),
  );
  return opinions.flat();
}

/** What names one sending. */
function keyOf({ engine, case: id, entry, round }: Pick<Recorded, 'engine' | 'case' | 'entry' | 'round'>): string {
  return `${engine} ${id} ${entry} ${round}`;
}
