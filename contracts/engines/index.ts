import type { Engine } from '../cases/engine.ts';
import { dreddBlindTo } from './dredd/blind-spots.ts';
import { runDredd } from './dredd/dredd.ts';
import { canDreddSend } from './dredd/transaction.ts';
import type { Planned, RunEngine } from './engine.ts';
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
