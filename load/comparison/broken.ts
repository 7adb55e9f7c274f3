import type { Driven } from '../drive.ts';
import type { NotRun } from '../nothing-measured.ts';
import { SIDES, type Side } from '../stats/compare/types.ts';
import { type Told, tally } from './told.ts';

/** The candidate gives answers with 200 that are against the contract: how fast it is does not matter yet. */
export type Broken = { kind: 'broken'; requests: number; count: number; example: string | null };

type Names = Readonly<Record<Side, { name: string }>>;

/** What stands before any comparison: both must answer, and rightly. Null when nothing does. */
export function brokenContract(names: Names, driven: Driven, answers: readonly Told[]): Broken | NotRun | null {
  const baseline = tally(answers, 'baseline');
  const candidate = tally(answers, 'candidate');
  if (baseline.broken > 0) {
    return {
      kind: 'notRun',
      why: `the baseline (${names.baseline.name}) itself breaks the contract in ${baseline.broken} of ${baseline.requests} answers: ${reasonsOf(driven, 'baseline')}`,
      hint: 'run `sendproof contract` on it, and mend it or take another baseline',
    };
  }
  if (candidate.broken > 0) {
    const { requests, broken: count } = candidate;
    return { kind: 'broken', requests, count, example: exampleOf(driven) };
  }
  for (const side of SIDES) {
    const { requests, failed } = side === 'baseline' ? baseline : candidate;
    if (requests > failed) continue;
    return {
      kind: 'notRun',
      why: `the ${side} (${names[side].name}) gave no right answer to ${requests} requests: ${reasonsOf(driven, side)}`,
      hint: 'check that it runs, and the tokens and threads of its profile',
    };
  }
  return null;
}

/** Why requests of a side failed, the most frequent first. */
export function failuresOf({ measurement }: Driven, side: Side): { why: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { why, count } of measurement.reasons.values()) {
    const own = withoutSide(why, side);
    if (own !== null) counts.set(own, (counts.get(own) ?? 0) + count);
  }
  return [...counts].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count);
}

function reasonsOf(driven: Driven, side: Side): string {
  const reasons = failuresOf(driven, side).slice(0, 3);
  return reasons.map(({ why, count }) => `${count} × ${why}`).join(', ') || 'for unknown reasons';
}

function exampleOf({ measurement }: Driven): string | null {
  const wrong = [...measurement.examples.values()].filter(
    ({ outcome }) => outcome === 'wrong' || outcome === 'exchanged',
  );
  return wrong.sort((a, b) => a.at - b.at)[0]?.text ?? null;
}

/** The script says whose a fault is: "candidate: status 500". */
function withoutSide(why: string, side: Side): string | null {
  const start = `${side}: `;
  return why.startsWith(start) ? why.slice(start.length) : null;
}
