import type { Clause } from '../../contracts/clauses/clause.ts';
import type { RunRecord } from '../record/record.ts';
import { type CasePair, casePairs, isDecided } from './case-pairs.ts';
import { type ClauseChange, type Compared, type Group, groups, type RunFacts } from './comparison.ts';
import { caseDifferences, differencesOf } from './differences.ts';
import { documentChange } from './document.ts';

/**
 * What changed from one run to another. Only what both runs decided can have become worse or better: a failure that the
 * earlier run did not look for is newly tested, and one that the later run did not look for is no longer tested. Waivers
 * and strictness change no verdict, so they change nothing here.
 */
export const compareRuns = (before: RunRecord, after: RunRecord): Compared => {
  if (before.finishedAt === null) return { comparable: false, why: 'The first run did not finish' };
  if (after.finishedAt === null) return { comparable: false, why: 'The second run did not finish' };
  const byClause = casePairs(before, after);
  const compared = [...byClause.values()].filter((cases) =>
    cases.some(({ bad }) => bad.before !== undefined && bad.after !== undefined),
  ).length;
  if (compared === 0) return { comparable: false, why: 'There is no clause that both runs decided in the same case' };
  const known = new Map([...after.clauses, ...before.clauses].toReversed().map((clause) => [clause.id, clause]));
  // In the order of the later plan, then what only the earlier one has, then what nobody planned.
  const ids = new Set([...[...after.clauses, ...before.clauses].map(({ id }) => id), ...byClause.keys()]);
  const changes = [...ids].map((id) => ({ about: about(id, known.get(id)), grouped: byGroup(byClause.get(id) ?? []) }));
  const of = (group: Group): ClauseChange[] =>
    changes.flatMap(({ about: clause, grouped }) => {
      const cases = grouped.get(group) ?? [];
      return cases.length > 0 ? [{ ...clause, cases: cases.map(({ change }) => change) }] : [];
    });
  return {
    comparable: true,
    comparison: {
      schemaVersion: '1.0',
      before: factsOf(before),
      after: factsOf(after),
      differences: differencesOf(before, after),
      document: documentChange(before, after),
      cases: caseDifferences(before, after),
      compared,
      loads: before.loads.length + after.loads.length > 0,
      worse: of('worse'),
      better: of('better'),
      newlyTested: of('newlyTested'),
      noLongerTested: of('noLongerTested'),
      stillFailing: of('stillFailing'),
    },
  };
};

/** 1 when something got worse, or the target does not conform to the document of the later run; 3 when nothing can be said, else 0. */
export const comparisonExitCode = (compared: Compared): 0 | 1 | 3 => {
  if (!compared.comparable) return 3;
  const { worse, document } = compared.comparison;
  return worse.length > 0 || (document !== null && document.mustStill.length > 0) ? 1 : 0;
};

/** Whether something changed at all. What fails as before did not. */
export const hasChanges = (comparison: Record<Group, ClauseChange[]>): boolean =>
  groups.some((group) => group !== 'stillFailing' && comparison[group].length > 0);

const factsOf = ({ command, target, startedAt, result }: RunRecord): RunFacts => ({
  command,
  target: target.name,
  startedAt,
  result,
});

const about = (id: string, known: Clause | undefined): Omit<ClauseChange, 'cases'> => ({
  clause: id,
  text: known?.text ?? id,
  level: known?.level ?? 'must',
  line: known?.line ?? null,
});

const byGroup = (cases: readonly CasePair[]): Map<Group, CasePair[]> => {
  const decided = { before: isDecided(cases, 'before'), after: isDecided(cases, 'after') };
  const found = new Map<Group, CasePair[]>();
  for (const one of cases) {
    const group = groupOf(one, decided);
    if (group !== undefined) found.set(group, [...(found.get(group) ?? []), one]);
  }
  return found;
};

/** What is newly or no longer decided is told when that is new for its clause, or a failure: that must not go unseen. */
const groupOf = (
  { bad: { before, after } }: CasePair,
  clauseIsDecided: Record<'before' | 'after', boolean>,
): Group | undefined => {
  if (before === undefined && after === undefined) return undefined;
  if (before === undefined) return !clauseIsDecided.before || Number(after) > 0 ? 'newlyTested' : undefined;
  if (after === undefined) return !clauseIsDecided.after || before > 0 ? 'noLongerTested' : undefined;
  if (after === before) return after > 0 ? 'stillFailing' : undefined;
  return after > before ? 'worse' : 'better';
};
