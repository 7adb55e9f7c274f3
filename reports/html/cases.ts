import { clip, plural } from '../text.ts';
import { type CaseResult, caseOutcomes } from '../view/cases.ts';
import type { View } from '../view/index.ts';
import { expectationInWords, faultInWords, outcomeWords } from '../view/words.ts';
import type { Exchanges } from './exchange.ts';
import { html, type Markup } from './markup.ts';
import { chip, sign } from './signs.ts';

/** Every case, by state; a filter appears where scripts run. */
export const caseList = (view: View, show: Exchanges): Markup => {
  if (view.cases.length === 0) return html``;
  const groups = [...Map.groupBy(view.cases, (c) => c.state)];
  return html`<section id="cases"><h2>All cases</h2>${filter(view)}${groups.map(([state, cases]) => group(state, cases, show))}</section>
`;
};

const filter = (
  view: View,
): Markup => html`<form id="filter" hidden="" role="search"><label>Filter <input type="search" name="text" placeholder="title or id" autocomplete="off"/></label>
<fieldset><legend class="unseen">Outcome</legend>${caseOutcomes
  .filter((o) => view.tally[o] > 0)
  .map(
    (o) =>
      html`<label class="toggle"><input type="checkbox" name="outcome" value="${o}"/> ${sign(o)} ${outcomeWords[o].word}</label>`,
  )}</fieldset>
<output aria-live="polite"></output></form>
`;

const group = (state: string, cases: readonly CaseResult[], show: Exchanges): Markup => {
  const said = caseOutcomes.flatMap((o) => {
    const n = cases.filter((c) => c.outcome === o).length;
    return n > 0 ? [`${n} ${outcomeWords[o].word}`] : [];
  });
  return html`<details class="group"><summary><span class="title">${state}</span> <span class="sums">${plural(cases.length, 'case')}: ${said.join(', ')}</span></summary>
${cases.map((c) => one(c, show))}</details>
`;
};

const one = (result: CaseResult, show: Exchanges): Markup => {
  const differ = new Set(result.engines.map((e) => e.outcome)).size > 1 ? '≠ engines differ' : null;
  const disagrees = result.disagreements.length > 0 ? '≠ opinion differs' : null;
  const fault = faultInWords(result.case?.fault ?? null);
  return html`<details class="case" data-o="${result.outcome}"><summary>${sign(result.outcome)} <span class="title">${result.title}</span> <span class="chips">${result.engines.map(chip)}${[differ, disagrees].map((text) => (text === null ? null : html`<span class="chip differ">${text}</span>`))}</span></summary>
<p class="where"><code>${result.id}</code>. ${fault ?? ''} ${result.case ? `Expected: ${expectationInWords(result.case.expectation)}` : 'This case was not in the plan.'}</p>
${verdicts(result)}${faults(result)}
${[...new Set(result.verdicts.map((v) => v.exchange))].map((id) => show(id, { open: false, curl: false }))}</details>
`;
};

/** Engines that went wrong themselves, in their own words. */
const faults = (result: CaseResult): Markup[] =>
  result.engines.flatMap((e) =>
    e.opinions
      .filter((o) => o.outcome === 'fault')
      .map((o) => html`<p class="disagrees">${e.engine} itself failed: ${clip(o.words, 500)}</p>`),
  );

/** By outcome and reason, the clauses: 5,000 verdicts say few different things. */
const verdicts = (result: CaseResult): Markup => {
  const groups = Map.groupBy(result.verdicts, (v) =>
    v.outcome === 'passed' ? '' : JSON.stringify([v.outcome, v.reason]),
  );
  return html`<ul class="verdicts">${[...groups.values()].map((group) => {
    const engines = [...new Set(group.map((v) => v.engine))].join(', ');
    const clauses = [...new Set(group.map((v) => v.clause))];
    const reason = group[0]?.outcome === 'passed' ? '' : `: ${clip(group[0]?.reason ?? '', 500)}`;
    return html`<li>${group[0]?.outcome}${reason} <span class="where">(${engines}: ${clauses.map((c, i) => html`${i > 0 ? ', ' : ''}<code>${c}</code>`)})</span></li>`;
  })}</ul>`;
};
