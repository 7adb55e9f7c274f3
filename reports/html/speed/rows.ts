import type { Comparison, Experiment } from '../../../load/comparison/record.ts';
import {
  byWeight,
  changeIntervalInWords,
  changeInWords,
  controlWords,
  type Decision,
  decisionWords,
  metricMeans,
  neededInWords,
  shareInWords,
  subjectInWords,
  valueInWords,
} from '../../view/comparison.ts';
import { outcomeWords } from '../../view/words.ts';
import { html, type Markup } from '../markup.ts';

const decided = (decision: Decision, word: string): Markup => {
  const { outcome } = decisionWords[decision];
  return html`<span class="sign ${outcome}" aria-hidden="true">${outcomeWords[outcome].sign}</span> <span class="word">${word}</span>`;
};

const beside = (text: string | null | undefined): Markup | null =>
  text === null || text === undefined ? null : html`<span class="beside">${text}</span>`;

const figures = (text: string, below: string | null = null): Markup =>
  html`<td class="figures">${text}${beside(below)}</td>`;

const values = (row: Comparison): Markup[] =>
  [row.baseline, row.candidate].map((value) => figures(valueInWords(row.metric, value)));

const change = (row: Comparison): Markup =>
  figures(changeInWords(row), row.interval === null ? null : changeIntervalInWords(row));

const subject = (row: Comparison): Markup =>
  html`<th scope="row">${subjectInWords(row)}${beside(metricMeans[row.metric])}</th>`;

const ofRow = (row: Comparison): Markup =>
  html`<tr${row.required ? null : html` class="watched"`}>${subject(row)}<td>${decided(row.decision, decisionWords[row.decision].word)}</td>${change(row)}${figures(shareInWords(row.metric, row.threshold))}${figures(shareInWords(row.metric, row.detectable), neededInWords(row))}${values(row)}</tr>`;

/** The first two are words, the others figures. */
const heads = (names: readonly string[]): Markup =>
  html`<thead><tr>${names.map((name, i) => html`<th scope="col"${i < 2 ? null : html` class="figures"`}>${name}</th>`)}</tr></thead>`;

/** Text over a table that is wider than a phone: it stays as narrow as that. */
const narrow = (text: string): Markup => html`<span class="narrow">${text}</span>`;

const part = (title: string, rows: readonly Comparison[]): Markup | null =>
  rows.length === 0 ? null : html`<tr class="part"><th colspan="7">${narrow(title)}</th></tr>${rows.map(ofRow)}`;

/** All that was judged: first what decides, then what is only watched. */
export const rowsTable = (comparisons: readonly Comparison[]): Markup => {
  if (comparisons.length === 0) return html``;
  const [deciding, watched] = [true, false].map((wanted) =>
    byWeight(comparisons).filter(({ required }) => required === wanted),
  );
  const names = ['judged', 'decision', 'change', 'margin', 'could have seen', 'baseline', 'candidate'];
  return html`<div class="scroll"><table class="rows"><caption>${narrow('What was judged; below each change its interval (positive: worse). A change as large as “could have seen” would have been called worse nine times in ten')}</caption>${heads(names)}<tbody>${part('Must not be worse', deciding ?? [])}${part('Watched too: may show that it is worse, need not show that it is not', watched ?? [])}</tbody></table></div>`;
};

const ofControl = (row: Comparison): Markup =>
  html`<tr>${subject(row)}<td>${decided(row.decision, controlWords[row.decision])}</td>${change(row)}${values(row)}</tr>`;

const controlMeans = (control: readonly Comparison[]): string =>
  control.some(({ decision }) => decision === 'worse')
    ? 'They differ, so differences here are not all the candidate’s: nothing is decided'
    : 'Where they differed, the measurement would be at fault and nothing would be decided';

/** The baseline against itself: whether this measurement sees differences where there are none. */
export const controlTable = ({ control }: Experiment): Markup =>
  control.length === 0
    ? html``
    : html`<div class="scroll"><table class="rows control"><caption>${narrow(`The baseline against itself: its requests in two alike halves. ${controlMeans(control)}`)}</caption>${heads(['judged', 'halves are', 'change', 'one half', 'other half'])}<tbody>${control.map(ofControl)}</tbody></table></div>`;
