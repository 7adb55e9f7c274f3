import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import { decimal } from '../../text.ts';
import { html, type Markup } from '../markup.ts';

/** One size for all charts: text of 12 units stays readable when the chart is as narrow as a phone. */
export const box = { width: 420, height: 250, left: 44, right: 10, top: 22, bottom: 36 } as const;

export type Scale = ScaleContinuousNumeric<number, number>;

/** Where one line of latencies dwarfs another by more than this, a linear axis would hide the small one. */
const dwarfed = 25;

/** A scale for latencies: from zero, or logarithmic when their range is wide. */
export const latencyScale = (values: readonly number[]): { scale: Scale; logarithmic: boolean } => {
  const positive = values.filter((v) => v > 0);
  const max = positive.reduce((a, b) => Math.max(a, b), 0) || 1;
  const min = positive.reduce((a, b) => Math.min(a, b), max);
  const range = [box.height - box.bottom, box.top];
  const logarithmic = max / min > dwarfed;
  const scale = logarithmic ? scaleLog([min * 0.8, max * 1.25], range) : scaleLinear([0, max], range).nice(4);
  return { scale, logarithmic };
};

const ticksOf = (scale: Scale, logarithmic: boolean): number[] => {
  if (!logarithmic) return scale.ticks(4);
  // 1, 2 and 5 of each decade, or the decades alone when there are many.
  const leading = (t: number): number => Math.round(t / 10 ** Math.floor(Math.log10(t) + 1e-9));
  const all = scale.ticks(20).filter((t) => [1, 2, 5].includes(leading(t)));
  return all.length > 7 ? all.filter((t) => leading(t) === 1) : all;
};

/** The grid and its labels; what is measured stands at the top, with its unit. */
export const yAxis = ({ scale, logarithmic }: ReturnType<typeof latencyScale>): Markup =>
  html`<g class="axis">${ticksOf(scale, logarithmic).map((t) => {
    const y = scale(t).toFixed(1);
    return html`<line x1="${box.left}" x2="${box.width - box.right}" y1="${y}" y2="${y}"/><text x="${box.left - 6}" y="${y}" dy="4" text-anchor="end">${t < 1 ? String(t) : decimal(t)}</text>`;
  })}<text class="unit" x="2" y="12">milliseconds${logarithmic ? ' (logarithmic)' : ''}</text></g>`;

/** Labels under the chart, and what they count. */
export const xAxis = (ticks: readonly { at: number; label: string }[], title: string): Markup => {
  const y = box.height - box.bottom;
  return html`<g class="axis">${ticks.map(
    ({ at, label }) =>
      html`<line class="tick" x1="${at.toFixed(1)}" x2="${at.toFixed(1)}" y1="${y}" y2="${y + 4}"/><text x="${at.toFixed(1)}" y="${y + 16}" text-anchor="middle">${label}</text>`,
  )}<text class="unit" x="${(box.left + box.width - box.right) / 2}" y="${box.height - 4}" text-anchor="middle">${title}</text></g>`;
};
