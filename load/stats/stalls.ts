import { merge, quantile } from './distribution.ts';
import { by, median } from './numbers.ts';
import type { Observed } from './observed.ts';
import { controlRate, type Standstill, standstills } from './standstill.ts';
import type { Suspicion } from './suspicion.ts';
import { figure, milliseconds } from './words.ts';

/** Milliseconds from which on it takes fewer of them. */
const LONG = 150;
const VERY_LONG = 250;
/** In a run of so many seconds even one that comes again and again is seen once. */
const SHORT_RUN = 20;
/** Without a control, what is shorter (milliseconds) may be the machine's. */
const WITHOUT_CONTROL = 200;
/** A control that once waited so long (milliseconds) tells of a machine that stops processes for a while. */
const CROWDED = 50;
/** Of standstills with one cause so many are about equally long: within a fifth, or 15 ms, of their median. */
const ALIKE = 0.6;
/** On a quiet machine so many are told, however long each is. */
const MANY = 4;

/**
 * Times in which the target stood still, more than once. A crowded machine also stops a process for half a second, and
 * the control beside it not; but each time for another time, where what a program does to itself lasts as long again.
 * `size`: their median length, milliseconds.
 */
export function stalls(observed: Observed, demand = 1): Suspicion[] {
  const least = Math.max(2 * heaviest(observed), controlRate(observed) === 0 ? WITHOUT_CONTROL : 0);
  const found = standstills(observed).filter((stall) => length(stall) >= least);
  const lengths = found.map(length).sort((a, b) => a - b);
  const usual = median(lengths) ?? 0;
  const alike = lengths.filter((each) => Math.abs(each - usual) <= Math.max(15, usual / 5)).length;
  const isAlike = alike >= fewest(usual, observed) * demand && alike >= ALIKE * found.length;
  const isMany = !isCrowded(observed) && found.length >= MANY * demand;
  if (found.length === 0 || (!isAlike && !isMany)) return [];
  return [{ kind: 'stalls', channel: null, size: usual, text: textOf(found, lengths) }];
}

function textOf(found: readonly Standstill[], lengths: readonly number[]): string {
  const isWhole = found.filter(({ whole }) => whole).length * 2 >= found.length;
  const who = isWhole ? 'the whole server' : 'the server, or one of its workers,';
  const [shortest, longest] = [Math.round(lengths[0] ?? 0), Math.round(lengths.at(-1) ?? 0)];
  const time = shortest === longest ? milliseconds(longest) : `${shortest} to ${longest} ms`;
  const often = found.length === 1 ? 'once' : `${found.length} times, ${rhythm(found)},`;
  return `${who} stood still ${often} for ${time}: requests that were due at different times ended together`;
}

/** How often it takes. */
function fewest(usual: number, observed: Observed): number {
  if (isCrowded(observed) || usual < LONG) return 3;
  const run = new Set(observed.seconds.map(({ second }) => second)).size;
  return usual >= VERY_LONG && run <= SHORT_RUN ? 1 : 2;
}

const isCrowded = ({ control }: Observed): boolean =>
  control.some(({ latencies }) => (latencies.at(-1)?.[0] ?? 0) >= CROWDED);

const length = ({ start, end }: Standstill): number => end - start;

/** The median of the slowest payload, milliseconds: a single worker stands still for others while it works on one. */
function heaviest({ seconds }: Observed): number {
  const payloads = [...by(seconds, ({ channel, payload }) => `${channel} ${payload}`).values()];
  return Math.max(0, ...payloads.map((cells) => quantile(merge(cells.map(({ latencies }) => latencies)), 0.5) ?? 0));
}

function rhythm(found: readonly Standstill[]): string {
  const between = found.slice(1).map(({ end }, at) => (end - (found[at]?.end ?? 0)) / 1000);
  const [least, most] = [Math.min(...between), Math.max(...between)];
  if (most > least * 1.3) return `${figure(least)} to ${figure(most)} s apart`;
  return between.length === 1 ? `${figure(most)} s apart` : `every ${figure(median(between) ?? 0)} s`;
}
