import type { LookedAt } from '../../contracts/verdicts/repetition.ts';
import { count } from '../text.ts';
import { channelWord } from '../view/coverage.ts';
import type { View } from '../view/index.ts';
import { accidentsIn, assumption, oneOf, type Rarity, rarities } from '../view/repetition.ts';
import type { Exchanges } from './exchange.ts';
import { html, type Markup } from './markup.ts';

/** How rare a fault this run could have found, and what came too rarely to fail. */
export const raritySection = ({ record }: View, show: Exchanges): Markup => {
  const all = rarities(record.repetition);
  if (all.length === 0) return html``;
  return html`<section id="rarity"><h2>How rare a fault would have shown</h2>${all.map((rarity) => one(rarity, show))}
<p class="where">${assumption}</p></section>
`;
};

const one = (rarity: Rarity, show: Exchanges): Markup => html`<p>${rarity.sentence}.</p>
<ul class="plain">${rarity.found.map(({ word, exchanges }) => html`<li>${exchanges.length > 0 ? html`<strong>${count(exchanges.length)}</strong>` : '0'} ${word}</li>`)}</ul>
${accidentsIn(rarity).map((id) => show(id, { open: false, curl: true }))}
${rarity.kind === 'open' ? null : byChannel(rarity)}
`;

const heads = ['answers', '95 %', '99 %', 'twice, 95 %', 'wrong', 'no answer', '5xx'];

const cells = ({ answers, once, twice, wrong, missing, serverErrors }: LookedAt): string[] => [
  count(answers),
  ...[once.at95, once.at99, twice.at95].map(oneOf),
  ...[wrong, missing, serverErrors].map((ids) => count(ids.length)),
];

const byChannel = ({ looked }: Rarity): Markup =>
  html`<details class="group"><summary><span class="title">By channel</span></summary><div class="scroll"><table class="numbers"><caption>Which faults would have been seen</caption><thead><tr><th scope="col">channel</th>${heads.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead><tbody>${looked.channels.map(
    (c) => html`<tr><th scope="row">${channelWord(c)}</th>${cells(c).map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div></details>`;
