import { expect, test } from 'vitest';
import { contract } from '../../contracts/clauses/testing/document.ts';
import { columnsOf } from '../../contracts/verdicts/cells.ts';
import { type Cell, holeKinds } from '../../contracts/verdicts/verdict.ts';
import { sampleCases } from '../testing/sample-cases.ts';
import { sampleClauses } from '../testing/sample-clauses.ts';
import { sampleCells } from '../testing/sample-coverage.ts';
import { coverageInWords, coverageRows, holeGroups, placesOf } from './coverage.ts';

const cells = sampleCells(sampleClauses, sampleCases, { reason: (kind) => `${kind}, by the sample` });
const hole = (clause: string, column: Pick<Cell, 'channel' | 'response'>): Cell => ({
  clause,
  ...column,
  planned: 0,
  decided: 0,
  hole: { kind: 'no-case', reason: 'none' },
});

test('every hole stands in one group, what sendproof can mend first and what the document leaves out last', () => {
  const groups = holeGroups(cells);
  expect(groups.flatMap((group) => group.cells)).toHaveLength(cells.filter(({ planned }) => planned === 0).length);
  expect(groups.map(({ kind }) => kind)).toEqual(holeKinds);
});

test('clauses with holes in the same columns are named together', () => {
  const [email, slack, none] = [
    { channel: 'email', response: '200' },
    { channel: 'slack', response: '200' },
    { channel: 'none', response: 'default' },
  ] as const;
  expect(placesOf([hole('a', email), hole('b', none), hole('a', slack), hole('c', email), hole('c', slack)])).toEqual([
    { where: '200 on email and slack', clauses: ['a', 'c'] },
    { where: 'other on no channel', clauses: ['b'] },
  ]);
});

test('a row has all cells of its clause', () => {
  const rows = coverageRows(cells);
  expect(rows.map(({ clause }) => clause)).toEqual(sampleClauses.map(({ id }) => id));
  for (const row of rows) expect(row.cells).toHaveLength(columnsOf(contract).length);
});

test.each<[string, 'plan' | 'run', Cell[]]>([
  ['a plan', 'plan', cells.map((cell) => ({ ...cell, decided: 0 }))],
  ['a run', 'run', cells],
  ['a run that broke off before it decided anything', 'run', cells.map((cell) => ({ ...cell, decided: 0 }))],
])('the sentence about %s counts each cell once', (_, of, all) => {
  const numbers = coverageInWords(all, of).match(/[\d,]+(?= )/g) ?? [];
  const [total = 0, ...parts] = numbers.map((n) => Number(n.replace(',', '')));
  expect(total).toBe(all.length);
  expect(parts.reduce((sum, n) => sum + n, 0)).toBe(total);
});
