import type { Verdict } from '../../../contracts/verdicts/verdict.ts';
import { fold } from '../../record/fold.ts';
import type { RunRecord } from '../../record/record.ts';
import { sampleFooter, sampleHeader } from '../../testing/sample-record.ts';
import { compareRuns } from '../compare.ts';
import { type ClauseChange, type Comparison, type Group, groups } from '../comparison.ts';

type Sketch = Pick<Verdict, 'clause' | 'case' | 'outcome'> & Partial<Verdict>;

/** A finished run with these verdicts: of the probe, and at level `must`, where nothing else is said. */
export const run = (...verdicts: Sketch[]): RunRecord =>
  fold([
    sampleHeader,
    ...verdicts.map((one) => ({
      type: 'verdict' as const,
      verdict: { level: 'must' as const, engine: 'probe' as const, reason: one.outcome, exchange: 'x', ...one },
    })),
    sampleFooter,
  ]);

const says =
  (outcome: Verdict['outcome']) =>
  (clause: string, id = 'c', more: Partial<Verdict> = {}): Sketch => ({ clause, case: id, outcome, ...more });

export const passed = says('passed');
export const failed = says('failed');
/** It was sent, but the answer allows no verdict. */
export const open = says('cantTell');

/** What changed from one run to another; throws where nothing can be said. */
export const compared = (before: RunRecord, after: RunRecord): Comparison => {
  const found = compareRuns(before, after);
  if (!found.comparable) throw new Error(found.why);
  return found.comparison;
};

/** Each group that is not empty, as "clause: cases". */
export const told = (comparison: Record<Group, ClauseChange[]>): Partial<Record<Group, string[]>> =>
  Object.fromEntries(
    groups.flatMap((group) => {
      const lines = comparison[group].map(
        (one) =>
          `${one.clause}: ${one.cases
            .map((c) => c.case)
            .toSorted()
            .join(' ')}`,
      );
      return lines.length > 0 ? [[group, lines.toSorted()]] : [];
    }),
  );
