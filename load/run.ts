import { stagesOf } from './analysis.ts';
import { searchKnee } from './breakpoint-run.ts';
import { type Driven, drive, type Session, scriptIn } from './drive.ts';
import { type LoadEffects, type Metrics, nodeEffects } from './effects.ts';
import type { FoundK6 } from './k6/find.ts';
import { STOP_WHEN } from './kill-switch.ts';
import { measured, windowOf } from './measured.ts';
import { totals } from './measurement.ts';
import { type NotRun, nothingMeasured } from './nothing-measured.ts';
import { observedOf, suspect, type TargetUse } from './observe.ts';
import { settle, sizeOf, type Wanted } from './plan.ts';
import type { Progress } from './progress.ts';
import type { Load } from './sample.ts';
import type { Settings } from './scenarios/settings.ts';
import { confirmed } from './stats/confirmed.ts';
import type { Suspicion } from './stats/suspicion.ts';
import type { StopWhen, WantedObjective } from './wish.ts';

export type LoadPlan = Wanted & {
  /** As `findK6` found it. */
  k6: FoundK6;
  /** The OpenAPI document, parsed. */
  contract: unknown;
  /** A directory for temporary files; made when it is not there. */
  workDir: string;
  objectives?: readonly WantedObjective[] | undefined;
  stopWhen?: StopWhen | undefined;
  /** Where the target tells what it uses. */
  metrics?: Metrics | undefined;
  /** Outputs of k6's own that run beside ours, and the environment that sets them up. */
  outputs?: readonly string[] | undefined;
  environment?: Readonly<Record<string, string | undefined>> | undefined;
  /** Called about once a second. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Abort ends k6; what was measured until then is kept and marked. */
  signal?: AbortSignal | undefined;
};

export type LoadOutcome = { kind: 'measured'; load: Load } | NotRun;

/** Requests a second to the generator's own server. */
const CONTROL_RATE = 20;
/** Seconds: a second look at what was suspected takes no longer than this. */
const LONGEST_SECOND_LOOK = 90;
/** Of the rate: enough for a queue to be worked off. */
const SLOWER = 0.7;

/**
 * Puts the target under the load of a scenario and measures it. Throws only for bugs.
 * A latency counts from the moment when its request was due: what starts late has waited, whoever's fault that was.
 */
