import type { ConsumerResult } from '../../contracts/consumers/verify/result.ts';
import { clip, plural } from '../text.ts';
import { byConsumer, consumersLead, interactionReason, interactionWords } from '../view/consumers.ts';
import type { View } from '../view/index.ts';
import type { Exchanges } from './exchange.ts';
import { html, type Markup } from './markup.ts';
import { sign } from './signs.ts';

/** What pacts of consumers expect: by consumer, the broken interactions first, each with its exchange. */
export const consumerSection = ({ record }: View, show: Exchanges): Markup => {
  const groups = byConsumer(record);
  if (groups.length === 0) return html``;
  return html`<section id="consumers"><h2>${plural(groups.length, 'consumer')}</h2><p class="lead">${consumersLead}</p>
${groups.map(([consumer, results]) => group(consumer, results, show))}</section>
`;
};

const group = (consumer: string, results: readonly ConsumerResult[], show: Exchanges): Markup => {
  const broken = results.filter(({ outcome }) => outcome === 'failed').length;
  const sums =
    broken > 0 ? `${broken} of ${plural(results.length, 'interaction')} broken` : plural(results.length, 'interaction');
  return html`<h3>${consumer} <span class="sums">${sums}</span></h3>
${results.map((one) => interaction(one, show))}`;
};

const interaction = (one: ConsumerResult, show: Exchanges): Markup => {
  const { sign: outcome, word } = interactionWords(one);
  return html`<details class="card ${outcome}"${one.outcome === 'failed' ? html` open=""` : null}><summary>${sign(outcome)} <span class="title">${one.description}</span> <span class="chips">${word}</span></summary>
<p class="where">${one.source}. ${one.states.length > 0 ? `Provider states: ${one.states.join(', ')}.` : 'No provider state.'}</p>
<p class="came">${clip(interactionReason(one), 3000)}</p>
${show(one.exchange, { open: false, curl: one.outcome === 'failed' })}</details>
`;
};
