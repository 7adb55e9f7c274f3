import { type Pair, pairs } from '../record/pairs.ts';
import type { RunRecord } from '../record/record.ts';
import { waiverFinder } from '../record/waivers/standing.ts';
import type { CaseChange, Said } from './comparison.ts';

/** One clause in one case, as both runs have it. */
export interface CasePair {
  clause: string;
  /** How bad it is in each run; nothing where it was not decided. */
  bad: { before: number | undefined; after: number | undefined };
  change: CaseChange;
}

/** Every clause with its cases: those of the later plan first and in its order, whatever order a seed sent them in. */
export const casePairs = (before: RunRecord, after: RunRecord): Map<string, CasePair[]> => {
  const old = readerOf(before);
  const now = readerOf(after);
  const titles = new Map([...before.cases, ...after.cases].map(({ id, title }) => [id, title]));
  const plan = new Map(
    [...new Set([...after.cases, ...before.cases].map(({ id }) => id))].map((id, place) => [id, place]),
  );
  const placeOf = ({ change }: CasePair): number => plan.get(change.case) ?? plan.size;
  const all = [...now.pairs, ...old.pairs.filter((pair) => now.find(pair) === undefined)];
  const joined = all.map((pair): CasePair => {
    const sides = { before: old.find(pair), after: now.find(pair) };
    return {
      clause: pair.clause,
      bad: { before: badness(sides.before), after: badness(sides.after) },
      change: {
        case: pair.case,
        title: titles.get(pair.case) ?? pair.case,
        before: old.say(sides.before),
        after: now.say(sides.after),
      },
    };
  });
  return Map.groupBy(
    joined.toSorted((a, b) => placeOf(a) - placeOf(b)),
    ({ clause }) => clause,
  );
};

/** Whether a run decided anything about these cases. */
export const isDecided = (cases: readonly CasePair[], side: 'before' | 'after'): boolean =>
  cases.some(({ bad }) => bad[side] !== undefined);

/** How bad a pair is. `info` stands on nothing, so what goes otherwise there is not bad. */
const badness = (pair: Pair | undefined): number | undefined => {
  if (pair?.outcome === 'passed') return 0;
  return pair?.outcome === 'failed' ? { must: 2, should: 1, info: 0 }[pair.level] : undefined;
};

const readerOf = (record: RunRecord) => {
  const all = pairs(record.verdicts);
  const key = ({ clause, case: id }: Pick<Pair, 'clause' | 'case'>): string => JSON.stringify([clause, id]);
  const byKey = new Map(all.map((pair) => [key(pair), pair]));
  const waiverOf = waiverFinder(record);
  return {
    pairs: all,
    find: (pair: Pick<Pair, 'clause' | 'case'>): Pair | undefined => byKey.get(key(pair)),
    say: (pair: Pair | undefined): Said => {
      if (pair === undefined) return { outcome: 'notRun', level: null, reason: null, waived: false, exchange: null };
      const verdict = pair.verdicts.find(({ outcome }) => outcome === pair.outcome);
      return {
        outcome: pair.outcome,
        level: pair.level,
        reason: verdict?.reason ?? null,
        waived: waiverOf(pair) !== undefined,
        exchange: verdict?.exchange ?? null,
      };
    },
  };
};
