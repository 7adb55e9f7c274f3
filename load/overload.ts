import { percentile } from './histogram.ts';
import type { Measurement } from './measurement.ts';
import type { LoadStage } from './sample.ts';
import { bySecond, isRight, latenciesOf, spansOf } from './series.ts';

/** A part in which the target did not keep up: its queue grew as long as the part lasted. */
export type Overload = {
  /** Seconds since the start of the run from which on messages waited for longer than a queue that is short takes. */
  from: number;
  /** Seconds that messages waited at the end. */
  wait: number;
};

/** Of a part's length: when messages wait for so much longer at its end, as many have not been served as came in that time. */
const WAITING = 0.03;
/** Seconds below which a wait is no queue that matters. */
const SHORTEST = 0.3;

/** Whether the target's queue grew over a part of constant rate; null when it kept up. */
export function overloadOf(
  measurement: Measurement,
  { start, seconds }: Pick<LoadStage, 'start' | 'seconds'>,
): Overload | null {
  const right = spansOf(measurement, { from: start, to: start + seconds }, isRight);
  const waits = bySecond(right).map(([second, spans]) => ({
    second,
    wait: (percentile(latenciesOf(spans), 50) ?? 0) / 1000,
  }));
  if (waits.length < 3) return null;
  const third = Math.ceil(waits.length / 3);
  const early = Math.min(...waits.slice(0, third).map(({ wait }) => wait));
  const late = waits.slice(-third).reduce((sum, { wait }) => sum + wait, 0) / third;
  const limit = Math.max(SHORTEST, WAITING * seconds);
  if (late - early <= limit) return null;
  return {
    from: waits.find(({ wait }) => wait - early > limit / 3)?.second ?? start,
    wait: waits.at(-1)?.wait ?? late,
  };
}

/** Less than this share of what was asked for, answered rightly: the target did not keep up. */
const KEPT_UP = 0.9;

/**
 * The parts of a run that were more than the target can do: of a search those that missed the objectives, else those
 * above the lowest rate in which it did not keep up. What fails at the lowest rate already has another reason.
 */
export function tooMuchFor(measurement: Measurement, stages: readonly LoadStage[]): LoadStage[] {
  const lowest = Math.min(...stages.map(({ rate }) => rate));
  // A queue of one part is worked off in the next, at whatever rate.
  let hasQueue = false;
  return stages.filter((stage) => {
    if (stage.met !== undefined) return !stage.met && stage.rate > lowest;
    const keptUp = stage.achieved >= KEPT_UP * stage.rate && stage.dropped === 0;
    const isLate = !keptUp || (stage.rate > lowest && overloadOf(measurement, stage) !== null);
    hasQueue = (stage.rate > lowest || hasQueue) && isLate;
    return hasQueue;
  });
}
