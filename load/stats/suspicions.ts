import { latencyGrowth } from './growth.ts';
import { heavyTail } from './heavy-tail.ts';
import { memoryGrowth } from './memory-growth.ts';
import { noScaling } from './no-scaling.ts';
import type { Observed } from './observed.ts';
import { payloadCost } from './payload-cost.ts';
import { slowChannel } from './slow-channel.ts';
import { stalls } from './stalls.ts';
import type { Suspicion } from './suspicion.ts';

const DETECTORS: readonly ((observed: Observed, demand: number) => Suspicion[])[] = [
  latencyGrowth,
  stalls,
  heavyTail,
  slowChannel,
  payloadCost,
  noScaling,
  memoryGrowth,
];

/**
 * All that one run gives reason to suspect. It is said only when a second run confirms it: see `confirmed`. `demand` is
 * how much of each detector's limits it takes, 1 to suspect anew: what is suspected already shows with less.
 */
export function suspicions(observed: Observed, demand = 1): Suspicion[] {
  return DETECTORS.flatMap((detector) => detector(observed, demand));
}
