import type { Observed } from './observed.ts';
import type { Suspicion } from './suspicion.ts';
import { slope } from './trend.ts';
import { bytes } from './words.ts';

/** What one window kept: the least memory in it, and requests served by then. */
type Low = { bytes: number; served: number };

const WINDOWS = 12;
/** A heap that grows by less in the second half of a run may be finding its size: bytes a request, and in all. */
const LEAST_EACH = 6 * 1024;
const LEAST = 20 * 1024 * 1024;
/** Their heaps fill to a limit before they are cleaned, so that memory says nothing about what is kept. */
export const FILL_FIRST: readonly string[] = ['java', 'dotnet'];

/**
 * Resident memory that grows with requests served and does not level off. Of each window only the least counts, so
 * that what a garbage collector gives back does not, and the second half must grow as well.
 */
export function memoryGrowth(observed: Observed, demand = 1): Suspicion[] {
  if (observed.runtime !== null && FILL_FIRST.includes(observed.runtime)) return [];
  const lows = lowest(observed.memory);
  const late = lows.slice(Math.floor(lows.length / 2) - 1);
  const all = kept(lows);
  const half = kept(late);
  if (lows.length < WINDOWS || all === null || half === null) return [];
  const falls = late.slice(1).filter((low, at) => low.bytes < (late[at]?.bytes ?? 0)).length;
  const lasts = half.each >= 0.4 * all.each && falls * 4 <= late.length;
  if (half.each < LEAST_EACH * demand || Math.min(half.bytes, all.bytes) < LEAST * demand || !lasts) return [];
  const text = `resident memory grew by ${bytes(all.each)} for each message, ${bytes(all.bytes)} in all, and did not level off`;
  return [{ kind: 'memory-growth', channel: null, size: all.bytes, text }];
}

/** How much a course of lows grew by its robust slope: bytes in all, and bytes a request. Null when nothing was served. */
function kept(lows: readonly Low[]): { bytes: number; each: number } | null {
  const [first, last] = [lows[0], lows.at(-1)];
  const served = (last?.served ?? 0) - (first?.served ?? 0);
  if (served <= 0 || first === undefined || last === undefined) return null;
  const grown = Math.min(slope(lows.map((low) => low.bytes)) * (lows.length - 1), last.bytes - first.bytes);
  return { bytes: grown, each: grown / served };
}

/** Equal windows by requests served: memory grows with work, not with time. */
function lowest(memory: Observed['memory']): Low[] {
  const [first, last] = [memory[0]?.served ?? 0, memory.at(-1)?.served ?? 0];
  const windows = new Map<number, Low>();
  for (const sample of memory) {
    const window = Math.min(WINDOWS - 1, Math.floor(((sample.served - first) / Math.max(1, last - first)) * WINDOWS));
    const before = windows.get(window);
    if (before === undefined || sample.bytes < before.bytes) windows.set(window, sample);
  }
  return [...windows].sort(([a], [b]) => a - b).map(([, low]) => low);
}

/** Least memory at the start of a run, in all of it and at its end, bytes; null when it was not told. */
export function memoryLevels(observed: Observed): { start: number; least: number; end: number } | null {
  const lows = lowest(observed.memory).map((low) => low.bytes);
  const [start, end] = [lows[0], lows.at(-1)];
  return start === undefined || end === undefined ? null : { start, end, least: Math.min(...lows) };
}
