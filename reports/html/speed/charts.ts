import type { Comparison, Experiment } from '../../../load/comparison/record.ts';
import { nameOf, thatMatter } from '../../view/comparison.ts';
import { html, type Markup, textOf } from '../markup.ts';
import { distributionChart, styles } from './distributions.ts';
import { overTimeCharts } from './over-time.ts';
import { shiftChart } from './shift.ts';

const swatch = (className: string, d: string): Markup =>
  html`<svg viewBox="0 0 34 12" width="34" height="12" aria-hidden="true"><path class="${className}" d="${d}"/></svg>`;

const line = 'M1 6H33';
const area = 'M1 0H33V12H1Z';

const isDrawn = (chart: Markup): boolean => textOf(chart) !== '';

const changeKey = html`<ul class="legend"><li>${swatch('estimate', line)} change</li><li>${swatch('band', area)} 95 % band</li><li>${swatch('limit margin', 'M6 6H28')} margin</li></ul>`;

const sidesKey = ({ baseline, candidate }: Experiment): Markup =>
  html`<ul class="legend"><li>${swatch(`line s${styles.baseline}`, line)} baseline: ${nameOf(baseline.name)}</li><li>${swatch(`line s${styles.candidate}`, line)} candidate: ${nameOf(candidate.name)}</li></ul>`;

const chunksKey = html`<ul class="legend"><li>${swatch('dots', 'M8 6h0M17 6h0M26 6h0')} candidate against baseline, a chunk each</li><li>${swatch('dots control', 'M8 6h0M17 6h0M26 6h0')} baseline against itself</li><li>${swatch('estimate', line)} ${swatch('band', area)} estimate and interval</li><li>${swatch('look', line)} judged so far</li></ul>`;

/** Every picture that the record has data for. */
export const speedCharts = (experiment: Experiment, comparisons: readonly Comparison[]): Markup => {
  const shift = shiftChart(experiment, comparisons, 'shift');
  const distributions = distributionChart(experiment, 'distributions');
  const chunks = overTimeCharts(experiment, thatMatter(comparisons), 'chunks').filter(isDrawn);
  const both = [
    ...(isDrawn(shift) ? [html`<div>${shift}${changeKey}</div>`] : []),
    ...(isDrawn(distributions) ? [html`<div>${distributions}${sidesKey(experiment)}</div>`] : []),
  ];
  return html`${both.length === 0 ? null : html`<div class="charts">${both}</div>`}${chunks.length === 0 ? null : html`${chunksKey}<div class="charts">${chunks}</div>`}`;
};
