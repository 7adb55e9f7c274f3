import type { Comparison, Experiment } from '../../load/comparison/record.ts';
import { clip } from '../text.ts';
import {
  capital,
  decisionWords,
  foundInWords,
  kindInWords,
  nameOf,
  openInWords,
  rateInWords,
  rowsCount,
  timeInWords,
} from '../view/comparison.ts';
import type { View } from '../view/index.ts';
import { outcomeWords } from '../view/words.ts';
import { html, type Markup } from './markup.ts';
import { speedCharts } from './speed/charts.ts';
import { controlTable, rowsTable } from './speed/rows.ts';
import { generator, sides } from './speed/sides.ts';

/** Two targets, or one and its past: the decision, what it stands on, and whether the measurement was sound. */
export const speedSection = ({ record: { experiment, comparisons } }: View): Markup =>
  experiment === null
    ? html``
    : html`<section id="comparison"><h2>Comparison</h2>${whole(experiment, comparisons)}</section>
`;

const whole = (experiment: Experiment, comparisons: readonly Comparison[]): Markup => html`<article class="speed">
${verdict(experiment)}
${problems(experiment)}
${about(experiment)}
${rowsTable(comparisons)}
${rowsCount(experiment) ? null : html`<p class="where">Single rows do not count here: the comparison as a whole is undecided.</p>`}
${speedCharts(experiment, comparisons)}
${controlTable(experiment)}
${sides(experiment)}
${generator(experiment)}
${experiment.notes.map((note) => html`<p class="where note">${clip(note, 1000)}</p>`)}
</article>
`;

const verdict = (experiment: Experiment): Markup => {
  const { word, outcome } = decisionWords[experiment.decision];
  const open = openInWords(experiment);
  return html`<div class="verdict"><span class="decision ${outcome}"><span aria-hidden="true">${outcomeWords[outcome].sign} </span>${word}</span><p class="said">${capital(foundInWords(experiment))}</p></div>${open.length === 0 ? null : html`<div class="why">${open.map((one) => html`<p>${one}</p>`)}</div>`}`;
};

const problems = ({ generator: { problems: all } }: Experiment): Markup | null =>
  all.length === 0
    ? null
    : html`<div class="not-valid"><p><strong>These numbers are not only the targets’.</strong></p><ul>${all.map((one) => html`<li>${clip(one, 1000)}</li>`)}</ul></div>`;

const target = ({ name, baseUrl }: Experiment['baseline']): Markup =>
  html`${nameOf(name)} <code>${clip(baseUrl, 300)}</code>`;

const fact = (name: string, value: Markup | string, wide = false): Markup =>
  html`<div${wide ? html` class="wide"` : null}><dt>${name}</dt><dd>${value}</dd></div>`;

const about = (experiment: Experiment): Markup => {
  const { baseline, candidate, sameTarget, kind, seed } = experiment;
  return html`<dl class="facts">${[
    fact('Baseline', target(baseline), true),
    fact('Candidate', target(candidate), true),
    fact('Measured', kindInWords[kind], true),
    fact('Rate', rateInWords(experiment), true),
    fact('Time', timeInWords(experiment), true),
    fact('Seed', String(seed)),
  ]}</dl>${sameTarget ? html`<p class="where">The same target on both sides: this compares it with itself.</p>` : null}`;
};
