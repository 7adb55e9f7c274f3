import type { Load } from '../../../load/sample.ts';
import { plural } from '../../text.ts';
import { spansOf } from '../../view/spans.ts';
import { heatMaps, shades } from '../charts/heat.ts';
import { kneeChart } from '../charts/knee.ts';
import { percentileChart } from '../charts/percentiles.ts';
import { legend } from '../charts/series.ts';
import { targetCharts } from '../charts/target.ts';
import { throughputChart } from '../charts/throughput.ts';
import { html, type Markup } from '../markup.ts';

const swatch = (className: string, d: string): Markup =>
  html`<svg viewBox="0 0 34 12" width="34" height="12" aria-hidden="true"><path class="${className}" d="${d}"/></svg>`;

const ramp = html`<svg viewBox="0 0 ${shades * 12} 12" width="${shades * 12}" height="12" aria-hidden="true"><g class="heat" transform="scale(12)">${Array.from({ length: shades }, (_, i) => html`<path class="h${i + 1}" d="M${i} .5h1"/>`)}</g></svg>`;

/** What shades, lines and areas mean, once for all pictures of a load. */
const key = (load: Load, step: number): Markup => {
  const failed = load.timeline.some((row) => row.failed > 0);
  const dropped = load.stages.some((stage) => stage.dropped > 0);
  const warm = load.warmUp.seconds > 0;
  return html`<ul class="legend"><li>${ramp} few to many answers</li><li>${swatch('over p50', 'M1 6H33')} p50</li><li>${swatch('over p90', 'M1 6H33')} p90</li><li>${swatch('over p99', 'M1 6H33')} p99 of each ${step === 1 ? 'second' : plural(step, 'second')}</li>${load.stages.some(({ rate }) => rate > 0) ? html`<li>${swatch('over due', 'M1 6H33')} due</li>` : null}<li>${swatch('layer right', 'M1 0H33V12H1Z')} right answers</li>${failed ? html`<li>${swatch('layer wrong', 'M1 0H33V12H1Z')} failed</li>` : null}${dropped ? html`<li>${swatch('layer dropped', 'M1 0H33V12H1Z')} dropped</li>` : null}${warm ? html`<li>${swatch('warm-up', 'M1 0H33V12H1Z')} warm-up</li>` : null}</ul>`;
};

/** Every picture of a load that its record has data for. */
export const loadCharts = (load: Load, index: number): Markup => {
  const spans = spansOf(load);
  const heat = heatMaps(load, spans, `heat${index}`);
  const shares = percentileChart(load, `percentiles${index}`);
  const tail = load.channels.some(({ curve }) => curve.length > 0) ? html`<div>${shares}${legend(load)}</div>` : null;
  const overTime = spans.spans.length === 0 ? null : key(load, spans.step);
  return html`${overTime}<div class="charts">${kneeChart(load, `knee${index}`)}${heat.all}${throughputChart(load, spans, `throughput${index}`)}${heat.byChannel}${targetCharts(load, spans.seconds, `target${index}`)}${tail}</div>`;
};
