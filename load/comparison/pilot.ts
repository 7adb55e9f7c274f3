import { SIDES, type Side } from '../stats/compare/types.ts';
import { figure } from '../stats/words.ts';
import type { Parts } from './plan.ts';
import type { Told } from './told.ts';

/** Rates of both together that are tried when none is given: from what any target can do to what tells enough. */
const RATES = [20, 60, 200, 400];
const STEP_SECONDS = 1;
/** The last part is longer: it also says whether the two disturb each other. */
const LAST_SECONDS = 2;
/** So much slower than at its best rate, and by so many ms, counts as pressed. */
const PRESSED = 1.5;
const PRESSED_MS = 0.3;
/** So much slower beside the other than alone, and by so many ms, counts as disturbed. */
const DISTURBED = 1.2;
const DISTURBED_MS = 0.1;
/** So much slower than at a lower rate is reason to look. */
const NOTICED = 1.1;
const FEWEST = 5;

/** The parts of a pilot that looks for a rate up to `most`, or of one that only tries a given rate. */
export function pilotParts(rate: number | null, most: number): Parts {
  if (rate !== null) return [{ rate, seconds: LAST_SECONDS }];
  const below = RATES.filter((step) => step < most);
  const last = Math.min(most, RATES.at(-1) ?? most);
  return [...below.map((step) => ({ rate: step, seconds: STEP_SECONDS })), { rate: last, seconds: LAST_SECONDS }];
}

/**
 * The highest rate of a pilot at which neither target was pressed: with right answers, about as fast as at its best. What
 * is kept at one rate is kept at lower ones too, whatever disturbed the machine just then.
 */
export function chosenRate(parts: Parts, answers: readonly Told[]): { rate: number; text: string } {
  const seen = partsOf(parts, answers);
  const best = (side: Side): number => Math.min(...seen.flatMap(({ medians }) => medians[side] ?? []));
  const isKept = ({ medians }: (typeof seen)[number]): boolean =>
    SIDES.every((side) => (medians[side] ?? Number.POSITIVE_INFINITY) <= best(side) * PRESSED + PRESSED_MS);
  const highest = seen.at(-1)?.rate ?? 1;
  const rate = seen.findLast(isKept)?.rate ?? seen[0]?.rate ?? 1;
  if (rate === highest)
    return { rate, text: `at ${figure(rate)}/s for both together neither was slower than at low rates` };
  const next = seen.find((part) => part.rate > rate)?.rate ?? highest;
  const text = `${figure(rate)}/s for both together: at ${figure(next)}/s one of them was no longer as fast as at low rates`;
  return { rate, text };
}

/** Whether the last part was noticeably slower than one before it: only then can the two disturb each other. */
export function slowsWithRate(parts: Parts, answers: readonly Told[]): boolean {
  const seen = partsOf(parts, answers);
  const last = seen.at(-1);
  if (last === undefined || seen.length < 2) return true;
  return SIDES.some((side) => {
    const before = seen.slice(0, -1).flatMap(({ medians }) => medians[side] ?? []);
    const now = last.medians[side];
    return now === null || before.length === 0 || now > Math.min(...before) * NOTICED;
  });
}

/** Which side is slower beside the other than alone, in words; null when none is. Both were sent the same rate. */
export function disturbance(together: readonly Told[], alone: readonly Told[]): string | null {
  for (const side of SIDES) {
    const beside = medianOf(together, side);
    const single = medianOf(alone, side);
    if (beside === null || single === null || beside <= single * DISTURBED + DISTURBED_MS) continue;
    return `beside the other the ${side} takes ${figure(beside)} ms and alone ${figure(single)} ms: both want the same processors`;
  }
  return null;
}

/** The answers of the last part. */
export function lastPart(parts: Parts, answers: readonly Told[]): Told[] {
  const from = parts.slice(0, -1).reduce((sum, { seconds }) => sum + seconds, 0);
  return answers.filter(({ due }) => due >= from * 1000);
}

function partsOf(parts: Parts, answers: readonly Told[]) {
  let start = 0;
  return parts.map(({ rate, seconds }) => {
    const [from, to] = [start * 1000, (start + seconds) * 1000];
    start += seconds;
    const own = answers.filter(({ due }) => due >= from && due < to);
    return { rate, medians: { baseline: medianOf(own, 'baseline'), candidate: medianOf(own, 'candidate') } };
  });
}

/** Of right answers, in ms; null when there are too few, or one in ten is not right. */
function medianOf(answers: readonly Told[], side: Side): number | null {
  const own = answers.filter((answer) => answer.side === side);
  const right = own.flatMap(({ latency }) => latency ?? []).sort((a, b) => a - b);
  if (right.length < FEWEST || right.length < own.length * 0.9) return null;
  return right[Math.floor(right.length / 2)] ?? null;
}
