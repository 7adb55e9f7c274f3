import { changed, merge, quantile, total } from './distribution.ts';
import { groups, median } from './numbers.ts';
import type { Distribution, Observed } from './observed.ts';
import { calmStages, lightest, medians, quantileOf, type Stage, within } from './selection.ts';
import type { Suspicion } from './suspicion.ts';
import { slope, trend } from './trend.ts';
import { figure, milliseconds, percent } from './words.ts';

/** A quantile over a stage: one value a block, in milliseconds, and the control's median in the same blocks. */
type Course = { values: number[]; control: number[] };
/** From the first blocks of a course to its last, milliseconds. */
type Ends = { from: number; to: number };
type Rise = Ends & { stage: Stage };

/**
 * How much a rise must be to be told, in share and in milliseconds. A machine drifts by 10 %, and moves a latency of
 * half a millisecond by as much again. Tails move more by chance.
 */
const LIMITS = {
  p50: { q: 0.5, samples: 10, blocks: 6, share: 0.25, ms: 1, sure: 2.5 },
  p95: { q: 0.95, samples: 40, blocks: 8, share: 1, ms: 10, sure: 3 },
} as const;
type Limits = (typeof LIMITS)[keyof typeof LIMITS];

/** Rises that end soon leave a weaker trend: they must be larger. */
const LEAST_STEP = { share: 0.5, ms: 2 };
const MOST_BLOCKS = 20;

/**
 * Latency that grows with the requests served, at a constant rate. Only plain messages are compared, only inside a
 * stage, and only at the lower rates: what rises with the rate is no growth. What the control shares is the machine's.
 */
export function latencyGrowth(observed: Observed, demand = 1): Suspicion[] {
  const stages = calmStages(observed);
  for (const [name, limits] of Object.entries(LIMITS)) {
    const [found] = stages
      .flatMap((stage) => risen(observed, stage, limits, demand))
      .filter((rise) => !isQueue(rise, stages))
      .sort((one, other) => other.to / other.from - one.to / one.from);
    if (found !== undefined) return [suspicion(found, name)];
  }
  return [];
}

function suspicion({ stage, from, to }: Rise, name: string): Suspicion {
  const size = to / from - 1;
  const grew = size < 3 ? `by ${percent(size)}` : `${Math.round(to / from)}-fold`;
  const rate = stage.rate > 0 ? ` at a constant ${figure(stage.rate)} requests/s` : '';
  const text = `latency grew ${grew} over ${figure(stage.seconds)} s${rate}, from ${milliseconds(from)} to ${milliseconds(to)} (${name})`;
  return { kind: 'latency-growth', channel: null, size, text };
}

function risen(observed: Observed, stage: Stage, limits: Limits, demand: number): Rise[] {
  const few = course(observed, stage, limits, MOST_BLOCKS);
  const rise =
    steadyRise(few, limits, demand) ?? (limits.q === 0.5 ? earlyRise(course(observed, stage, limits, null)) : null);
  return rise === null ? [] : [{ ...rise, stage }];
}

function steadyRise({ values, control }: Course, limits: Limits, demand: number): Ends | null {
  const ends = endsOf(values, fifthOf(values));
  if (values.length < limits.blocks || ends === null) return null;
  const { from, to } = ends;
  const least = { share: limits.share * demand, ms: limits.ms * demand };
  const sloped = from + slope(values) * (values.length - 1);
  const isSure = trend(values) >= limits.sure * demand && isRise(from, to, least) && isRise(from, sloped, least);
  return isSure && !isMachine(ends, endsOf(control, fifthOf(control))) ? ends : null;
}

