import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Load } from '../../../load/sample.ts';
import { html, type Markup } from '../markup.ts';
import { box, latencyScale, xAxis, yAxis } from './axes.ts';
import { series } from './series.ts';

/** More points than this are narrower than a pixel. */
const points = 200;

interface Point {
  second: number;
  p50: number | null;
  p99: number | null;
}

const worst = (values: readonly (number | null)[]): number | null =>
  values.reduce((a, b) => (a === null ? b : b === null ? a : Math.max(a, b)), null);

/** A point for each second, or for the worst of some seconds; a second without answers is a gap, not a line across. */
const pointsOf = (rows: Load['timeline'], seconds: number, step: number): Point[] => {
  const byStep = Map.groupBy(rows, (r) => Math.floor(r.second / step));
  return Array.from({ length: Math.ceil(seconds / step) }, (_, i) => {
    const own = byStep.get(i) ?? [];
    return { second: i * step, p50: worst(own.map((r) => r.p50)), p99: worst(own.map((r) => r.p99)) };
  });
};

/** Latency over time, a chart a channel, all on the same axes so that they can be compared. */
export const timelineCharts = (load: Load, id: string): Markup => {
  const seconds = load.timeline.reduce((n, r) => Math.max(n, r.second + 1), 0);
  if (seconds === 0) return html``;
  const step = Math.ceil(seconds / points);
  const y = latencyScale(load.timeline.flatMap((r) => [r.p50 ?? 0, r.p99 ?? 0]));
  const x = scaleLinear([0, Math.max(seconds - step, 1)], [box.left, box.width - box.right]);
  const axes = html`${yAxis(y)}${xAxis(
    x.ticks(6).map((t) => ({ at: x(t), label: String(t) })),
    step === 1 ? 'seconds since the start' : `seconds since the start; each point the worst of ${step}`,
  )}`;
  const at = (v: number | null): number => y.scale(Math.max(v ?? 0, y.scale.domain()[0] ?? 0));
  const p50 = line<Point>(
    (p) => x(p.second),
    (p) => at(p.p50),
  ).defined((p) => p.p50 !== null);
  const p99 = line<Point>(
    (p) => x(p.second),
    (p) => at(p.p99),
  ).defined((p) => p.p99 !== null);
  const between = area<Point>(
    (p) => x(p.second),
    (p) => at(p.p50),
    (p) => at(p.p99),
  ).defined((p) => p.p50 !== null);
  return html`${load.channels.map(({ channel }, i) => {
    const own = pointsOf(
      load.timeline.filter((r) => r.channel === channel),
      seconds,
      step,
    );
    const s = `s${series(load, channel)}`;
    return html`<figure class="chart"><figcaption>${channel} over time</figcaption><svg viewBox="0 0 ${box.width} ${box.height}" role="img" aria-labelledby="${id}-${i}"><title id="${id}-${i}">Latency of ${channel} over time, median and 99th percentile</title>${axes}<path class="between ${s}" d="${between(own) ?? ''}"/><path class="line solid thin ${s}" d="${p99(own) ?? ''}"/><path class="line solid ${s}" d="${p50(own) ?? ''}"/></svg></figure>`;
  })}`;
};
