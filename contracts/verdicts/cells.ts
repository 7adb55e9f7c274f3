import type { Case } from '../cases/case.ts';
import { casesOf, clausesReached } from '../cases/catalogue.ts';
import { channelOfCase, channelsOf } from '../cases/channel.ts';
import type { Contract } from '../clauses/contract.ts';
import { successOf } from '../clauses/operation.ts';
import { type Column, holeReader } from './holes.ts';
import type { Cell, Hole, Verdict } from './verdict.ts';

/** Both kinds of answers on each channel. Without a channel nothing goes out. */
export function columnsOf(contract: Contract): Column[] {
  const responses = [successOf(contract.operation).status, 'default'];
  return [
    ...channelsOf(contract).flatMap((channel) => responses.map((response) => ({ channel, response }))),
    { channel: 'none', response: 'default' },
  ];
}

/** The column that a case belongs to, where `success` is the status of messages that go out. */
export function columnOf(one: Case, success: string): Column {
  return { channel: channelOfCase(one), response: one.expectation.kind === 'success' ? success : 'default' };
}

/**
 * Every clause in every column: how many cases show it there, how many decided it, and why none where none did. Without
 * verdicts: the cells of a plan.
 */
export function cellsOf(contract: Contract, cases: readonly Case[], verdicts: readonly Verdict[]): Cell[] {
  const catalogue = casesOf(contract);
  const planned = byCell(contract, cases);
  const everywhere = byCell(contract, catalogue);
  const holes = holeReader(contract, catalogue);
  const known = decisionsOf(verdicts);

  const whyNone = (clause: Contract['clauses'][number], column: Column): Hole | undefined => {
    if (everywhere.has(keyOf(clause.id, column))) return leftOut;
    const silent = holes.inDocument(clause, column);
    if (silent !== undefined) return { kind: 'document', reason: silent };
    const keeping = holes.keptBy(clause, column, cases);
    if (keeping.length > 0) return known.undecided(keeping) ?? inPassing;
    return holes.keptBy(clause, column, catalogue).length > 0 ? leftOut : noCase;
  };
  const columns = columnsOf(contract);
  return contract.clauses.flatMap((clause) =>
    columns.map((column) => {
      const own = planned.get(keyOf(clause.id, column)) ?? [];
      const decided = own.filter((one) => known.isDecided(one, clause.id)).length;
      const hole =
        own.length === 0 ? whyNone(clause, column) : decided === 0 ? known.undecided(own, clause.id) : undefined;
      return {
        clause: clause.id,
        ...column,
        planned: own.length,
        decided,
        ...(hole === undefined ? {} : { hole }),
      };
    }),
  );
}

const leftOut: Hole = { kind: 'left-out', reason: 'there are cases for it, but this run leaves them out' };
const inPassing: Hole = {
  kind: 'in-passing',
  reason: 'no case is about it there, but valid messages on that channel keep it, and must go out',
};
const noCase: Hole = { kind: 'no-case', reason: 'sendproof has no case for it' };

function byCell(contract: Contract, cases: readonly Case[]): Map<string, Case[]> {
  const success = successOf(contract.operation).status;
  const pairs = cases.flatMap((one) =>
    clausesReached(contract, one).map((clause) => ({ key: keyOf(clause, columnOf(one, success)), one })),
  );
  return new Map([...Map.groupBy(pairs, ({ key }) => key)].map(([key, group]) => [key, group.map(({ one }) => one)]));
}

function keyOf(clause: string, { channel, response }: Column): string {
  return `${clause} ${channel} ${response}`;
}

/** What verdicts decided, and why they did not. Without verdicts nothing was asked yet, so there is no reason either. */
function decisionsOf(verdicts: readonly Verdict[]) {
  const byCase = Map.groupBy(verdicts, (one) => one.case);
  const ofCase = ({ id }: Case) => byCase.get(id) ?? [];
  const isDecided = (one: Case, clause?: string) =>
    ofCase(one).some(
      (verdict) =>
        (clause === undefined || verdict.clause === clause) &&
        (verdict.outcome === 'passed' || verdict.outcome === 'failed'),
    );
  const undecided = (cases: readonly Case[], clause?: string): Hole | undefined => {
    if (verdicts.length === 0 || cases.some((one) => isDecided(one, clause))) return undefined;
    const all = cases.flatMap(ofCase);
    const sent = all.filter(({ exchange }) => exchange !== null);
    // Of what was not sent nothing is said but about its own clauses; that is the reason for the others, too.
    const unsent = all.filter(({ exchange }) => exchange === null);
    const about = sent.filter((one) => clause === undefined || one.clause === clause);
    const reasons = [
      ...new Set([...about, ...unsent].map(({ reason }) => reason)),
      ...(sent.length > 0 && about.length === 0 ? ['no answer had what it speaks of'] : []),
    ];
    if (reasons.length === 0) return { kind: 'undecided', reason: 'it was not sent' };
    return { kind: sent.length > 0 ? 'undecided' : 'profile', reason: shortList(reasons) };
  };
  return { isDecided, undecided };
}

/** Reasons that a person reads: where they are many, the first ones stand for all. */
function shortList(reasons: readonly string[]): string {
  const shown = 3;
  const rest = reasons.length > shown ? [`and ${reasons.length - shown} more reasons`] : [];
  return [...reasons.slice(0, shown), ...rest].join('; ');
}
