import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import { clip, plural } from '../text.ts';
import type { CaseResult } from '../view/cases.ts';
import { quotation } from '../view/clauses.ts';
import type { View } from '../view/index.ts';
import { waiverInWords } from '../view/waivers.ts';
import { expectationInWords, faultInWords, outcomeWords } from '../view/words.ts';
import type { Exchanges } from './exchange.ts';
import { html, type Markup } from './markup.ts';
import { chip, sign } from './signs.ts';

/** More than this many open at once is a wall. */
const opened = 8;

const reason = (text: string): string => clip(text, 3000);

/** Each clause once, with the first verdict about it: three engines that saw the same say it once. */
const onePerClause = (verdicts: readonly Verdict[]): Verdict[] =>
  [...Map.groupBy(verdicts, (v) => v.clause).values()].flatMap((group) => group.slice(0, 1));

const demand = (view: View, verdict: Verdict): Markup => {
  const clause = view.find.clause(verdict.clause);
  const level = html`<span class="level">${verdict.level}</span>`;
  if (!clause) return html`<p><code>${verdict.clause}</code> ${level}</p><p class="came">${reason(verdict.reason)}</p>`;
  return html`<figure><figcaption>${clause.text} ${level}</figcaption><blockquote>${quotation(clause)}</blockquote><p class="where">Line ${clause.line} of the contract · clause <code>${clause.id}</code><span class="pointer"> · <code>${clause.pointer}</code></span></p></figure><p class="came"><strong>What came:</strong> ${reason(verdict.reason)}</p>`;
};

type Shown = 'failed' | 'waived' | 'warned';

const verdictsOf = (result: CaseResult, outcome: Shown): Verdict[] =>
  ({ failed: result.failures, waived: result.waived.map(({ verdict }) => verdict), warned: result.warnings })[outcome];

/** Why a verdict does not fail the run, where a waiver says so. */
const leave = (result: CaseResult, verdict: Verdict): Markup | null => {
  const waiver = result.waived.find((one) => one.verdict === verdict)?.waiver;
  return waiver === undefined ? null : html`<p class="waiver">${waiverInWords(waiver)}</p>`;
};

/** A case with everything that is needed to believe what is said of it. */
export const card = (view: View, show: Exchanges, result: CaseResult, outcome: Shown, open: boolean): Markup => {
  const verdicts = verdictsOf(result, outcome);
  const fault = faultInWords(result.case?.fault ?? null);
  const ids = [...new Set(verdicts.map((v) => v.exchange))];
  return html`<details class="card ${outcome}"${open ? html` open=""` : null}><summary>${sign(outcome)} <span class="title">${result.title}</span> <span class="chips">${result.engines.map(chip)}</span></summary>
<p class="where"><code>${result.id}</code> in state <code>${result.state}</code>.${fault === null ? null : ` ${fault}`}</p>
${result.case ? html`<p><strong>Expected:</strong> ${expectationInWords(result.case.expectation)}</p>` : null}
${onePerClause(verdicts)
  .slice(0, 12)
  .map((v) => html`${demand(view, v)}${leave(result, v)}`)}
${result.disagreements.map((d) => html`<p class="disagrees">${d.engine} disagrees: it says “${clip(d.opinion.words, 300)}”. ${d.explanation ?? 'Nobody has explained it: a fault of the harness.'}</p>`)}
${ids.map((id, i) => show(id, { open: i === 0, curl: i === 0 }))}
</details>
`;
};

/** Failed cases first, each with everything that is needed to believe it. */
export const failures = (view: View, show: Exchanges): Markup => {
  const failed = view.cases.filter((c) => c.outcome === 'failed');
  if (failed.length === 0) return html``;
  return html`<section id="failures"><h2>${plural(failed.length, 'failed case')}</h2>${failed.map((c, i) => card(view, show, c, 'failed', i < opened))}</section>
`;
};

/** What does not fail the run: `should`, and `info` as notes. */
export const warnings = (view: View, show: Exchanges): Markup => {
  const warned = view.cases.filter((c) => c.warnings.length > 0);
  const noted = view.cases.filter((c) => c.notes.length > 0);
  if (warned.length + noted.length === 0) return html``;
  return html`<section id="warnings"><h2>Warnings and notes</h2><p class="lead">The contract is silent here, so nothing of this fails the run. Warnings stand on an RFC or the plain meaning of a name.</p>
${warned.map((c) => card(view, show, c, 'warned', false))}
${noted.length === 0 ? null : html`<ul class="notes">${noted.flatMap((c) => onePerClause(c.notes).map((v) => html`<li><span class="level">info</span> ${c.title}: ${reason(v.reason)}</li>`))}</ul>`}</section>
`;
};

/** What was not tested, and why. */
export const gapList = (view: View): Markup =>
  view.gaps.length === 0
    ? html``
    : html`<section id="gaps"><h2>Not tested</h2>${view.gaps.map(
        (g) =>
          html`<details class="gap"><summary>${sign(g.outcome)} <span class="title">${plural(g.cases.length, 'case')} ${outcomeWords[g.outcome].word}: ${reason(g.reason)}</span>${g.accepted ? html` <span class="level">accepted by the profile</span>` : null}</summary><ul>${g.cases.map((c) => html`<li>${c.title} <code>${c.id}</code></li>`)}</ul></details>`,
      )}</section>
`;
