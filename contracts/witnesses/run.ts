import type { Clock } from '../target/clock.ts';
import type { Evidence } from '../target/evidence.ts';
import type { Target } from '../target/profile.ts';
import type { Transport } from '../target/transport.ts';
import { type Behaviour, findingOf, type Reading } from './behaviour.ts';
import type { Question, WitnessPlan } from './plan.ts';
import { readingOf } from './readings.ts';
import { rounds, sendAll } from './send.ts';
import { publicWordsIn, type Versions } from './versions.ts';

/** The two targets that a change of the document is tried on; one may be left out. */
export type Stage = 'before' | 'after';
export type Targets = Readonly<Partial<Record<Stage, Target>>>;

export type WitnessEffects = {
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  /** Told of each exchange as it ends. */
  onEvidence: (stage: Stage, evidence: Evidence) => void;
};

/** How many requests a plan sends to each target, but for what is put off. */
export function requestsOf({ sends }: WitnessPlan): number {
  return sends.length * rounds;
}

/**
 * Puts the witness of each change that hurts somebody to one target after the other, and says which document each follows.
 * Rejects only for a bug.
 */
export async function runWitnesses(
  versions: Versions,
  plan: WitnessPlan,
  targets: Targets,
  effects: WitnessEffects,
): Promise<Behaviour[]> {
  const ask = async (stage: Stage): Promise<((question: Question) => Reading) | null> => {
    const target = targets[stage];
    if (target === undefined) return null;
    const answers = await sendAll(plan, target, publicWordsIn(versions), {
      ...effects,
      onEvidence: (evidence) => effects.onEvidence(stage, evidence),
    });
    return (question) => readingOf(question, { versions, plan, answers });
  };
  const before = await ask('before');
  const after = await ask('after');
  return plan.questions.map((question) => {
    const readings = { before: before?.(question) ?? null, after: after?.(question) ?? null };
    const told = question.kind === 'answer' ? toldApart(readings) : readings;
    const hurts = question.change.hurts.map(({ whom }) => whom);
    return { change: question.change.id, finding: findingOf(told, hurts), ...told };
  });
}

/** Answers that all fit both documents show nothing: what a target might answer at another time, nobody knows. */
function toldApart(readings: { before: Reading | null; after: Reading | null }): typeof readings {
  const given = [readings.before, readings.after].filter((one) => one !== null);
  if (given.some(({ as }) => as !== 'both')) return readings;
  const untold = (reading: Reading | null): Reading | null =>
    reading && {
      as: 'unknown',
      why: 'all answers that came are right under either document',
      exchanges: reading.exchanges,
    };
  return { before: untold(readings.before), after: untold(readings.after) };
}
