import { secondsOf, type Window } from './analysis.ts';
import type { Measurement } from './measurement.ts';
import { overloadOf } from './overload.ts';
import type { LoadStage } from './sample.ts';
import { payloadSize } from './scenarios/message.ts';
import { PAYLOADS } from './scenarios/settings.ts';
import { blocksOf, isControl, isMessage, spansOf } from './series.ts';
import { noScaling } from './stats/no-scaling.ts';
import type { Observed } from './stats/observed.ts';
import type { Suspicion } from './stats/suspicion.ts';
import { suspicions } from './stats/suspicions.ts';

/** What the target told of itself; `second` counts from the start of the run. */
export type TargetUse = { second: number; memory: number | null; cpu: number | null; runtime: string | null };

const SIZES = Object.fromEntries(PAYLOADS.map((payload) => [payload, payloadSize(payload)]));

/** A run in the form in which statistics look for faults in it. */
export function observedOf(
  measurement: Measurement,
  stages: readonly LoadStage[],
  window: Window,
  target: readonly TargetUse[],
): Observed {
  return {
    seconds: secondsOf(measurement, window),
    control: blocksOf(spansOf(measurement, window, isControl)),
    slow: measurement.slow.filter(({ due }) => due >= window.from * 1000),
    stages: stages.map(({ start, seconds, rate, sent, answered, dropped }) => {
      return { start, seconds, rate, sent, answered, dropped, cpu: coresOf(target, start, start + seconds) };
    }),
    payloads: SIZES,
    memory: memoryOf(measurement, target),
    runtime: target.find(({ runtime }) => runtime !== null)?.runtime ?? null,
  };
}

/**
 * All that one run gives reason to suspect. Where the target did not keep up, latencies tell how long its queue was and
 * nothing else: such time counts for the question of how it scales alone.
 */
export function suspect(measurement: Measurement, observed: Observed): { observed: Observed; suspicions: Suspicion[] } {
  const calm = withoutQueues(measurement, observed);
  return { observed: calm, suspicions: [...suspicions(calm), ...noScaling(observed)] };
}

function withoutQueues(measurement: Measurement, observed: Observed): Observed {
  const queues = observed.stages.flatMap((stage) => {
    const overload = overloadOf(measurement, stage);
    const from = overload?.from ?? (stage.dropped > 0 ? stage.start : null);
    return from === null ? [] : [{ from, to: stage.start + stage.seconds }];
  });
  const isCalm = (second: number): boolean => queues.every(({ from, to }) => second < from || second >= to);
  return {
    ...observed,
    seconds: observed.seconds.filter(({ second }) => isCalm(second)),
    control: observed.control.filter(({ second }) => isCalm(second)),
    slow: observed.slow.filter(({ due }) => isCalm(Math.floor(due / 1000))),
    stages: observed.stages.flatMap((stage) => {
      const queue = queues.find(({ to }) => to === stage.start + stage.seconds);
      const seconds = queue === undefined ? stage.seconds : queue.from - stage.start;
      return seconds <= 0 ? [] : [{ ...stage, seconds, dropped: queue === undefined ? stage.dropped : 0 }];
    }),
  };
}

/** Cores that the target used from one second to another; null when it did not tell often enough. */
function coresOf(target: readonly TargetUse[], from: number, to: number): number | null {
  const told = target.flatMap(({ second, cpu }) =>
    cpu === null || second < from || second > to ? [] : [{ second, cpu }],
  );
  const [first] = told;
  const last = told.at(-1);
  if (first === undefined || last === undefined || last.second - first.second < 1) return null;
  return (last.cpu - first.cpu) / (last.second - first.second);
}

function memoryOf(measurement: Measurement, target: readonly TargetUse[]): Observed['memory'] {
  const served = [...Map.groupBy(spansOf(measurement, {}, isMessage), ({ second }) => second)].map(
    ([second, spans]) => ({
      second,
      count: spans.filter(({ outcome }) => outcome !== 'none').reduce((sum, { count }) => sum + count, 0),
    }),
  );
  return target.flatMap(({ second, memory: bytes }) =>
    bytes === null || second < 0
      ? []
      : [
          {
            second,
            bytes,
            served: served.filter((one) => one.second < second).reduce((sum, { count }) => sum + count, 0),
          },
        ],
  );
}
