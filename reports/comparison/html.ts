import { createHash } from 'node:crypto';
import { type Markup, html as markup, textOf, verbatim } from '../html/markup.ts';
import { sign } from '../html/signs.ts';
import { style } from '../html/style.ts';
import { plural, when } from '../text.ts';
import { type CaseChange, type ClauseChange, type Comparison, type Group, groups, type Said } from './comparison.ts';
import { demandLists } from './document-words.ts';
import { fitting } from './fitting.ts';
import { cautions, groupTitle, groupWords, headline, saidInWords, signOf } from './words.ts';

const digest = createHash('sha256').update(style).digest('base64');

/** Nothing but our own style may load: what targets answered is shown, and never does anything. */
const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;

/** A page past this many characters is slow on a phone. */
const room = 1_300_000;

/** Cases of one clause that are shown, and clauses that are open from the start: more is a wall. */
const shown = { cases: 20, open: 8 } as const;

/** `changes.html`: what changed, for people. One file without network; it opens on a phone, in the dark and on paper. */
export const html = (comparison: Comparison): string => {
  const { sign: mark, word, sentence } = headline(comparison);
  const cards = groups.flatMap((group) =>
    comparison[group].map((change, i) => ({ group, card: card(group, change, group === 'worse' && i < shown.open) })),
  );
  const { kept, out } = fitting(cards, (one) => textOf(one.card).length, room);
  const { before, after } = comparison;
  const page = markup`<html lang="en"><head><meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="${policy}"/><meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="color-scheme" content="light dark"/><title>${word}: ${after.target} (sendproof)</title><style>${verbatim(style)}</style></head><body>
<header class="top ${mark === '✓' ? 'passed' : 'failed'}">
<p class="brand">sendproof report</p>
<div class="answer"><span class="badge" aria-hidden="true">${mark}</span><h1><span class="unseen">${word}: </span>${sentence}</h1></div>
<dl class="facts">${[fact('Before', before), fact('After', after)]}</dl>
</header>
${caution(comparison)}
${contents(comparison)}
<main id="main">
${demands(comparison)}
${groups.map((group) =>
  section(
    group,
    comparison[group].length === 0 ? null : groupTitle(comparison, group, comparison[group].length),
    kept.filter((one) => one.group === group).map((one) => one.card),
  ),
)}
${out > 0 ? markup`<p><strong>${plural(out, 'more clause')} left out here</strong>: see changes.json.</p>` : null}
</main>
<footer><p>The data behind this page is in <a href="changes.json">changes.json</a>.</p></footer>
</body></html>
`;
  return `<!DOCTYPE html>\n${textOf(page)}`;
};

const fact = (name: string, { target, command, startedAt, result }: Comparison['before']): Markup =>
  markup`<div><dt>${name}</dt><dd>${command} of ${target}, ${when(startedAt)}: ${result}</dd></div>`;

const caution = (comparison: Comparison): Markup => {
  const all = cautions(comparison);
  return all.length === 0
    ? markup``
    : markup`<section class="why" aria-labelledby="why"><h2 id="why">Not everything was the same</h2><ul>${all.map((one) => markup`<li>${one}</li>`)}</ul></section>`;
};

const demands = ({ document }: Comparison): Markup =>
  document === null
    ? markup``
    : markup`${demandLists(document).map(
        ({ title, sign: mark, items }) =>
          markup`<section><h2>${title}</h2><ul>${items.map(({ clause, text }) => markup`<li><span aria-hidden="true">${mark}</span> ${text} <code>${clause}</code></li>`)}</ul></section>
`,
      )}`;

const contents = (comparison: Comparison): Markup =>
  markup`<nav aria-label="Contents"><ul>${groups
    .filter((group) => comparison[group].length > 0)
    .map(
      (group) =>
        markup`<li><a href="#${group}">${comparison.document === null ? groupWords[group].short(comparison[group].length) : groupTitle(comparison, group, comparison[group].length)}</a></li>`,
    )}</ul></nav>`;

const section = (group: Group, title: string | null, cards: readonly Markup[]): Markup =>
  title === null
    ? markup``
    : markup`<section id="${group}"><h2>${title}</h2>${cards}</section>
`;

const card = (group: Group, { clause, text, line, level, cases }: ClauseChange, open: boolean): Markup => {
  const outcome = groupWords[group].sign;
  const more = cases.length - shown.cases;
  return markup`<details class="card ${outcome}"${open ? markup` open=""` : null}><summary>${sign(outcome)} <span class="title">${text}</span> <span class="sums">${plural(cases.length, 'case')}</span></summary>
<p class="where"><code>${clause}</code> <span class="level">${level}</span>${line === null ? null : ` Line ${line} of the contract.`}</p>
${cases.slice(0, shown.cases).map(one)}${more > 0 ? markup`<p>… and ${plural(more, 'more case')}, see changes.json.</p>` : null}</details>
`;
};

const one = ({ case: id, title, before, after }: CaseChange): Markup =>
  markup`<div class="case"><p>${title} <code>${id}</code></p><div class="pair"><div><p class="label">Before</p>${said(before)}</div><div><p class="label">After</p>${said(after)}</div></div></div>`;

const said = (side: Said): Markup => markup`<p>${sign(signOf(side))} ${saidInWords(side)}</p>`;
