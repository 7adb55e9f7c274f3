import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../record/fold.ts';
import { anyStrictness, anyVerdict } from '../testing/arbitraries.ts';
import { sampleFooter, sampleHeader } from '../testing/sample-record.ts';
import { compareRuns, comparisonExitCode, hasChanges } from './compare.ts';
import { type ClauseChange, type Group, groups } from './comparison.ts';
import { told } from './testing/runs.ts';

describe('of any two runs', () => {
  // Finished and full enough to meet, unlike streams of anything.
  const anyRun = fc
    .array(anyVerdict, { minLength: 3, maxLength: 20 })
    .chain((verdicts) =>
      anyStrictness([
        sampleHeader,
        ...verdicts.map((verdict) => ({ type: 'verdict' as const, verdict })),
        sampleFooter,
      ]),
    )
    .map(fold);
  const mirror: Readonly<Record<Group, Group>> = {
    worse: 'better',
    better: 'worse',
    newlyTested: 'noLongerTested',
    noLongerTested: 'newlyTested',
    stillFailing: 'stillFailing',
  };
  const turned = (changes: ClauseChange[]): ClauseChange[] =>
    changes.map((one) => ({
      ...one,
      cases: one.cases
        .map((c) => ({ ...c, before: c.after, after: c.before }))
        .toSorted((a, b) => (a.case < b.case ? -1 : 1)),
    }));
  const sorted = (changes: ClauseChange[]): ClauseChange[] =>
    changes
      .map((one) => ({ ...one, cases: one.cases.toSorted((a, b) => (a.case < b.case ? -1 : 1)) }))
      .toSorted((a, b) => (a.clause < b.clause ? -1 : 1));

  test('swapped, what got worse got better, and what is newly tested is no longer tested', () => {
    let changed = 0;
    fc.assert(
      fc.property(anyRun, anyRun, (a, b) => {
        const there = compareRuns(a, b);
        const back = compareRuns(b, a);
        expect(back.comparable).toBe(there.comparable);
        if (!there.comparable || !back.comparable) return;
        changed += Number(hasChanges(there.comparison));
        for (const group of groups)
          expect(sorted(turned(back.comparison[mirror[group]]))).toEqual(sorted(there.comparison[group]));
        expect(back.comparison.compared).toBe(there.comparison.compared);
        expect(back.comparison.differences.map(({ what }) => what)).toEqual(
          there.comparison.differences.map(({ what }) => what),
        );
      }),
      { numRuns: 1000 },
    );
    expect(changed).toBeGreaterThan(100);
  });

  test('a run against itself shows no change, whatever fails in it', () => {
    fc.assert(
      fc.property(anyRun, (record) => {
        const itself = compareRuns(record, structuredClone(record));
        if (!itself.comparable) return;
        expect(hasChanges(itself.comparison)).toBe(false);
        expect(itself.comparison.differences).toEqual([]);
        expect(itself.comparison.cases).toEqual({ onlyBefore: [], onlyAfter: [], changed: [] });
        expect(comparisonExitCode(itself)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('the order of verdicts does not matter', () => {
    fc.assert(
      fc.property(anyRun, anyRun, (a, b) => {
        const plain = compareRuns(a, b);
        const other = compareRuns(
          { ...a, verdicts: a.verdicts.toReversed() },
          { ...b, verdicts: b.verdicts.toReversed() },
        );
        if (plain.comparable) expect(other.comparable ? told(other.comparison) : null).toEqual(told(plain.comparison));
      }),
    );
  });
});
