import { sum } from '../numbers.ts';
import { boundaries } from './boundaries.ts';
import type { Metric, Schedule, Wanted } from './types.ts';

/** Chunks before the first look, the fewest that are sure enough when all of them are slower. A budget must have as many. */
export const FIRST_LOOK = 15;
/** Each look at so many times as many chunks as the one before; the last at least so many times. */
const GROWTH = 1.3;
const LAST_GROWTH = 1.15;
/** Probability that a run says "worse" of anything although nothing is. */
const ALPHA = 0.01;

/** How the error is shared out: between what is required and what is watched, and in each by weight. */
const SHARES = { required: 0.6, watched: 0.4 };
const WEIGHTS: Record<Metric, number> = {
  // The median sees small changes first: its part lets it stop at the first look.
  p50: 4,
  p90: 2,
  p99: 2,
  tail: 2,
  errors: 2,
  throughput: 1,
  cpu: 2,
  memory: 1,
};

/** Looks for a budget of so many chunks, `FIRST_LOOK` at least. */
export function schedule(budgetChunks: number): Schedule {
  if (budgetChunks < FIRST_LOOK) throw new RangeError(`a comparison takes ${FIRST_LOOK} chunks at least`);
  const looks: number[] = [];
  for (let look = FIRST_LOOK; look * LAST_GROWTH <= budgetChunks; look *= GROWTH) looks.push(Math.floor(look));
  return { looks: [...looks, budgetChunks], alpha: ALPHA };
}

/** The z that each wanted one must reach at a look, in their order: all of them together keep the schedule's alpha. */
export function bounds(wanted: readonly Wanted[], plan: Schedule, index: number): number[] {
  const weight = (required: boolean): number =>
    sum(wanted.filter((each) => each.required === required).map(({ metric }) => WEIGHTS[metric]));
  const weights = { required: weight(true), watched: weight(false) };
  const shared = (weights.required > 0 ? SHARES.required : 0) + (weights.watched > 0 ? SHARES.watched : 0);
  return wanted.map(({ metric, required }) => {
    const group = required ? 'required' : 'watched';
    return boundary(plan, (plan.alpha * SHARES[group] * WEIGHTS[metric]) / (shared * weights[group]), index);
  });
}

/** The same numbers are asked for at each look, and take a while. */
const known = new WeakMap<Schedule, Map<number, number[]>>();

function boundary(plan: Schedule, alpha: number, index: number): number {
  const last = plan.looks.at(-1) ?? 1;
  const own = known.get(plan) ?? new Map<number, number[]>();
  known.set(plan, own);
  const all =
    own.get(alpha) ??
    boundaries(
      plan.looks.map((look) => look / last),
      alpha,
    );
  own.set(alpha, all);
  return all[index] ?? Number.POSITIVE_INFINITY;
}
