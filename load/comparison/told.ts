import type { Sample } from '../output.ts';
import { placeOf, requestOf } from '../scenarios/order.ts';
import { OUTCOMES, type Outcome } from '../scenarios/result.ts';
import type { Settings } from '../scenarios/settings.ts';
import { type Answer, SIDES, type Side } from '../stats/compare/types.ts';

/** What became of one request, and whose it was. */
export type Told = Answer & { outcome: Outcome };

/** All that a run has told so far. */
export type Collector = {
  add: (samples: readonly Sample[]) => void;
  answers: Told[];
  /** Seconds since the start of the run of which every request is known. */
  complete: () => number;
  /** The same when the run is over: what did not come then, k6 did not send. The last second may be cut off. */
  ended: () => number;
};

/**
 * Collects the samples of a run by `settings`. When each was due says which request it was, and the seeded order whose.
 * Latencies are from the send: how late k6 starts a request is the same for both sides, and would hide a difference.
 */
export function collector(settings: Settings): Collector {
  const { duet, model, routes, turns, timeout } = settings;
  const stages = model.kind === 'open' ? model.stages : [];
  const due = requestsBySecond(stages);
  const known: number[] = [];
  const answers: Told[] = [];
  let newest = 0;
  let complete = 0;
  if (duet === null) throw new Error('these settings drive one target only');
  return {
    answers,
    add(samples) {
      for (const [dueAt, , sent, index] of samples) {
        const outcome = OUTCOMES[index] ?? 'none';
        const { turn, side, stream } = placeOf(requestOf(dueAt, stages), duet.order, turns.length);
        const [route] = turns[turn % turns.length] ?? [0];
        const latency = outcome === 'ok' ? sent / 1000 : null;
        const channel = routes[route]?.channel ?? '';
        answers.push({ due: dueAt / 1000, side: SIDES[side], stream, channel, latency, outcome });
        const second = Math.floor(dueAt / 1e6);
        known[second] = (known[second] ?? 0) + 1;
        newest = Math.max(newest, second);
      }
    },
    complete() {
      // What is later than the longest wait was never sent: k6 dropped it.
      while (complete < due.length && isKnown(complete)) complete += 1;
      return complete;
    },
    ended: () => Math.max(complete, newest),
  };

  function isKnown(second: number): boolean {
    return (known[second] ?? 0) >= (due[second] ?? 0) || newest > second + timeout + 1;
  }
}

/** How many requests are due in each second of the run. */
function requestsBySecond(stages: readonly { rate: number; start: number; requests: number }[]): number[] {
  const counts: number[] = [];
  for (const { rate, start, requests } of stages) {
    for (let request = 0; request < requests; request += 1) {
      const second = Math.floor(Math.round((start + request / rate) * 1e6) / 1e6);
      counts[second] = (counts[second] ?? 0) + 1;
    }
  }
  return Array.from(counts, (count) => count ?? 0);
}

/** Requests and those without a right answer. */
export function tally(answers: readonly Told[], side: Side): { requests: number; failed: number; broken: number } {
  const own = answers.filter((answer) => answer.side === side);
  return {
    requests: own.length,
    failed: own.filter(({ outcome }) => outcome !== 'ok').length,
    broken: own.filter(({ outcome }) => outcome === 'wrong' || outcome === 'exchanged').length,
  };
}
