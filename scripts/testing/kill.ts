import { type Defect, defects } from '../../fixtures/reference/index.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import { brokenClauses } from './audit.ts';

/** A defect that shows only under load is the load half's to find. */
export const visible: readonly Defect[] = defects.filter(({ load }) => !load);

/** Clauses with their levels that a run on a defect broke and should not have, or should have and did not. */
export function missesOf({ breaks, warns = [], among }: Defect, record: RunRecord): string[] {
  const broken = brokenClauses(record);
  const warned = brokenClauses(record, 'should');
  return [
    ...breaks.filter((clause) => !broken.includes(clause)).map((clause) => `${clause} is not broken`),
    ...warns.filter((clause) => !warned.includes(clause)).map((clause) => `${clause} is not warned of`),
    // A lie that is not always told breaks what the request that it hits was about.
    ...(among ? [] : broken.filter((clause) => !breaks.includes(clause)).map((clause) => `${clause} is broken`)),
    ...(record.result === (breaks.length > 0 || among ? 'failed' : 'passed') ? [] : [`the run ${record.result}`]),
  ];
}
