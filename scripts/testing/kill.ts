import { expect } from 'vitest';
import { type Defect, defects } from '../../fixtures/reference/index.ts';
import { auditReference, brokenClauses } from './audit.ts';

/** A defect that shows only under load is the load half's to find. */
export const visible: readonly Defect[] = defects.filter(({ load }) => !load);

/** Audits a defect and holds the verdicts to the clauses that it names, and to no others. */
export async function expectKilled({ name, breaks, warns = [], among }: Defect, seed: number): Promise<void> {
  const record = await auditReference({ defect: name }, { seed });
  const broken = brokenClauses(record);
  const warned = brokenClauses(record, 'should');
  expect(warned).toEqual(expect.arrayContaining([...warns]));
  // A lie that is not always told breaks what the request that it hits was about.
  if (among) expect(broken).toEqual(expect.arrayContaining([...breaks]));
  else expect(broken).toEqual([...breaks].sort());
  expect(record.result).toBe(breaks.length > 0 || among ? 'failed' : 'passed');
}
