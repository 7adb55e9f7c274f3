import type { Case } from '../cases/case.ts';
import { clausesReached } from '../cases/catalogue.ts';
import type { Contract } from '../clauses/contract.ts';
import { cellsOf } from './cells.ts';
import type { Coverage, Verdict } from './verdict.ts';

/** Counts what a plan reaches and what the verdicts decided. Without verdicts: the coverage of a plan. */
export function coverageOf(contract: Contract, cases: readonly Case[], verdicts: readonly Verdict[]): Coverage {
  const planned = new Set(cases.flatMap((one) => clausesReached(contract, one)));
  const byClause = Map.groupBy(verdicts, ({ clause }) => clause);
  const decided = (id: string) =>
    byClause.get(id)?.some(({ outcome }) => outcome === 'passed' || outcome === 'failed') === true;
  const holes = contract.clauses
    .filter(({ id }) => (verdicts.length === 0 ? !planned.has(id) : !decided(id)))
    .map(({ id }) => ({ clause: id, reason: reasonFor(id, planned.has(id), byClause.get(id)) }));
  return {
    clauses: contract.clauses.length,
    planned: contract.clauses.filter(({ id }) => planned.has(id)).length,
    decided: contract.clauses.filter(({ id }) => decided(id)).length,
    holes: [
      ...holes,
      ...contract.unread.map(({ quote }) => ({
        clause: `“${quote}”`,
        reason: 'this sentence has not been read for what it demands',
      })),
    ],
    cells: cellsOf(contract, cases, verdicts),
  };
}

function reasonFor(id: string, planned: boolean, verdicts: readonly Verdict[] | undefined): string {
  if (!planned) return 'no case of this run reaches it';
  const [first] = verdicts ?? [];
  if (first !== undefined) return first.reason;
  return id.startsWith('response.') ? 'no answer had what it speaks of' : 'no answer showed it';
}
