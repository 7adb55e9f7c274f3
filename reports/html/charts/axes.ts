import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import type { Load } from '../../../load/sample.ts';
import { decimal } from '../../text.ts';
import { html, type Markup } from '../markup.ts';

/** One size for all charts: text of 13 units stays readable when the chart is as narrow as a phone. */
export const box = { width: 420, height: 250, left: 48, right: 34, top: 24, bottom: 36 } as const;

/** Where the plot itself ends. */
export const plot = { right: box.width - box.right, bottom: box.height - box.bottom } as const;

export type Scale = ScaleContinuousNumeric<number, number>;

/** A vertical scale, and what its labels need to know. */
export interface Axis {
  scale: Scale;
  logarithmic: boolean;
}

/** Where one line of latencies dwarfs another by more than this, a linear axis would hide the small one. */
const dwarfed = 25;

const range = [plot.bottom, box.top];

/** A scale from zero. */
export const linearAxis = (values: readonly number[]): Axis => {
  const max = values.reduce((a, b) => Math.max(a, b), 0) || 1;
  return { scale: scaleLinear([0, max], range).nice(4), logarithmic: false };
};

/** A logarithmic scale over everything that is more than nothing. */
export const logarithmicAxis = (values: readonly number[]): Axis => {
  const positive = values.filter((v) => v > 0);
  const max = positive.reduce((a, b) => Math.max(a, b), 0) || 1;
  const min = positive.reduce((a, b) => Math.min(a, b), max);
  return { scale: scaleLog([min * 0.85, max * 1.18], range), logarithmic: true };
};

/** A scale for latencies: from zero, or logarithmic when their range is wide. */
export const latencyAxis = (values: readonly number[]): Axis => {
  const positive = values.filter((v) => v > 0);
  const max = positive.reduce((a, b) => Math.max(a, b), 0);
  const min = positive.reduce((a, b) => Math.min(a, b), max);
  return max > min * dwarfed ? logarithmicAxis(positive) : linearAxis(positive);
};

/** Where a value stands; what lies below a logarithmic scale stands on its floor. */
export const place = ({ scale }: Axis, value: number): number => scale(Math.max(value, scale.domain()[0] ?? 0));

const ticksOf = ({ scale, logarithmic }: Axis): number[] => {
  if (!logarithmic) return scale.ticks(4);
  // 1, 2 and 5 of each decade, or the decades alone when there are many.
  const leading = (t: number): number => Math.round(t / 10 ** Math.floor(Math.log10(t) + 1e-9));
  const all = scale.ticks(20).filter((t) => [1, 2, 5].includes(leading(t)));
  return all.length > 7 ? all.filter((t) => leading(t) === 1) : all;
};

/** The grid and its labels; what is measured stands at the top, with its unit. */
export const yAxis = (axis: Axis, unit: string): Markup =>
  html`<g class="axis">${ticksOf(axis).map((t) => {
    const y = axis.scale(t).toFixed(1);
    return html`<line x1="${box.left}" x2="${plot.right}" y1="${y}" y2="${y}"/><text x="${box.left - 6}" y="${y}" dy="4" text-anchor="end">${t < 1 ? String(t) : decimal(t)}</text>`;
  })}<text class="unit" x="2" y="12">${unit}${axis.logarithmic ? ' (logarithmic)' : ''}</text></g>`;

/** Labels under the chart, and what they count. */
export const xAxis = (ticks: readonly { at: number; label: string }[], title: string): Markup => {
  const y = plot.bottom;
  return html`<g class="axis">${ticks.map(
    ({ at, label }) =>
      html`<line class="tick" x1="${at.toFixed(1)}" x2="${at.toFixed(1)}" y1="${y}" y2="${y + 4}"/><text x="${at.toFixed(1)}" y="${y + 16}" text-anchor="middle">${label}</text>`,
  )}<text class="unit" x="${(box.left + plot.right) / 2}" y="${box.height - 4}" text-anchor="middle">${title}</text></g>`;
};

/** A horizontal scale of that many seconds. */
export const timeScale = (seconds: number): Scale => scaleLinear([0, Math.max(seconds, 1)], [box.left, plot.right]);

/** Seconds since the start, or minutes when there are many. */
export const timeAxis = (x: Scale): Markup => {
  const seconds = x.domain()[1] ?? 1;
  const unit = seconds > 300 ? { name: 'minutes', long: 60 } : { name: 'seconds', long: 1 };
  const ticks = scaleLinear([0, seconds / unit.long], [0, 1]).ticks(6);
  return xAxis(
    ticks.map((t) => ({ at: x(t * unit.long), label: decimal(t) })),
    `${unit.name} since the start`,
  );
};

/** The warm-up, which counts in no percentile, as a shade behind the picture. */
export const warmUpShade = ({ warmUp }: Load, x: Scale): Markup => {
  const end = x(Math.min(warmUp.seconds, x.domain()[1] ?? 0));
  if (warmUp.seconds <= 0) return html``;
  return html`<rect class="warm-up" x="${box.left}" y="${box.top}" width="${(end - box.left).toFixed(1)}" height="${plot.bottom - box.top}"/>`;
};

/** A frame for a picture: its caption, its title for those who hear the page, and what is drawn. */
export const figure = (id: string, caption: string, title: string, ...drawn: (Markup | Markup[])[]): Markup =>
  html`<figure class="chart"><figcaption>${caption}</figcaption><svg viewBox="0 0 ${box.width} ${box.height}" role="img" aria-labelledby="${id}"><title id="${id}">${title}</title>${drawn}</svg></figure>`;

/** Names at the right ends of lines, moved apart where they would run into each other. */
export const endLabels = (ends: readonly { name: string; y: number }[]): Markup => {
  const gap = 13;
  const sorted = ends.toSorted((a, b) => b.y - a.y);
  let lowest = plot.bottom + gap;
  return html`${sorted.map(({ name, y }) => {
    lowest = Math.min(y, lowest - gap);
    return html`<text class="end" x="${plot.right + 4}" y="${lowest.toFixed(1)}" dy="4">${name}</text>`;
  })}`;
};
