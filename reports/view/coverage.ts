import { type Cell, type Hole, holeKinds } from '../../contracts/verdicts/verdict.ts';
import { count, list, plural } from '../text.ts';

/** What each kind of hole is called, and its sign in a table: shape and word, so that nothing depends on colour. */
export const holeWords: Readonly<Record<Hole['kind'], { sign: string; word: string }>> = {
  'no-case': { sign: '!', word: 'without a case' },
  undecided: { sign: '?', word: 'not decided' },
  profile: { sign: '○', word: 'left out by the profile' },
  'left-out': { sign: '‥', word: 'left out of this run' },
  'in-passing': { sign: '·', word: 'kept in passing' },
  document: { sign: '–', word: 'not demanded' },
};

/** Cells that nothing decided for one and the same reason. */
export interface HoleGroup {
  kind: Hole['kind'];
  reason: string;
  cells: Cell[];
}

/** The holes by reason: what can be mended first, the most cells first. */
export const holeGroups = (cells: readonly Cell[]): HoleGroup[] => {
  const groups = new Map<string, HoleGroup>();
  for (const cell of cells) {
    if (cell.hole === undefined) continue;
    const key = JSON.stringify([cell.hole.kind, cell.hole.reason]);
    const group = groups.get(key) ?? { ...cell.hole, cells: [] };
    group.cells.push(cell);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => holeKinds.indexOf(a.kind) - holeKinds.indexOf(b.kind) || b.cells.length - a.cells.length,
  );
};

/** The channel of a cell in words. */
export const channelWord = ({ channel }: Pick<Cell, 'channel'>): string =>
  channel === 'none' ? 'no channel' : channel;

/** The kind of answer of a cell in words: the status of a message that goes out, or any other. */
export const responseWord = ({ response }: Pick<Cell, 'response'>): string =>
  response === 'default' ? 'other' : response;

/** The status of messages that go out, by the cells. */
export const successStatus = (cells: readonly Cell[]): string =>
  cells.find(({ response }) => response !== 'default')?.response ?? '200';

/** The columns of all cells, in their order. */
export const columnsIn = (cells: readonly Cell[]): Pick<Cell, 'channel' | 'response'>[] => {
  const columns = cells.map(({ channel, response }) => ({ channel, response }));
  return [...new Map(columns.map((one) => [JSON.stringify(one), one])).values()];
};

/** Where some cells are, clauses that have them in the same columns together: "200 on slack and teams". */
export const placesOf = (cells: readonly Cell[]): { where: string; clauses: string[] }[] => {
  const byClause = [...Map.groupBy(cells, (c) => c.clause)].map(([clause, own]) => ({ clause, where: where(own) }));
  return [...Map.groupBy(byClause, (c) => c.where)].map(([key, own]) => ({
    where: key,
    clauses: own.map((c) => c.clause),
  }));
};

const where = (cells: readonly Cell[]): string =>
  [...Map.groupBy(cells, (c) => c.response)]
    .map(([response, own]) => `${responseWord({ response })} on ${list(own.map(channelWord))}`)
    .join(', ');

/** The cells of each clause. */
export const coverageRows = (cells: readonly Cell[]): { clause: string; cells: Cell[] }[] =>
  [...Map.groupBy(cells, (c) => c.clause)].map(([clause, own]) => ({ clause, cells: own }));

/** What all cells come to, in a sentence: each is counted once. */
export const coverageInWords = (cells: readonly Cell[], of: 'plan' | 'run'): string => {
  const first =
    of === 'plan'
      ? `${count(cells.filter((c) => c.planned > 0).length)} have cases`
      : `${count(cells.filter((c) => c.decided > 0).length)} are decided`;
  // A run that broke off before anything was judged has decided nothing, and says itself why.
  const open = of === 'run' ? 'undecided' : undefined;
  const kindOf = (c: Cell): Hole['kind'] | undefined => c.hole?.kind ?? (c.decided === 0 ? open : undefined);
  const holes = holeKinds.flatMap((kind) => {
    const own = cells.filter((c) => kindOf(c) === kind).length;
    return own > 0 ? [`${count(own)} ${holeWords[kind].word}`] : [];
  });
  return `Of ${plural(cells.length, 'cell')} (clause × channel × kind of answer) ${list([first, ...holes])}.`;
};
