import { startingLevel } from './growth.ts';
import { memoryLevels } from './memory-growth.ts';
import type { Observed } from './observed.ts';
import type { Suspicion } from './suspicion.ts';
import { suspicions } from './suspicions.ts';

/** One run of a scenario, and what `suspicions` said of it. */
export type Judged = { observed: Observed; suspicions: readonly Suspicion[] };

const MIB = 1024 * 1024;
/** Of the limits for a new suspicion, what confirms one: chance would have to choose the same fault twice. */
const DEMAND = 0.6;

/**
 * What two runs of the same scenario, one after the other, both show. What grows with requests served may have grown
 * to its end in the first run: then it stands when the second run begins where that ended.
 */
export function confirmed(first: Judged, second: Judged): Suspicion[] {
  const lenient = first.suspicions.length === 0 ? [] : suspicions(second.observed, DEMAND);
  return first.suspicions.flatMap((suspicion) => {
    const again = [...second.suspicions, ...lenient].some((other) => isSame(suspicion, other));
    if (again) return [{ ...suspicion, text: `${suspicion.text}; a second run showed it again` }];
    const stays =
      (suspicion.kind === 'latency-growth' && latencyStays(suspicion, first.observed, second.observed)) ||
      (suspicion.kind === 'memory-growth' && memoryStays(suspicion, first.observed, second.observed));
    return stays ? [{ ...suspicion, text: `${suspicion.text}; a second run began at the raised level` }] : [];
  });
}

/** A channel that only one of the runs could name is no contradiction. Standstills with one cause are equally long. */
function isSame(one: Suspicion, other: Suspicion): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind === 'stalls' && Math.max(one.size / other.size, other.size / one.size) > 1.3) return false;
  return one.channel === other.channel || one.channel === null || other.channel === null;
}

/** `size` is the growth as a share. The control must not have risen with it. */
function latencyStays({ size }: Suspicion, first: Observed, second: Observed): boolean {
  const [before, after] = [startingLevel(first), startingLevel(second)];
  if (before === null || after === null) return false;
  const raised = after.target / Math.max(before.target, 1e-3);
  const machine =
    before.control === null || after.control === null ? 1 : after.control / Math.max(before.control, 1e-3);
  return raised >= 1 + 0.7 * size && raised >= 1.2 * machine && after.target - before.target >= 1;
}

/**
 * `size` is the growth in bytes. A healthy heap keeps what it once took, but does not go on; so the second run must
 * grow too, by a quarter as much and 10 MiB, and never fall back. Beyond 256 MiB to stay is enough: a heap that large
 * for such messages is full of something.
 */
function memoryStays({ size }: Suspicion, first: Observed, second: Observed): boolean {
  const [before, after] = [memoryLevels(first), memoryLevels(second)];
  if (before === null || after === null || after.least < before.start + 0.7 * size) return false;
  return size >= 256 * MIB || after.end - after.start >= Math.max(10 * MIB, size / 4);
}
