import type { Case } from '../../contracts/cases/case.ts';
import type { Clause } from '../../contracts/clauses/clause.ts';
import { contract } from '../../contracts/clauses/testing/document.ts';
import { columnOf, columnsOf } from '../../contracts/verdicts/cells.ts';
import { repetitionOf } from '../../contracts/verdicts/repetition.ts';
import { type Cell, type Hole, holeKinds } from '../../contracts/verdicts/verdict.ts';
import type { RunEvent } from '../record/events.ts';

/** A cell for each clause in each column, and holes of every kind where no case is. `undecided`: clauses not decided. */
export const sampleCells = (
  clauses: readonly Clause[],
  cases: readonly Case[],
  { undecided = [], reason }: { undecided?: readonly string[]; reason: (kind: Hole['kind']) => string },
): Cell[] =>
  clauses.flatMap(({ id }, row) =>
    columnsOf(contract).map((column, at): Cell => {
      const own = cases.filter((one) => one.clauses.includes(id) && isIn(one, column)).length;
      const kind = own > 0 ? 'undecided' : (holeKinds[(row + at) % holeKinds.length] ?? 'document');
      const open = own === 0 || undecided.includes(id);
      return {
        clause: id,
        ...column,
        planned: own,
        decided: open ? 0 : own,
        ...(open ? { hole: { kind, reason: reason(kind) } } : {}),
      };
    }),
  );

const isIn = (one: Case, { channel, response }: Pick<Cell, 'channel' | 'response'>): boolean => {
  const own = columnOf(one, '200');
  return own.channel === channel && own.response === response;
};

/** What the exchanges among some events can find. `unanswered` is the id of one that is to have no answer. */
export const repetitionIn = (cases: readonly Case[], events: readonly RunEvent[], unanswered?: string): RunEvent => ({
  type: 'repetition',
  repetition: repetitionOf(
    cases,
    events.flatMap((e) =>
      e.type === 'evidence' ? [{ ...e.evidence, ...(e.evidence.id === unanswered ? { answer: silence } : {}) }] : [],
    ),
    events.flatMap((e) => (e.type === 'verdict' ? [e.verdict] : [])),
  ),
});

const silence = { kind: 'none', cause: 'broken', reason: 'the connection broke' } as const;
