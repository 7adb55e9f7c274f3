import { engines } from '../../contracts/cases/engine.ts';
import { clip, count } from '../text.ts';
import { caseOutcomes } from '../view/cases.ts';
import type { View } from '../view/index.ts';
import { outcomeWords } from '../view/words.ts';
import { html, type Markup } from './markup.ts';
import { chip, sign } from './signs.ts';

/** What each engine came to, and where they differ: from each other, or from the judge about the same bytes. */
export const engineTables = (view: View): Markup => {
  if (view.cases.length === 0) return html``;
  const tried = engines.filter((e) => view.cases.some((c) => c.engines.some((r) => r.engine === e)));
  const shown = caseOutcomes.filter((o) => view.cases.some((c) => c.engines.some((r) => r.outcome === o)));
  const cells = (engine: string): Markup[] =>
    shown.map((o) => {
      const n = view.cases.filter((c) => c.engines.some((r) => r.engine === engine && r.outcome === o)).length;
      return html`<td>${n === 0 ? '·' : count(n)}</td>`;
    });
  return html`<section id="engines"><h2>Engines</h2><div class="scroll"><table class="numbers"><caption class="unseen">Cases by engine and outcome</caption><thead><tr><th scope="col">engine</th>${shown.map((o) => html`<th scope="col">${sign(o)} ${outcomeWords[o].word}</th>`)}</tr></thead><tbody>${tried.map((e) => html`<tr><th scope="row">${e}</th>${cells(e)}</tr>`)}</tbody></table></div>
${differences(view)}${disagreements(view)}</section>
`;
};

const differences = (view: View): Markup => {
  const differing = view.cases.filter((c) => new Set(c.engines.map((e) => e.outcome)).size > 1);
  if (differing.length === 0) return html`<p>The engines that tried a case came to the same outcome each time.</p>`;
  return html`<h3>Cases in which the engines differ</h3><ul class="plain">${differing.map((c) => html`<li>${c.title} <span class="chips">${c.engines.map(chip)}</span></li>`)}</ul>`;
};

const disagreements = (view: View): Markup =>
  view.record.disagreements.length === 0
    ? html``
    : html`<h3>Engines that judge the same answer otherwise</h3><ul class="plain">${view.record.disagreements.map(
        (d) =>
          html`<li><code>${d.case}</code> ${d.engine} says “${clip(d.opinion.words, 300)}” (${d.opinion.outcome}), judged ${d.judged}. ${d.explanation ?? html`<strong>Not explained: a fault of the harness.</strong>`}</li>`,
      )}</ul>`;
