import type { Clause } from '../../contracts/clauses/clause.ts';
import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import { pairs, weighs } from '../record/pairs.ts';
import type { RunRecord } from '../record/record.ts';
import { waiverFinder } from '../record/waivers/standing.ts';
import { clip } from '../text.ts';
import type { CaseOutcome } from './cases.ts';

/** What a run says about one demand of the contract. */
export interface ClauseResult {
  clause: Clause;
  /** `untested` stands for every way of being undecided; the hole says which. */
  outcome: Extract<CaseOutcome, 'failed' | 'waived' | 'warned' | 'passed' | 'untested'>;
  /** Cases in which it was met, and in which it was not. */
  passed: number;
  failed: number;
  /** Why nothing decided it; null when something did. */
  hole: string | null;
}

const outcomeOf = (
  clause: Clause,
  { passed, failed, waived }: Record<'passed' | 'failed' | 'waived', number>,
  strict: boolean,
): ClauseResult['outcome'] => {
  if (failed > waived && weighs(clause.level, strict)) return 'failed';
  if (waived > 0) return 'waived';
  if (failed > 0 && clause.level === 'should') return 'warned';
  return passed + failed > 0 ? 'passed' : 'untested';
};

const whyUndecided = (verdicts: readonly Verdict[]): string => {
  const first = verdicts.find((v) => v.outcome === 'cantTell') ?? verdicts[0];
  return first === undefined ? 'no case of this run tested it' : `${first.outcome}: ${first.reason}`;
};

/** Every clause with what decided it, in the order of the plan. */
export const clauseResults = (record: RunRecord): ClauseResult[] => {
  const byClause = Map.groupBy(pairs(record.verdicts), (p) => p.clause);
  const waiverOf = waiverFinder(record);
  const holes = new Map((record.coverage?.holes ?? []).map((h) => [h.clause, h.reason]));
  return record.clauses.map((clause) => {
    const own = byClause.get(clause.id) ?? [];
    const passed = own.filter((p) => p.outcome === 'passed').length;
    const failed = own.filter((p) => p.outcome === 'failed').length;
    const waived = own.filter((p) => waiverOf(p) !== undefined).length;
    const undecided = passed + failed === 0;
    return {
      clause,
      outcome: outcomeOf(clause, { passed, failed, waived }, record.strict),
      passed,
      failed,
      hole: undecided ? (holes.get(clause.id) ?? whyUndecided(own.flatMap((p) => p.verdicts))) : null,
    };
  });
};

/** The demand in the contract's own words, where it has words for it; else the rule that it stands on. */
export const quotation = (clause: Clause): string => {
  const { source } = clause;
  switch (source.kind) {
    case 'sentence':
      return `“${source.quote}”`;
    case 'keyword':
      return `"${source.keyword}": ${clip(JSON.stringify(source.value), 160)}`;
    case 'rfc':
      return `the contract is silent; ${source.section} says it`;
    case 'meaning':
      return `the contract is silent; the plain meaning of “${source.of}” says it`;
  }
};
