import { count, plural, when } from '../text.ts';
import { caseOutcomes } from '../view/cases.ts';
import type { View } from '../view/index.ts';
import { rarities } from '../view/repetition.ts';
import { outcomeWords } from '../view/words.ts';
import { html, type Markup, type Part } from './markup.ts';
import { sign } from './signs.ts';

/** The one-sentence answer, what it is about, the counts, and what keeps it from being whole. */
export const top = (view: View): Markup => {
  const { record, headline } = view;
  return html`<header class="top ${record.result}">
<p class="brand">sendproof ${record.command}</p>
<div class="answer"><span class="badge" aria-hidden="true">${headline.sign}</span><h1><span class="unseen">${headline.word}: </span>${headline.sentence}</h1></div>
${facts(view)}
</header>
${counts(view)}
${why(view)}
`;
};

const fact = (name: string, ...value: Part[]): Markup =>
  html`<div${['Target', 'Contract'].includes(name) ? html` class="wide"` : null}><dt>${name}</dt><dd>${value}</dd></div>`;

const facts = ({ record }: View): Markup =>
  html`<dl class="facts">${[
    fact('Target', record.target.name, ' ', html`<code>${record.target.baseUrl}</code>`),
    fact(
      'Contract',
      `${record.contract.title} ${record.contract.version} `,
      html`<code title="${record.contract.sha256}">sha256 ${record.contract.sha256.slice(0, 12)}…</code>`,
    ),
    fact('Started', when(record.startedAt)),
    fact('Finished', record.finishedAt === null ? html`<strong>not finished</strong>` : when(record.finishedAt)),
    fact('Seed', record.seed),
    fact('Warnings', record.strict ? 'fail the run (--strict)' : 'do not fail the run'),
  ]}</dl>`;

const counts = (view: View): Markup => {
  const all = view.cases.length;
  if (all === 0) return html``;
  const shown = caseOutcomes.filter((o) => view.tally[o] > 0);
  return html`<section aria-label="Counts"><ul class="counts">${shown.map(
    (o) => html`<li>${sign(o)} <strong>${count(view.tally[o])}</strong> ${outcomeWords[o].word}</li>`,
  )}<li><strong>${count(all)}</strong> ${all === 1 ? 'case' : 'cases'}</li></ul>${bar(view)}</section>`;
};

/** The shares of the outcomes as one bar, in the order of the counts above it. One failure in a thousand still shows. */
const bar = (view: View): Markup => {
  const shown = caseOutcomes.filter((o) => view.tally[o] > 0);
  const widths = shown.map((o) => Math.max(view.tally[o] / view.cases.length, 0.012));
  const total = widths.reduce((sum, w) => sum + w, 0);
  const parts = shown.map((o, i) => {
    const x = widths.slice(0, i).reduce((sum, w) => sum + w, 0);
    const part = (share: number): string => ((share / total) * 1000).toFixed(1);
    return html`<rect class="${o}" x="${part(x)}" width="${part((widths[i] ?? 0) - 0.003)}" height="10"/>`;
  });
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
};

const why = ({ whyInconclusive: reasons, record }: View): Markup =>
  reasons.length === 0
    ? html``
    : html`<section class="why" aria-labelledby="why"><h2 id="why">${record.result === 'failed' ? 'What this run leaves open' : 'Why this is no full answer'}</h2><ul>${reasons.map((r) => html`<li>${r}</li>`)}</ul></section>`;

/** What the page holds, with numbers, so that nobody has to scroll to learn that there is nothing. */
export const contents = (view: View): Markup => {
  const warned = view.cases.filter((c) => c.warnings.length > 0 || c.notes.length > 0).length;
  const open = view.gaps.reduce((sum, g) => sum + g.cases.length, 0);
  const items: [string, string, boolean][] = [
    ['failures', plural(view.tally.failed, 'failure'), view.tally.failed > 0],
    ['consumers', 'consumers', (view.record.consumers ?? []).length > 0],
    ['waivers', plural(view.waivers.length, 'waiver'), view.waivers.length > 0],
    ['warnings', plural(warned, 'case with warnings or notes', 'cases with warnings or notes'), warned > 0],
    ['gaps', `${count(open)} not tested`, open > 0],
    ['rarity', 'rare faults', rarities(view.record.repetition).length > 0],
    ['comparison', 'comparison', view.record.experiment !== null],
    ['load', plural(view.record.loads.length, 'load'), view.record.loads.length > 0],
    ['engines', 'engines', view.cases.length > 0],
    ['cases', plural(view.cases.length, 'case'), view.cases.length > 0],
    ['clauses', plural(view.clauses.length, 'clause'), view.clauses.length > 0],
    ['matrix', 'coverage by channel', (view.record.coverage?.cells ?? []).length > 0],
  ];
  return html`<nav aria-label="Contents"><ul>${items.filter(([, , there]) => there).map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}</ul></nav>
`;
};