/** It rose in the first seconds and stayed: all blocks of the later half are above both first ones. */
function earlyRise({ values, control }: Course): Ends | null {
  const late = values.slice(Math.floor(values.length / 2));
  const first = values.slice(0, 2);
  const [from, to] = [median(first), median(late)];
  if (from === null || to === null || late.length < 4 || !isRise(from, to, LEAST_STEP)) return null;
  if (Math.min(...late) <= Math.max(...first)) return null;
  const [before, after] = [median(control.slice(0, 2)), median(control.slice(Math.floor(control.length / 2)))];
  const machine = before === null || after === null ? null : { from: before, to: after };
  return isMachine({ from, to }, machine) ? null : { from, to };
}

const isRise = (from: number, to: number, least: { share: number; ms: number }): boolean =>
  to >= from * (1 + least.share) && to - from >= least.ms;

const fifthOf = (values: readonly number[]): number => Math.max(1, Math.round(values.length / 5));

function endsOf(values: readonly number[], count: number): Ends | null {
  const [from, to] = [median(values.slice(0, count)), median(values.slice(-count))];
  return from === null || to === null ? null : { from: Math.max(from, 1e-3), to };
}

/** Whether the control slowed down as much: in proportion, or in milliseconds. */
function isMachine({ from, to }: Ends, control: Ends | null): boolean {
  if (control === null) return false;
  return to / from < 1.2 * (control.to / control.from) || to - from < control.to - control.from + 0.5;
}

/**
 * A queue that grows because the target cannot do this rate: latency then rises by hundredths of the time that passes.
 * That is no growth where lower rates were kept, or where the CPU is used up, or when, CPU unknown, requests one at a
 * time would fill half of it.
 */
function isQueue({ from, to, stage }: Rise, stages: readonly Stage[]): boolean {
  if ((to - from) / 1000 / stage.seconds < 0.02) return false;
  if (stages.some(({ rate }) => rate < stage.rate)) return true;
  return stage.cpu === null ? (from / 1000) * stage.rate >= 0.5 : stage.cpu >= 0.85;
}

/** A channel's latencies count as multiples of its median, so that the mix of channels cannot show as a rise. */
function course(observed: Observed, stage: Stage, { q, samples }: Limits, most: number | null): Course {
  const cells = within(lightest(observed), stage);
  const usual = medians(cells);
  const level = quantileOf(cells, 0.5) ?? 0;
  const scaled = cells.map(({ second, channel, latencies }) => {
    const own = Math.max(usual.get(channel) ?? level, 1e-6);
    return { second, latencies: changed(latencies, (value) => (value / own) * level) };
  });
  const perSecond = bySecond(scaled);
  const controlSeconds = bySecond(within(observed.control, stage));
  const seconds = [...perSecond.keys()].sort((a, b) => a - b);
  const perBlock = (median([...perSecond.values()].map(total)) ?? 0) || 1;
  const length = Math.max(Math.ceil(samples / perBlock), most === null ? 1 : Math.ceil(seconds.length / most));
  const blocks = groups(seconds, length);
  return {
    values: blocks.flatMap((block) => levelOf(perSecond, block, q)),
    control: blocks.flatMap((block) => levelOf(controlSeconds, block, 0.5)),
  };
}

function bySecond(cells: readonly { second: number; latencies: Distribution }[]): Map<number, Distribution> {
  const found = new Map<number, Distribution[]>();
  for (const { second, latencies } of cells) found.set(second, [...(found.get(second) ?? []), latencies]);
  return new Map([...found].map(([second, parts]) => [second, merge(parts)]));
}

function levelOf(seconds: Map<number, Distribution>, block: readonly number[], q: number): number[] {
  const value = quantile(merge(block.map((second) => seconds.get(second) ?? [])), q);
  return value === null ? [] : [value];
}

/** Where a run began: p50 of plain messages and of the control in its first two blocks, milliseconds. Null: too short. */
export function startingLevel(observed: Observed): { target: number; control: number | null } | null {
  const stage = calmStages(observed)[0];
  if (stage === undefined) return null;
  const { values, control } = course(observed, stage, LIMITS.p50, null);
  const target = median(values.slice(0, 2));
  return target === null ? null : { target, control: median(control.slice(0, 2)) };
}
