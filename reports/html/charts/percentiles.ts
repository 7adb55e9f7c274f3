import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Load } from '../../../load/sample.ts';
import { html, type Markup } from '../markup.ts';
import { box, figure, latencyAxis, place, plot, xAxis, yAxis } from './axes.ts';
import { series } from './series.ts';

/** How far out on the tail a share lies: 90 % at 1, 99 % at 2, 99.9 % at 3. */
const tail = (quantile: number): number => -Math.log10(1 - quantile);

const labels = [0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999];

const percent = (quantile: number): string => `${Number((quantile * 100).toFixed(3))} %`;

/** Latencies by share, in a colour and dash, and of how many requests. */
export interface Curve {
  curve: readonly (readonly [share: number, milliseconds: number])[];
  style: number;
  requests: number;
}

/**
 * Latency by share of answers, a line each, the axis stretched towards the tail. The line ends where the samples do:
 * of 1,000 answers nobody knows the slowest in 10,000.
 */
export const curvesChart = (curves: readonly Curve[], id: string, title: string): Markup => {
  const shown = curves.filter((c) => c.curve.length > 0 && c.requests > 0);
  if (shown.length === 0) return html``;
  const most = shown.reduce((n, c) => Math.max(n, c.requests), 10);
  const end = Math.min(Math.max(Math.log10(most), 1), 5);
  const x = scaleLinear([0, end], [box.left, plot.right]);
  const y = latencyAxis(shown.flatMap((c) => c.curve.map(([, ms]) => ms)));
  const path = line<readonly [number, number]>(
    ([q]) => x(Math.min(q < 1 ? tail(q) : end, end)),
    ([, ms]) => place(y, ms),
  ).digits(1);
  const ticks = labels.filter((q) => tail(q) <= end).map((q) => ({ at: x(tail(q)), label: percent(q) }));
  return figure(
    id,
    'Latency by share of answers',
    title,
    yAxis(y, 'milliseconds'),
    xAxis(ticks, 'share of answers at least this fast'),
    shown.map((c) => html`<path class="line s${c.style}" d="${path(c.curve) ?? ''}"/>`),
  );
};

/** Latency by share of answers, a line a channel. */
export const percentileChart = (load: Load, id: string): Markup =>
  curvesChart(
    load.channels.map((c) => ({ curve: c.curve, style: series(load, c.channel), requests: c.requests })),
    id,
    'Latency percentiles by channel; the numbers are in the table of channels',
  );
