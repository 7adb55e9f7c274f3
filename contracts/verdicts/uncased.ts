import type { Cell, Hole } from './verdict.ts';

/** Why a cell may be empty though sendproof has no case for its clause anywhere. */
const empty: ReadonlySet<Hole['kind'] | undefined> = new Set(['no-case', 'document', 'in-passing']);

/** Ids of the clauses that nothing asks for, in this run or any other: whether a target keeps them, nobody knows. */
export function clausesWithoutCase(cells: readonly Cell[]): Set<string> {
  const byClause = Map.groupBy(cells, ({ clause }) => clause);
  const without = [...byClause].filter(
    ([, own]) =>
      own.every(({ planned, hole }) => planned === 0 && empty.has(hole?.kind)) &&
      own.some(({ hole }) => hole?.kind === 'no-case'),
  );
  return new Set(without.map(([clause]) => clause));
}
