import type { Knee } from './sample.ts';

/** What one step of constant rate showed. */
export type Step =
  | { kind: 'met' }
  /** The target missed an objective. */
  | { kind: 'missed'; why: string }
  /** The generator was not able to tell. */
  | { kind: 'generator'; why: string };

/** Measures a rate for some seconds; null when it may not or can't be measured: stopped, or no requests are left. */
export type MeasureStep = (rate: number, seconds: number) => Promise<Step | null>;

export type Search = {
  /** The first rate, in requests a second, and the highest that is allowed. */
  first: number;
  most: number;
  /** Seconds of one step, and of the hold at the end. */
  step: number;
  hold: number;
};

/** Rates that differ by less than this are one. */
const CLOSE_ENOUGH = 1.1;
const MOST_STEPS = 24;
const LOWEST_RATE = 1;
/** Each hold that fails lowers the rate by so much. */
const BACK = 0.85;
const HOLDS = 4;

type Bounds = { low: number | null; high: number | null; above: Knee['limitedBy']; why: string };

/**
 * Finds the highest rate that meets the objectives: doubles until one is missed, halves the distance (by ratio) until
 * it is small, and holds what is left for longer, because a queue that grows slowly does not show in a short step.
 */
export async function findKnee(measure: MeasureStep, search: Search): Promise<Knee> {
  const bounds = await narrowed(measure, await climbed(measure, search), search);
  let rate = bounds.low;
  if (rate === null) return { rate: null, confirmed: false, limitedBy: bounds.above, text: nothing(bounds) };
  let above: Knee['limitedBy'] = bounds.above;
  let why = bounds.why;
  for (let time = 0; time < HOLDS; time += 1) {
    const held = await measure(rate, search.hold);
    if (held?.kind === 'met') {
      return { rate, confirmed: true, limitedBy: above, text: found(rate, search.hold, above, why) };
    }
    if (held === null) break;
    above = held.kind === 'generator' ? 'generator' : 'target';
    why = `at ${shown(rate)}/s held for ${search.hold} s ${held.why}`;
    rate = rounded(rate * BACK);
  }
  return {
    rate,
    confirmed: false,
    limitedBy: above,
    text: `about ${shown(rate)} requests a second, but that was not confirmed by holding it${why === '' ? '' : `: ${why}`}`,
  };
}

async function climbed(measure: MeasureStep, { first, most, step }: Search): Promise<Bounds> {
  let rate = Math.min(first, most);
  let low: number | null = null;
  while (true) {
    const result = await measure(rate, step);
    if (result === null) return { low, high: null, above: 'limits', why: 'no more requests were allowed' };
    if (result.kind !== 'met') {
      const above = result.kind === 'generator' ? 'generator' : 'target';
      const why = `at ${shown(rate)}/s ${result.why}`;
      if (low !== null || above === 'generator') return { low, high: rate, above, why };
      if (rate / 2 < LOWEST_RATE) return { low, high: rate, above, why };
      return lowered(measure, rate, why, step);
    }
    low = rate;
    if (rate >= most) return { low, high: null, above: 'limits', why: `the profile allows ${shown(most)}/s` };
    rate = Math.min(rate * 2, most);
  }
}

/** The first rate was too much already. */
async function lowered(measure: MeasureStep, failed: number, because: string, step: number): Promise<Bounds> {
  let high = failed;
  let why = because;
  for (let rate = rounded(failed / 2); rate >= LOWEST_RATE; rate = rounded(rate / 2)) {
    const result = await measure(rate, step);
    if (result?.kind === 'met') return { low: rate, high, above: 'target', why };
    if (result === null) break;
    high = rate;
    why = `at ${shown(rate)}/s ${result.why}`;
  }
  return { low: null, high, above: 'target', why };
}

async function narrowed(measure: MeasureStep, bounds: Bounds, { step }: Search): Promise<Bounds> {
  let { low, high, above, why } = bounds;
  for (let time = 0; time < MOST_STEPS; time += 1) {
    if (low === null || high === null || high / low <= CLOSE_ENOUGH) break;
    const rate = rounded(Math.sqrt(low * high));
    if (rate <= low || rate >= high) break;
    const result = await measure(rate, step);
    if (result === null) break;
    if (result.kind === 'met') low = rate;
    else {
      high = rate;
      above = result.kind === 'generator' ? 'generator' : 'target';
      why = `at ${shown(rate)}/s ${result.why}`;
    }
  }
  return { low, high, above, why };
}

/** Three digits are enough for a person, and for the search. */
function rounded(rate: number): number {
  return Number(rate.toPrecision(3));
}

function shown(rate: number): string {
  return String(rounded(rate));
}

function found(rate: number, seconds: number, above: Knee['limitedBy'], why: string): string {
  const least = above === 'target' ? '' : 'at least ';
  return `${least}${shown(rate)} requests a second meet the objectives, held for ${seconds} s; above that: ${why}`;
}

function nothing({ why }: Bounds): string {
  return `no rate that was tried meets the objectives${why === '' ? '' : `: ${why}`}`;
}
