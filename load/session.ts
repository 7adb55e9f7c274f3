import { type Session, scriptIn } from './drive.ts';
import type { LoadEffects } from './effects.ts';
import type { FoundK6 } from './k6/find.ts';
import { STOP_WHEN } from './kill-switch.ts';
import type { NotRun } from './nothing-measured.ts';
import type { Progress } from './progress.ts';
import type { StopWhen } from './wish.ts';

/** What a measurement with k6 needs, whatever it measures. */
export type SessionPlan = {
  /** As `findK6` found it. */
  k6: FoundK6;
  /** The OpenAPI document, parsed. */
  contract: unknown;
  /** A directory for temporary files; made when it is not there. */
  workDir: string;
  stopWhen?: StopWhen | undefined;
  /** Outputs of k6's own that run beside ours, and the environment that sets them up. */
  outputs?: readonly string[] | undefined;
  environment?: Readonly<Record<string, string | undefined>> | undefined;
  /** Called about once a second. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Abort ends k6; what was measured until then is kept and marked. */
  signal?: AbortSignal | undefined;
};

/** Requests a second to the generator's own server. */
const CONTROL_RATE = 20;

/**
 * Makes ready what all runs of k6 for one measurement share, and takes it away when `use` is done. `control` is the
 * generator's own server.
 */
export async function withSession<T>(
  plan: SessionPlan,
  effects: LoadEffects,
  use: (session: Session, control: { url: string; rate: number }) => Promise<T>,
): Promise<T | NotRun> {
  if (plan.signal?.aborted)
    return { kind: 'notRun', why: 'the load was interrupted before it began', hint: 'run it again' };
  const bundle = await effects.bundle(plan.contract, plan.k6.output);
  if (bundle.kind === 'failed') {
    return {
      kind: 'notRun',
      why: bundle.why,
      hint: 'check the contract document; if it is sound, this is a bug of sendproof',
    };
  }
  try {
    return await effects.withScratch(plan.workDir, async (scratch) => {
      await effects.writePrivate(scriptIn(scratch), bundle.code);
      return inScratch(scratch, plan, effects, use);
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const why = `the files for k6 could not be written: ${error.message}`;
    return { kind: 'notRun', why, hint: 'check the free disk and the rights on the output directory' };
  }
}

async function inScratch<T>(
  scratch: string,
  plan: SessionPlan,
  effects: LoadEffects,
  use: (session: Session, control: { url: string; rate: number }) => Promise<T>,
): Promise<T> {
  const control = await effects.startControl();
  const ids = effects.openIds(scratch);
  const session: Session = {
    k6: plan.k6,
    script: scriptIn(scratch),
    scratch,
    ids,
    stopWhen: plan.stopWhen ?? STOP_WHEN,
    outputs: plan.outputs ?? [],
    environment: plan.environment ?? {},
    signal: plan.signal,
    onProgress: plan.onProgress,
  };
  try {
    return await use(session, { url: control.url, rate: CONTROL_RATE });
  } finally {
    ids.close();
    await control.close();
  }
}

/** Disk full, no rights and the like: of the machine, no bug. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
