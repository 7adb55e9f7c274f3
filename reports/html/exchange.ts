import type { Kept } from '../record/cap.ts';
import { exchangeFile } from '../record/exchange-file.ts';
import { ms } from '../text.ts';
import { answerText, requestText } from '../view/exchange-text.ts';
import type { View } from '../view/index.ts';
import { html, type Markup, textOf } from './markup.ts';

/** Shows each exchange once: where it comes up again, a link leads to it; when the page is full, to its file. */
export type Exchanges = (id: string | null, options: { open: boolean; curl: boolean }) => Markup;

/** A page past this many characters is slow on a phone. Failures come first, so what is left out has passed. */
const room = 900_000;

export const exchanges = (view: View): Exchanges => {
  const places = new Map<string, string>();
  let left = room;
  return (id, { open, curl }) => {
    const evidence = view.find.exchange(id);
    if (!evidence) return html``;
    const known = places.get(evidence.id);
    if (known !== undefined) return html`<p><a href="#${known}">${label(evidence)}</a> (above)</p>`;
    const place = `x${places.size + 1}`;
    const whole = html`<details class="exchange" id="${place}"${open ? html` open=""` : null}><summary>${label(evidence)}</summary>${curl ? curlLine(evidence) : null}${pair(evidence)}</details>`;
    left -= textOf(whole).length;
    if (left < 0) return html`<p>${label(evidence)}: <a href="${exchangeFile(evidence.sha256)}">its file</a></p>`;
    places.set(evidence.id, place);
    return whole;
  };
};

const label = (e: Kept): string =>
  [
    e.engine,
    e.answer.kind === 'answer' ? `status ${e.answer.status}` : 'no answer',
    `${ms(e.duration)} ms`,
    ...(e.attempt > 1 ? [`attempt ${e.attempt}`] : []),
    ...(e.round > 0 ? [`time ${e.round + 1}`] : []),
    ...(e.entry > 0 ? [`thread ${e.thread}`] : []),
  ].join(' · ');

const curlLine = (e: Kept): Markup =>
  html`<div class="curl"><div class="bar-line"><p class="label">See it again</p><button type="button" class="copy" hidden="">Copy</button></div><pre>${e.curl}</pre></div>`;

const pair = (e: Kept): Markup =>
  html`<div class="pair"><div><p class="label">Sent</p><pre>${requestText(e)}</pre></div><div><p class="label">Came back</p><pre>${answerText(e)}</pre></div></div>`;
