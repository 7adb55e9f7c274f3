import type { Load } from '../../../load/sample.ts';
import { html, type Markup } from '../markup.ts';

/** How many colours and dashes there are. */
const styles = 6;

/** The number of a channel's colour and dash: the same in every chart of a load. */
export const series = (load: Load, channel: string): number =>
  Math.max(
    0,
    load.channels.findIndex((c) => c.channel === channel),
  ) % styles;

/** Which line is which channel. */
export const legend = (load: Load): Markup =>
  html`<ul class="legend">${load.channels.map(
    (c) =>
      html`<li><svg viewBox="0 0 34 10" width="34" height="10" aria-hidden="true"><path class="line s${series(load, c.channel)}" d="M1 5H33"/></svg> ${c.channel}</li>`,
  )}</ul>`;
