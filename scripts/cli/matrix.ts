import type { Cell } from '../../contracts/verdicts/verdict.ts';
import { count, plural } from '../../reports/text.ts';
import {
  columnsIn,
  coverageInWords,
  coverageRows,
  type HoleGroup,
  holeGroups,
  holeWords,
  placesOf,
  responseWord,
  successStatus,
} from '../../reports/view/coverage.ts';
import type { Colors } from './console.ts';

/** Wide enough for three digits and a space; two of them for the name of a channel. */
function widthFor(cells: readonly Cell[]): number {
  return Math.max(6, ...cells.map(({ channel }) => Math.ceil((channel.length + 1) / 2)));
}

/** The coverage of a plan as text: a row for each clause, how many cases each column has, and below it why none. */
export function matrixText(cells: readonly Cell[], colors: Colors): string {
  const rows = coverageRows(cells);
  const name = Math.max(0, ...rows.map(({ clause }) => clause.length));
  const width = widthFor(cells);
  const groups = holeGroups(cells);
  const signs = [
    ...new Map(groups.map(({ kind }) => [kind, `${holeWords[kind].sign} ${holeWords[kind].word}`])).values(),
  ];
  return [
    headings(cells, name, width, colors),
    ...rows.map((row) => `${row.clause.padEnd(name)}${row.cells.map((cell) => shown(cell, width, colors)).join('')}`),
    '',
    `Numbers are cases; ${signs.join(', ')}. ${successStatus(cells)}: the message must go out; other: it must be refused, with the default response.`,
    '',
    ...groups.flatMap((group) => groupLines(group, colors)),
    '',
    coverageInWords(cells, 'plan'),
  ].join('\n');
}

function headings(cells: readonly Cell[], name: number, width: number, colors: Colors): string {
  const columns = columnsIn(cells);
  const channels = [...Map.groupBy(columns, ({ channel }) => channel)];
  const first = channels.map(([channel, own]) => channel.padStart(own.length * width)).join('');
  const second = columns.map((column) => responseWord(column).padStart(width)).join('');
  return colors.dim(`${' '.repeat(name)}${first}\n${' '.repeat(name)}${second}`);
}

function shown({ planned, hole }: Cell, width: number, colors: Colors): string {
  if (planned > 0) return String(planned).padStart(width);
  const sign = (hole ? holeWords[hole.kind].sign : '').padStart(width);
  return hole?.kind === 'no-case' ? colors.red(sign) : colors.dim(sign);
}

/** What sendproof should have is told place by place; what it need not have, by its reason. */
function groupLines({ kind, reason, cells }: HoleGroup, colors: Colors): string[] {
  const { sign } = holeWords[kind];
  const line = `${sign} ${count(cells.length).padStart(4)} ${cells.length === 1 ? 'cell' : 'cells'}: ${reason}`;
  if (kind !== 'no-case') {
    const clauses = new Set(cells.map(({ clause }) => clause));
    return [`${line} ${colors.dim(`(${plural(clauses.size, 'clause')})`)}`];
  }
  return [colors.red(line), ...placesOf(cells).map(({ where, clauses }) => `       ${where}: ${clauses.join(', ')}`)];
}
