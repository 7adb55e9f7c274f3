import { hasLapsed, type WaiverStanding } from '../record/waivers/standing.ts';
import { plural } from '../text.ts';
import type { View } from '../view/index.ts';
import { standingInWords, waiverInWords, waives } from '../view/waivers.ts';
import type { Exchanges } from './exchange.ts';
import { card } from './findings.ts';
import { html, type Markup } from './markup.ts';
import { sign } from './signs.ts';

/** Every waiver with what it came to, those that fail the run first, and then each failure that one covers. */
export const waiverSection = (view: View, show: Exchanges): Markup => {
  if (view.waivers.length === 0) return html``;
  const waived = view.cases.filter((c) => c.waived.length > 0);
  return html`<section id="waivers"><h2>${plural(view.waivers.length, 'waiver')}</h2><p class="lead">A waiver changes no verdict: it keeps a known failure from failing the run, until its last day.</p>
<ul class="waivers">${view.waivers.map(line)}</ul>
${waived.map((c) => card(view, show, c, 'waived', false))}</section>
`;
};

const signs = { used: 'waived', expired: 'failed', needless: 'failed', idle: 'untested' } as const;

const line = (one: WaiverStanding): Markup =>
  html`<li>${sign(signs[one.standing])} <span><strong>${waives(one.waiver)}</strong> ${waiverInWords(one.waiver)} <span class="${hasLapsed(one) ? 'lapsed' : 'where'}">${standingInWords(one)}</span></span></li>`;
