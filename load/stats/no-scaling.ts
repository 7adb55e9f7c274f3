import { merge, quantile, total } from './distribution.ts';
import { sum } from './numbers.ts';
import type { Observed } from './observed.ts';
import { lightest, quantileOf, type Stage, within } from './selection.ts';
import type { Suspicion } from './suspicion.ts';
import { figure, milliseconds } from './words.ts';

/**
 * What a stage came to: answers a second; of plain messages the median and the lower quartile, which has least of
 * waiting in it; of the control the median. Milliseconds.
 */
type Reached = { stage: Stage; rate: number; p50: number; work: number; control: number | null };

/** Less than this share of what was asked for: the target could not keep up. */
const KEPT_UP = 0.9;
/** Cores: from here on the target is short of CPU, and what it reaches is its capacity. */
const BUSY = 0.85;
const IDLE = 0.5;
/** One request at a time: so many are in the target on average when it is full. */
const ONE_AT_A_TIME = 1.3;
/** Milliseconds: shorter work may well be CPU alone; without a reading of the CPU that is more likely. */
const LEAST_WORK = { known: 2, unknown: 4 };

/** Answers a second that stop rising while more is asked for, although CPU is left: requests wait for each other. */
export function noScaling(observed: Observed): Suspicion[] {
  const stages = observed.stages.filter(({ rate }) => rate > 0).map((stage) => reached(observed, stage));
  const [calm] = [...stages].sort((a, b) => a.stage.rate - b.stage.rate);
  if (calm === undefined || calm.p50 <= 0) return [];
  const full = stages
    .filter((stage) => stage.stage.rate >= calm.stage.rate * 1.2 && isFull(stage, calm) && !isMachine(stage, calm))
    .sort((a, b) => b.stage.rate - a.stage.rate);
  const [worst] = full;
  if (worst === undefined) return [];
  const inside = (Math.max(...full.map(({ rate }) => rate)) * calm.work) / 1000;
  if (!isWaiting(full, inside, calm.p50)) return [];
  const how =
    inside < ONE_AT_A_TIME ? 'one after the other' : `only about ${Math.max(2, Math.round(inside))} at a time`;
  const text =
    `${figure(worst.stage.rate)} requests/s were asked for and ${figure(worst.rate)}/s answered, while latency rose from ` +
    `${milliseconds(calm.p50)} to ${milliseconds(worst.p50)} (p50)${cpuText(worst.stage)}: requests are worked on ${how}`;
  return [{ kind: 'no-scaling', channel: null, size: worst.stage.rate / Math.max(worst.rate, 1e-3), text }];
}

function reached(observed: Observed, stage: Stage): Reached {
  const cells = within(observed.seconds, stage);
  const seconds = new Set(cells.map(({ second }) => second)).size;
  const end = stage.start + stage.seconds;
  // The later half: what is cold is not slow for want of scaling.
  const later = within(lightest(observed), stage).filter(({ second }) => second >= end - stage.seconds / 2);
  return {
    stage,
    rate: answeredBetween(observed, end - seconds, end) / Math.max(1, seconds),
    p50: quantileOf(later, 0.5) ?? 0,
    work: quantileOf(later, 0.25) ?? 0,
    control: quantile(merge(within(observed.control, stage).map(({ latencies }) => latencies)), 0.5),
  };
}

/** Answers that came between two seconds, whenever they were due. A cell knows its second alone: its middle counts. */
function answeredBetween({ seconds }: Observed, from: number, to: number): number {
  const counts = seconds.map(({ second, latencies }) =>
    total(
      latencies.filter(([latency]) => {
        const came = second + 0.5 + latency / 1000;
        return came >= from && came < to;
      }),
    ),
  );
  return sum(counts);
}

const isFull = ({ stage, rate, p50 }: Reached, calm: Reached): boolean =>
  (rate < KEPT_UP * stage.rate || stage.dropped > 0.05 * (stage.sent + stage.dropped)) &&
  p50 >= 4 * calm.p50 &&
  p50 >= calm.p50 + 50;

/** Whether the control got slow as well: the machine, or the load generator, is short of CPU. */
const isMachine = ({ control }: Reached, calm: Reached): boolean =>
  control !== null && calm.control !== null && control >= Math.max(5, 5 * calm.control);

function isWaiting(full: readonly Reached[], inside: number, calm: number): boolean {
  const known = full.flatMap(({ stage }) => (stage.cpu === null ? [] : [stage.cpu]));
  if (known.length === 0) return inside < ONE_AT_A_TIME && calm >= LEAST_WORK.unknown;
  const cpu = Math.max(...known);
  return cpu < BUSY && calm >= LEAST_WORK.known && (inside < ONE_AT_A_TIME || cpu < IDLE);
}

const cpuText = ({ cpu }: Stage): string => (cpu === null ? '' : `, with ${figure(cpu)} cores used`);