export async function runLoad(plan: LoadPlan, effects: LoadEffects = nodeEffects()): Promise<LoadOutcome> {
  const settled = settle(plan);
  if (settled.kind === 'refused') return { kind: 'notRun', why: settled.why, hint: settled.hint };
  if (plan.signal?.aborted)
    return { kind: 'notRun', why: 'the load was interrupted before it began', hint: 'run it again' };
  const bundle = await effects.bundle(plan.contract, plan.k6.output);
  if (bundle.kind === 'failed') {
    return {
      kind: 'notRun',
      why: bundle.why,
      hint: 'check contracts/openapi-v2.json; if it is sound, this is a bug of sendproof',
    };
  }
  try {
    return await effects.withScratch(plan.workDir, async (scratch) => {
      await effects.writePrivate(scriptIn(scratch), bundle.code);
      return inScratch(scratch, plan, settled, effects);
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const why = `the files for k6 could not be written: ${error.message}`;
    return { kind: 'notRun', why, hint: 'check the free disk and the rights on the output directory' };
  }
}

/** Disk full, no rights and the like: of the machine, no bug. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

async function inScratch(
  scratch: string,
  plan: LoadPlan,
  { settings, notes }: { settings: Settings; notes: string[] },
  effects: LoadEffects,
): Promise<LoadOutcome> {
  const control = await effects.startControl();
  const ids = effects.openIds(scratch);
  const eventLoop = effects.watchEventLoop();
  const samples: TargetUse[] = [];
  const watch = plan.metrics === undefined ? null : effects.watchTarget(plan.metrics, (sample) => samples.push(sample));
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
    const controlled: Settings = { ...settings, control: { url: control.url, rate: CONTROL_RATE } };
    const { driven, knee } =
      plan.scenario === 'breakpoint'
        ? await searchKnee(session, plan, controlled, effects)
        : { driven: await drive(session, controlled, 'load', effects), knee: undefined };
    if (totals(driven.measurement).answered === 0) return nothingMeasured(driven);
    const look = await secondLook(session, plan, driven, samples, effects);
    const load = measured({
      scenario: plan.scenario,
      k6: plan.k6,
      driven,
      notes: [...notes, ...look.notes],
      objectives: plan.objectives ?? [],
      ids: ids.repeated(),
      confirmed: look.confirmed,
      target: watch === null ? null : { name: watch.name, samples: since(driven, samples) },
      eventLoopDelay: eventLoop.maxMs(),
      cores: effects.cores,
      knee,
    });
    return { kind: 'measured', load };
  } finally {
    watch?.stop();
    eventLoop.stop();
    ids.close();
    await control.close();
  }
}

/** What one run makes look like a fault is measured once more before it is said: on a busy machine much happens once. */
async function secondLook(
  session: Session,
  plan: LoadPlan,
  driven: Driven,
  samples: readonly TargetUse[],
  effects: LoadEffects,
): Promise<{ confirmed: Suspicion[]; notes: string[] }> {
  const first = looked(driven, samples);
  if (first.suspicions.length === 0 || driven.end.ended !== 'itself' || session.signal?.aborted)
    return { confirmed: [], notes: [] };
  const suspected = [...new Set(first.suspicions.map(({ kind }) => kind))].join(', ');
  const again = settle({ ...plan, ...secondPlan(plan, driven, first.suspicions) });
  if (again.kind === 'refused') {
    const notes = first.suspicions.map(({ text }) => `seen once, and no requests were left to look again: ${text}`);
    return { confirmed: [], notes };
  }
  const { control } = driven.settings;
  const second = await drive(session, { ...again.settings, control }, `a second look (${suspected})`, effects);
  if (second.end.ended !== 'itself')
    return { confirmed: [], notes: ['the second look at what was suspected did not end by itself'] };
  const stands = confirmed(first, looked(second, samples));
  const fell = first.suspicions.filter((one) =>
    stands.every(({ kind, channel }) => kind !== one.kind || channel !== one.channel),
  );
  return { confirmed: stands, notes: fell.map(notSeenAgain) };
}

function notSeenAgain({ kind, text }: Suspicion): string {
  const why =
    kind === 'latency-growth'
      ? `at ${SLOWER * 100} % of the rate it did not: the rate is near what the target can do, or the machine was busy`
      : 'a second run did not show it';
  return `${text}; but ${why}, so that it is no finding`;
}

/**
 * The same again, with the requests that are left; of a long run only its first minutes. Where latency seemed to grow, a
 * little slower and for longer: what grows with requests served grows then too, but the queue of a target that can do
 * just less than was asked for does not.
 */
function secondPlan(
  plan: LoadPlan,
  { measurement, settings: { model } }: Driven,
  suspicions: readonly Suspicion[],
): Partial<Wanted> {
  const { caps } = plan.target;
  const { seconds } = sizeOf(model);
  const target = { ...plan.target, caps: { ...caps, requests: caps.requests - measurement.sent } };
  const [first] = model.kind === 'open' ? model.stages : [];
  if (first === undefined || suspicions.every(({ kind }) => kind !== 'latency-growth'))
    return { target, duration: Math.min(seconds, LONGEST_SECOND_LOOK) };
  return { target, rate: first.rate * SLOWER, duration: Math.min(seconds / SLOWER, LONGEST_SECOND_LOOK) };
}

function looked(driven: Driven, samples: readonly TargetUse[]) {
  const { window } = windowOf(driven);
  const stages = stagesOf(driven.measurement, driven.settings.model, window.to);
  const observed = observedOf(driven.measurement, stages, window, since(driven, samples));
  return suspect(driven.measurement, observed);
}

/** Samples by the second of the run; k6's first tick comes a second after its start. */
function since({ measurement: { firstTick } }: Driven, samples: readonly TargetUse[]): TargetUse[] {
  if (firstTick === null) return [];
  return samples.map((sample) => ({ ...sample, second: sample.second - (firstTick / 1000 - 1) }));
}
