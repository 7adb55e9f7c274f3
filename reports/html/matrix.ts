import { columnOf } from '../../contracts/verdicts/cells.ts';
import type { Cell } from '../../contracts/verdicts/verdict.ts';
import { pairs, weighs } from '../record/pairs.ts';
import type { RunRecord } from '../record/record.ts';
import { waiverFinder } from '../record/waivers/standing.ts';
import { clip, count, plural } from '../text.ts';
import type { CaseOutcome } from '../view/cases.ts';
import {
  channelWord,
  columnsIn,
  coverageInWords,
  coverageRows,
  type HoleGroup,
  holeGroups,
  holeWords,
  placesOf,
  responseWord,
  successStatus,
} from '../view/coverage.ts';
import type { View } from '../view/index.ts';
import { html, type Markup } from './markup.ts';
import { sign } from './signs.ts';

/** Where on the contract this run has looked: each clause on each channel, in both kinds of answers, and why not. */
export const matrix = ({ record }: View): Markup => {
  const cells = record.coverage?.cells ?? [];
  if (cells.length === 0) return html``;
  const rows = coverageRows(cells);
  const outcome = outcomes(record);
  const columns = columnsIn(cells);
  const channels = [...Map.groupBy(columns, (c) => c.channel)];
  return html`<section id="matrix"><h2>Coverage by channel and answer</h2><p class="lead">${coverageInWords(cells, 'run')}</p>
${holeGroups(cells).map(holes)}
<details class="group"><summary><span class="title">The whole table</span> <span class="sums">${plural(rows.length, 'clause')}, ${plural(cells.length, 'cell')}</span></summary><p class="where">Numbers are cases; where not all decided the clause, how many did. ${successStatus(cells)}: the message must go out. Other: it must be refused, with the default response. ${legend(cells)}</p>
<div class="scroll"><table class="numbers matrix"><caption class="unseen">Cases by clause, channel and kind of answer</caption><thead><tr><th scope="col" rowspan="2">clause</th>${channels.map(([channel, own]) => html`<th scope="colgroup" colspan="${own.length}">${channelWord({ channel })}</th>`)}</tr><tr>${columns.map((c) => html`<th scope="col">${responseWord(c)}</th>`)}</tr></thead><tbody>${rows.map(
    (
      row,
    ) => html`<tr><th scope="row"><code>${row.clause}</code></th>${row.cells.map((cell) => html`<td>${shown(cell, outcome(cell))}</td>`)}</tr>
`,
  )}</tbody></table></div></details></section>
`;
};

/** What the decided cases of a cell come to: one failure outweighs every pass. */
const outcomes = (record: RunRecord): ((cell: Cell) => CaseOutcome) => {
  const byId = new Map(record.cases.map((c) => [c.id, c]));
  const waiverOf = waiverFinder(record);
  const success = successStatus(record.coverage?.cells ?? []);
  const key = (clause: string, { channel, response }: Pick<Cell, 'channel' | 'response'>): string =>
    JSON.stringify([clause, channel, response]);
  const failures = pairs(record.verdicts).flatMap((pair) => {
    const one = byId.get(pair.case);
    if (pair.outcome !== 'failed' || pair.level === 'info' || one === undefined) return [];
    const outcome = !weighs(pair.level, record.strict) ? 'warned' : waiverOf(pair) ? 'waived' : 'failed';
    return [{ at: key(pair.clause, columnOf(one, success)), outcome }];
  });
  const byCell = Map.groupBy(failures, ({ at }) => at);
  return (cell) => {
    const own = byCell.get(key(cell.clause, cell)) ?? [];
    const worst = (['failed', 'waived', 'warned'] as const).find((o) => own.some(({ outcome }) => outcome === o));
    return worst ?? (cell.decided > 0 ? 'passed' : 'cantTell');
  };
};

const shown = ({ planned, decided, hole }: Cell, outcome: CaseOutcome): Markup => {
  if (planned === 0) return hole === undefined ? html`` : mark(hole.kind);
  return html`${decided === planned ? count(planned) : `${count(decided)}/${count(planned)}`} ${sign(outcome)}`;
};

const mark = (kind: HoleGroup['kind']): Markup =>
  html`<span class="mark ${kind}" role="img" aria-label="${holeWords[kind].word}">${holeWords[kind].sign}</span>`;

const legend = (cells: readonly Cell[]): Markup[] =>
  [...new Set(cells.filter((c) => c.planned === 0).flatMap((c) => c.hole?.kind ?? []))].map(
    (kind) => html`<span class="chip">${mark(kind)} ${holeWords[kind].word}</span> `,
  );

/** Holes for one reason; those of sendproof itself stand open. */
const holes = ({ kind, reason, cells }: HoleGroup): Markup =>
  html`<details class="gap"${kind === 'no-case' ? html` open=""` : null}><summary>${mark(kind)} <span class="title">${plural(cells.length, 'cell')} ${holeWords[kind].word}: ${clip(reason, 500)}</span></summary><ul>${placesOf(
    cells,
  ).map(
    ({ where, clauses }) =>
      html`<li>${where}: ${clauses.map((c, i) => html`${i > 0 ? ', ' : ''}<code>${c}</code>`)}</li>`,
  )}</ul></details>
`;
