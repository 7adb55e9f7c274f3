import type { Level } from '../../contracts/clauses/clause.ts';
import type { Outcome, Verdict } from '../../contracts/verdicts/verdict.ts';

/** What all verdicts about one clause in one case come to, whichever engine they are from. */
export interface Pair {
  case: string;
  clause: string;
  level: Level;
  outcome: Outcome;
  /** Not tested, and the profile says why that is all right. */
  accepted: boolean;
  verdicts: Verdict[];
}

const heaviestFirst: readonly Level[] = ['must', 'should', 'info'];

/**
 * One failure outweighs every pass: a wrong answer seen once stays wrong. One decision outweighs every "can't tell":
 * an engine that could not tell takes nothing from one that could.
 */
const strongestFirst: readonly Outcome[] = ['failed', 'passed', 'cantTell', 'untested', 'inapplicable'];

const decide = (verdicts: Verdict[], first: Verdict): Pair => {
  const outcome = strongestFirst.find((o) => verdicts.some((v) => v.outcome === o)) ?? first.outcome;
  const weighing = verdicts.filter((v) => v.outcome === outcome);
  return {
    case: first.case,
    clause: first.clause,
    level: heaviestFirst.find((l) => weighing.some((v) => v.level === l)) ?? first.level,
    outcome,
    accepted: outcome === 'untested' && weighing.every((v) => v.accepted === true),
    verdicts,
  };
};

/** Verdicts by case and clause, in the order in which each pair was first seen. */
export const pairs = (verdicts: readonly Verdict[]): Pair[] => {
  const groups = Map.groupBy(verdicts, (v) => JSON.stringify([v.case, v.clause]));
  return [...groups.values()].flatMap((group) => group.slice(0, 1).map((first) => decide(group, first)));
};

/** Whether a demand of this level can fail the run. */
export const weighs = (level: Level, strict: boolean): boolean => level === 'must' || (strict && level === 'should');

/**
 * Whether a pair keeps the run from an answer. Something untested does so at any level, because nobody looked;
 * "can't tell" only where a failure would have counted.
 */
export const isOpen = (pair: Pair, strict: boolean): boolean => {
  if (pair.outcome === 'untested') return !pair.accepted;
  return pair.outcome === 'cantTell' && weighs(pair.level, strict);
};
