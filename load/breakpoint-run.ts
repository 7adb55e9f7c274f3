import { stagesOf, type Window, warmUpOf } from './analysis.ts';
import { findKnee, type Step } from './breakpoint.ts';
import { type Driven, drive, type Session } from './drive.ts';
import type { LoadEffects } from './effects.ts';
import { percentile } from './histogram.ts';
import { absorb, emptyMeasurement } from './measurement.ts';
import { decided, kneeObjectives } from './objectives.ts';
import { overloadOf } from './overload.ts';
import { settle, type Wanted } from './plan.ts';
import type { Knee, LoadStage } from './sample.ts';
import { scenarios } from './scenarios/index.ts';
import type { Settings, Stage } from './scenarios/settings.ts';
import { MOST_CPU, MOST_LATE } from './stats/health.ts';
import type { WantedObjective } from './wish.ts';

/** The hold lasts so many steps. */
const HOLD_STEPS = 3;

/** What the search is asked for: `rate` is the first, `duration` the seconds of a step. */
export type KneePlan = Wanted & { objectives?: readonly WantedObjective[] | undefined };

/**
 * Runs k6 once for each step of the search, and puts all of them together, one behind the other. Percentiles are to be
 * taken from the last step that met the objectives: the hold, when it did.
 */
export async function searchKnee(
  session: Session,
  plan: KneePlan,
  settings: Settings,
  effects: LoadEffects,
): Promise<{ driven: Driven; knee: { knee: Knee; stages: LoadStage[]; window: Window } }> {
  const step = plan.duration ?? scenarios.breakpoint.seconds;
  const whole = emptyMeasurement();
  const runs: { driven: Driven; stage: LoadStage; met: boolean }[] = [];
  let offset = 0;
  const measure = async (rate: number, seconds: number): Promise<Step | null> => {
    const caps = { ...plan.target.caps, requests: plan.target.caps.requests - whole.sent };
    const settled = settle({ ...plan, target: { ...plan.target, caps }, rate, duration: seconds });
    if (settled.kind === 'refused' || settled.notes.some((note) => note.includes('limits.requests'))) return null;
    if (session.signal?.aborted) return null;
    const driven = await drive(
      session,
      { ...settled.settings, control: settings.control },
      `step ${runs.length + 1}, ${rate}/s`,
      effects,
    );
    const result = stepOf(driven, plan.objectives ?? kneeObjectives(rate), effects.cores);
    const [stage] = stagesOf(driven.measurement, driven.settings.model, seconds);
    if (stage !== undefined) {
      const met = result.kind === 'met';
      const decision = result.kind === 'met' ? 'meets the objectives' : result.why;
      runs.push({ driven, stage: { ...stage, start: offset, met, decision }, met });
    }
    absorb(whole, driven.measurement, offset);
    offset += Math.ceil(seconds);
    return driven.end.ended === 'itself' || driven.killed !== null ? result : null;
  };
  const knee = await findKnee(measure, {
    first: plan.rate ?? scenarios.breakpoint.rate,
    most: plan.target.caps.ratePerSecond,
    step,
    hold: step * HOLD_STEPS,
  });
  const best = runs.findLast(({ met }) => met) ?? runs.at(-1);
  const window =
    best === undefined ? { from: 0, to: step } : { from: best.stage.start, to: best.stage.start + best.stage.seconds };
  return {
    driven: together(
      runs.map(({ driven }) => driven),
      whole,
      settings,
    ),
    knee: { knee, stages: runs.map(({ stage }) => stage), window },
  };
}

/** Whether a step met the objectives, or why not, and through whose fault. */
function stepOf(driven: Driven, objectives: readonly WantedObjective[], cores: number): Step {
  const { measurement, settings, cpu, killed } = driven;
  if (cpu !== null && cpu > MOST_CPU * cores)
    return { kind: 'generator', why: `k6 used ${cpu.toFixed(1)} of ${cores} cores` };
  if (killed !== null) return { kind: 'missed', why: killed };
  const seconds = settings.model.kind === 'open' ? (settings.model.stages[0]?.seconds ?? 1) : settings.model.seconds;
  const from = Math.min(warmUpOf(measurement, {}).seconds, Math.floor(seconds / 2));
  if (measurement.dropped > 0)
    return {
      kind: 'missed',
      why: `${measurement.dropped} requests found ${measurement.vus} others waiting for answers`,
    };
  const late = percentile(measurement.late, 99) ?? 0;
  if (late > MOST_LATE) return { kind: 'generator', why: `k6 itself started requests ${late.toFixed(0)} ms late` };
  const queue = overloadOf(measurement, { start: 0, seconds });
  if (queue !== null)
    return { kind: 'missed', why: `messages waited ever longer, ${queue.wait.toFixed(1)} s at the end` };
  const bad = decided(measurement, { from, to: seconds }, objectives).filter(
    ({ decision, value, metric, limit }) =>
      decision === 'missed' ||
      // A short step may leave it open: then the number decides, and the hold confirms.
      (decision === 'undecided' && (value === null || (metric === 'throughput' ? value < limit : value > limit))),
  );
  return bad.length === 0 ? { kind: 'met' } : { kind: 'missed', why: bad.map(({ text }) => text).join('; ') };
}

/** All steps as one run, as the record tells it. */
function together(runs: readonly Driven[], measurement: Driven['measurement'], settings: Settings): Driven {
  const last = runs.at(-1);
  const stages = runs.flatMap(({ settings: { model } }) => (model.kind === 'open' ? model.stages : []));
  let start = 0;
  const behind = stages.map((stage): Stage => {
    const moved = { ...stage, start };
    start += Math.ceil(stage.seconds);
    return moved;
  });
  return {
    settings: { ...settings, model: { kind: 'open', stages: behind } },
    measurement,
    // A step that is stopped by the kill switch is one that missed the objectives.
    end: last === undefined || last.killed !== null ? { ended: 'itself', exitCode: 0, stderr: '' } : last.end,
    killed: null,
    cpu: most(runs.map(({ cpu }) => cpu)),
    connections: most(runs.map(({ connections }) => connections)),
  };
}

function most(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((a, b) => (b === null ? a : Math.max(a ?? 0, b)), null);
}
