import { clip, plural } from '../text.ts';
import { type ClauseResult, quotation } from '../view/clauses.ts';
import type { View } from '../view/index.ts';
import { html, type Markup } from './markup.ts';
import { sign } from './signs.ts';

/** How much of the contract this run decided: every clause, with a reason where nothing decided it. */
export const clauseTable = (view: View): Markup => {
  if (view.clauses.length === 0) return html``;
  const decided = view.clauses.filter((c) => c.hole === null).length;
  return html`<section id="clauses"><h2>Coverage of the contract</h2><p class="lead">${decided} of ${plural(view.clauses.length, 'clause')} decided.</p>
<table class="clauses"><thead><tr><th scope="col"><span class="unseen">outcome</span></th><th scope="col">demand</th><th scope="col">level</th><th scope="col">cases</th></tr></thead><tbody>${view.clauses.map(row)}</tbody></table></section>
`;
};

const row = ({ clause, outcome, passed, failed, hole }: ClauseResult): Markup =>
  html`<tr><td>${sign(outcome)}</td><td>${clause.text}<div class="where">Line ${clause.line}: ${clip(quotation(clause), 300)} · <code>${clause.id}</code></div>${hole === null ? null : html`<div class="hole">Not decided: ${clip(hole, 500)}</div>`}</td><td><span class="level">${clause.level}</span></td><td>${passed > 0 ? `${passed} met` : null}${failed > 0 ? html` <strong>${failed} not met</strong>` : null}</td></tr>
`;
