import { type Answer, type Pair, SIDES, type Side, type Use } from './types.ts';

type Reading = { second: number; value: number };
/** What each side told, in order of time. */
export type Told = { cpu: Record<Side, Reading[]>; memory: Record<Side, Reading[]> };

export function told(uses: readonly Use[]): Told {
  const ascending = [...uses].sort((a, b) => a.second - b.second);
  const readings = (what: 'cpu' | 'memory', side: Side): Reading[] =>
    ascending.flatMap((use) => {
      const value = use[what];
      return use.side !== side || value === null ? [] : [{ second: use.second, value }];
    });
  const both = (what: 'cpu' | 'memory'): Record<Side, Reading[]> => ({
    baseline: readings(what, 'baseline'),
    candidate: readings(what, 'candidate'),
  });
  return { cpu: both('cpu'), memory: both('memory') };
}

/**
 * What a right answer costs, ms of CPU, and how many bytes are resident at the end. Null when a side does not tell, or
 * not so long, or nothing: a clock that ticks seldom may stand still for a chunk.
 */
export function usePairs(
  { cpu, memory }: Told,
  start: number,
  end: number,
  answers: readonly Answer[],
): { cpu: Pair | null; memory: Pair | null } {
  const [costA, costB] = SIDES.map((side) => {
    const answered = answers.filter((answer) => answer.side === side && answer.latency !== null).length;
    const [before, after] = [valueAt(cpu[side], start), valueAt(cpu[side], end)];
    return before === null || after === null || answered === 0 ? null : ((after - before) * 1000) / answered;
  });
  const [bytesA, bytesB] = SIDES.map((side) => valueAt(memory[side], end));
  return { cpu: ratio(costA, costB), memory: ratio(bytesA, bytesB) };
}

function ratio(baseline: number | null | undefined, candidate: number | null | undefined): Pair | null {
  if (!isAbove0(baseline) || !isAbove0(candidate)) return null;
  return { baseline, candidate, difference: Math.log(candidate / baseline) };
}

const isAbove0 = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined && value > 0;

/** On the line between the readings before and after; null when one of them is missing. */
function valueAt(readings: readonly Reading[], second: number): number | null {
  const before = readings.findLast((reading) => reading.second <= second);
  const after = readings.find((reading) => reading.second >= second);
  if (before === undefined || after === undefined) return null;
  const gap = after.second - before.second;
  return gap === 0 ? before.value : before.value + ((after.value - before.value) * (second - before.second)) / gap;
}
