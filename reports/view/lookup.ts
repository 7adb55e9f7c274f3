import type { Clause } from '../../contracts/clauses/clause.ts';
import type { Kept } from '../record/cap.ts';
import type { RunRecord } from '../record/record.ts';

/** Finds what verdicts refer to by id. */
export interface Lookup {
  clause(id: string): Clause | undefined;
  exchange(id: string | null): Kept | undefined;
}

/** A record's clauses and exchanges by id. */
export const lookup = (record: RunRecord): Lookup => {
  const clauses = new Map(record.clauses.map((c) => [c.id, c]));
  const exchanges = new Map(record.exchanges.map((e) => [e.id, e]));
  return {
    clause: (id) => clauses.get(id),
    exchange: (id) => (id === null ? undefined : exchanges.get(id)),
  };
};
