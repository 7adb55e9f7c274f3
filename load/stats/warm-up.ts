import { groups, median, sum } from './numbers.ts';
import { slope, trend } from './trend.ts';
import { figure } from './words.ts';

/** `steady` is null when too little is left to tell. */
export type WarmUp = { seconds: number; steady: boolean | null; text: string };

/** So much above the later level counts as not yet warm: less is noise of the machine. */
const ABOVE = Math.log(1.1);
/** A level that moves by less over the run is kept, in ln: the machine itself drifts by 10 %. */
const TOLERANCE = Math.log(1.2);
/** Below a quarter of a millisecond the level is the machine's. */
const TOLERANCE_MS = 0.25;
const FEWEST = 10;
const SURE = 2.58;

/**
 * How many seconds at the start are left out. White, An effective truncation heuristic (MSER), Simulation 69 (1997), on
 * the log of each second's median (milliseconds), half of the run at most; of what it cuts, only seconds slower than
 * the rest: a run that is flat loses nothing, and one that gets slower keeps its start, or its growth would be hidden.
 */
export function warmUp(series: readonly { second: number; p50: number | null }[]): WarmUp {
  const known = series.flatMap(({ second, p50 }) =>
    p50 === null ? [] : [{ second, level: Math.log(Math.max(p50, 1e-3)) }],
  );
  const cut = slowStart(known.map(({ level }) => level));
  const seconds = cut === 0 ? 0 : (known[cut - 1]?.second ?? -1) + 1 - (series[0]?.second ?? 0);
  const levels = thinned(known.slice(cut).map(({ level }) => level));
  const steady = isSteady(levels);
  return { seconds, steady, text: `${ruleText(seconds)}; ${steadyText(steady, levels)}` };
}

function slowStart(levels: readonly number[]): number {
  const most = mser(levels);
  const rest = levels.slice(most);
  const usual = median(rest) ?? 0;
  const spread = 1.4826 * (median(rest.map((level) => Math.abs(level - usual))) ?? 0);
  const slow = levels.slice(0, most).map((level) => level > usual + Math.max(ABOVE, 2 * spread));
  // One quick second does not end a warm-up: two in three must be slow.
  let cut = 0;
  for (let at = 1; at <= most; at += 1) {
    const slowUntil = slow.slice(0, at).filter(Boolean).length;
    if (slow[at - 1] === true && slowUntil * 3 >= at * 2) cut = at;
  }
  return cut;
}

/** How many values to leave out so that the standard error of the mean of the rest is least; half of them at most. */
function mser(levels: readonly number[]): number {
  let best = { cut: 0, error: Number.POSITIVE_INFINITY };
  for (let cut = 0; cut <= levels.length / 2; cut += 1) {
    const rest = levels.slice(cut);
    const mean = sum(rest) / rest.length;
    const error = sum(rest.map((level) => (level - mean) ** 2)) / rest.length ** 2;
    if (error < best.error) best = { cut, error };
  }
  return best.cut;
}

function isSteady(levels: readonly number[]): boolean | null {
  if (levels.length < FEWEST) return null;
  const [first, second] = halves(levels);
  const drifts = Math.abs(trend(levels)) > SURE && isMore(first, first + slope(levels) * (levels.length - 1));
  return !drifts && !isMore(first, second);
}

const isMore = (one: number, other: number): boolean =>
  Math.abs(one - other) > TOLERANCE && Math.abs(Math.exp(one) - Math.exp(other)) > TOLERANCE_MS;

/** In a run of hours, the medians of neighbours: a trend needs all pairs. */
function thinned(levels: readonly number[]): number[] {
  return groups(levels, Math.max(1, Math.ceil(levels.length / 200))).map((group) => median(group) ?? 0);
}

function halves(levels: readonly number[]): [number, number] {
  const middle = Math.floor(levels.length / 2);
  return [median(levels.slice(0, middle)) ?? 0, median(levels.slice(middle)) ?? 0];
}

function ruleText(seconds: number): string {
  const rule =
    'seconds at the start count as warm-up while their median is clearly above that of the rest, half of the run at most';
  return `${rule}: ${seconds === 0 ? 'none was' : seconds === 1 ? 'the first was' : `the first ${seconds} were`}`;
}

function steadyText(steady: boolean | null, levels: readonly number[]): string {
  if (steady === null)
    return `after that the run was too short to tell whether latency kept its level (${FEWEST} s are needed)`;
  const [first, second] = halves(levels).map(Math.exp);
  return `after that latency ${steady ? 'kept' : 'did not keep'} its level (p50 of the halves: ${figure(first ?? 0)} and ${figure(second ?? 0)} ms)`;
}
