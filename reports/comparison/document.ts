import { isDeepStrictEqual } from 'node:util';
import type { Clause } from '../../contracts/clauses/clause.ts';
import { pairs, weighs } from '../record/pairs.ts';
import type { RunRecord } from '../record/record.ts';
import type { Demand, DocumentChange, NamedDocument } from './comparison.ts';

/**
 * What a target must still do to conform to the document of the later run, where that is another one; null where both runs
 * are about the same document, or one of them did not read it. A failure counts whether or not a waiver takes it.
 */
export const documentChange = (before: RunRecord, after: RunRecord): DocumentChange | null => {
  if (before.contract.sha256 === after.contract.sha256) return null;
  if (before.clauses.length === 0 || after.clauses.length === 0) return null;
  const old = new Map(before.clauses.map((clause) => [clause.id, clause]));
  const now = new Set(after.clauses.map(({ id }) => id));
  const failedBefore = new Set(
    pairs(before.verdicts).flatMap(({ clause, outcome }) => (outcome === 'failed' ? [clause] : [])),
  );
  const byClause = Map.groupBy(pairs(after.verdicts), ({ clause }) => clause);
  const whyOf = (clause: Clause): Demand['why'] => {
    const known = old.get(clause.id);
    if (known === undefined) return 'new';
    if (!saysTheSame(known, clause)) return 'changed';
    return failedBefore.has(clause.id) ? 'failed before' : 'held before';
  };
  const demands = after.clauses.map((clause) => {
    const own = byClause.get(clause.id) ?? [];
    const failure = own.find(({ outcome, level }) => outcome === 'failed' && weighs(level, after.strict));
    const verdict = failure?.verdicts.find(({ outcome }) => outcome === 'failed');
    return {
      demand: demandOf(clause, whyOf(clause), verdict?.reason ?? null, failure?.case ?? null),
      fails: failure !== undefined,
      isOpen: !own.some(({ outcome }) => outcome === 'failed' || outcome === 'passed'),
    };
  });
  const isOfDocument = ({ why }: Demand): boolean => why === 'new' || why === 'changed';
  return {
    before: namedDocument(before),
    after: namedDocument(after),
    mustStill: demands.filter(({ fails }) => fails).map(({ demand }) => demand),
    notDecided: demands.filter(({ isOpen, demand }) => isOpen && isOfDocument(demand)).map(({ demand }) => demand),
    noLonger: before.clauses
      .filter(({ id }) => !now.has(id))
      .map((clause) => demandOf(clause, 'no longer demanded', null, null)),
    unread: after.unread.map(({ line, quote }) => ({ line, quote })),
  };
};

/** Hold other keywords, each of which is a clause of its own. */
const holders: ReadonlySet<string> = new Set(['content', 'responses', 'security']);

/** Where it stands does not matter, nor in which order names are listed. */
const saysTheSame = (a: Clause, b: Clause): boolean =>
  a.level === b.level && isDeepStrictEqual(meaningOf(a), meaningOf(b));

const meaningOf = ({ source, text }: Clause): unknown => {
  if (source.kind !== 'keyword') return source;
  if (holders.has(source.keyword)) return text;
  const { keyword, value } = source;
  return { keyword, value: Array.isArray(value) ? value.map((one) => JSON.stringify(one)).toSorted() : value };
};

const demandOf = (
  { id, text, level, line }: Clause,
  why: Demand['why'],
  reason: string | null,
  failing: string | null,
): Demand => ({ clause: id, text, level, line, why, reason, case: failing });

const namedDocument = ({ contract: { title, version, sha256, file } }: RunRecord): NamedDocument => ({
  title,
  version,
  sha256,
  file: file ?? null,
});
