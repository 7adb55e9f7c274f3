import { stagesOf } from './analysis.ts';
import { searchKnee } from './breakpoint-run.ts';
import { type Driven, drive, type Session } from './drive.ts';
import { type LoadEffects, type Metrics, nodeEffects } from './effects.ts';
import { measured, windowOf } from './measured.ts';
import { totals } from './measurement.ts';
import { type NotRun, nothingMeasured } from './nothing-measured.ts';
import { observedOf, suspect, type TargetUse } from './observe.ts';
import { settle, sizeOf, type Wanted } from './plan.ts';
import type { Load } from './sample.ts';
import type { Settings } from './scenarios/settings.ts';
import { type SessionPlan, withSession } from './session.ts';
import { confirmed } from './stats/confirmed.ts';
import type { Suspicion } from './stats/suspicion.ts';
import type { WantedObjective } from './wish.ts';

export type LoadPlan = Wanted &
  SessionPlan & {
    objectives?: readonly WantedObjective[] | undefined;
    /** Where the target tells what it uses. */
    metrics?: Metrics | undefined;
  };

export type LoadOutcome = { kind: 'measured'; load: Load } | NotRun;

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
  return withSession(plan, effects, (session, control) =>
    measure(session, plan, { ...settled, settings: { ...settled.settings, control } }, effects),
  );
}

async function measure(
  session: Session,
  plan: LoadPlan,
  { settings, notes }: { settings: Settings; notes: string[] },
  effects: LoadEffects,
): Promise<LoadOutcome> {
  const eventLoop = effects.watchEventLoop();
  const samples: TargetUse[] = [];
  const watch = plan.metrics === undefined ? null : effects.watchTarget(plan.metrics, (sample) => samples.push(sample));
  try {
    const { driven, knee } =
      plan.scenario === 'breakpoint'
        ? await searchKnee(session, plan, settings, effects)
        : { driven: await drive(session, settings, 'load', effects), knee: undefined };
    if (totals(driven.measurement).answered === 0) return nothingMeasured(driven);
    const look = await secondLook(session, plan, driven, samples, effects);
    const load = measured({
      scenario: plan.scenario,
      k6: plan.k6,
      driven,
      notes: [...notes, ...look.notes],
      objectives: plan.objectives ?? [],
      ids: session.ids.repeated(),
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
