import type { Engine } from '../cases/engine.ts';
import { dreddBlindTo } from './dredd/blind-spots.ts';
import { runDredd } from './dredd/dredd.ts';
import type { RunEngine } from './engine.ts';
import { pactBlindTo } from './pact/blind-spots.ts';
import { runPact } from './pact/pact.ts';
import { runProbe } from './probe.ts';

/** Each engine, and why it cannot see a break of a clause where it cannot. */
export const engineTable: Record<Engine, { run: RunEngine; blindTo: (clause: string) => string | undefined }> = {
  probe: { run: runProbe, blindTo: () => undefined },
  dredd: { run: runDredd, blindTo: dreddBlindTo },
  pact: { run: runPact, blindTo: pactBlindTo },
};
