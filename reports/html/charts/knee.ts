import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Load, LoadStage } from '../../../load/sample.ts';
import { decimal, ms } from '../../text.ts';
import { html, type Markup } from '../markup.ts';
import { type Axis, box, endLabels, figure, latencyAxis, place, plot, type Scale, xAxis, yAxis } from './axes.ts';

const metrics = ['p50', 'p95', 'p99'] as const;

type Metric = (typeof metrics)[number];

/** The longest stage of each rate: what was held for longer tells more. */
const byRate = (stages: readonly LoadStage[]): LoadStage[] =>
  [...Map.groupBy(stages, ({ rate }) => rate).values()]
    .flatMap((same) => same.toSorted((a, b) => b.seconds - a.seconds).slice(0, 1))
    .sort((a, b) => a.rate - b.rate);

const dot = (x: number, y: number): string => `M${(x - 3).toFixed(1)} ${y.toFixed(1)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`;

const cross = (x: number, y: number): string => `M${(x - 4).toFixed(1)} ${(y - 4).toFixed(1)}l8 8m-8 0l8 -8`;

/** Which stages met the objectives, and which did not. */
const marks = (stages: readonly LoadStage[], x: Scale, y: Axis): Markup[] =>
  stages.flatMap((stage) =>
    stage.p99 === null
      ? []
      : [
          stage.met === false
            ? html`<path class="mark-failed" d="${cross(x(stage.rate), place(y, stage.p99))}"/>`
            : html`<path class="mark-met" d="${dot(x(stage.rate), place(y, stage.p99))}"/>`,
        ],
  );

const kneeLine = (rate: number, x: Scale): Markup => {
  const at = x(rate);
  const [anchor, beside] = at > (box.left + plot.right) / 2 ? ['end', -5] : ['start', 5];
  return html`<path class="knee" d="M${at.toFixed(1)} ${box.top}V${plot.bottom}"/><text class="end" x="${(at + Number(beside)).toFixed(1)}" y="${box.top + 11}" text-anchor="${anchor}">knee: ${decimal(rate)}</text>`;
};

const isMetric = (metric: string): metric is Metric => metrics.some((one) => one === metric);

/** What was promised of all channels, as far as it is one of the lines. */
const limits = (load: Load): { name: string; limit: number }[] =>
  load.objectives
    .filter(({ metric, channel }) => channel === null && isMetric(metric))
    .map(({ metric, limit }) => ({ name: `${metric} at most ${ms(limit)}`, limit }));

/** Latency against rate, with the highest rate that meets the objectives. */
export const kneeChart = (load: Load, id: string): Markup => {
  const stages = byRate(load.stages).filter(({ rate, p50 }) => rate > 0 && p50 !== null);
  if (load.knee === undefined || stages.length === 0) return html``;
  const promised = limits(load);
  const most = stages.reduce((n, s) => Math.max(n, s.rate), load.knee.rate ?? 0);
  const x = scaleLinear([0, most * 1.03], [box.left, plot.right]);
  const y = latencyAxis([...stages.flatMap((s) => metrics.map((m) => s[m] ?? 0)), ...promised.map((p) => p.limit)]);
  const drawn = metrics.map((metric) => {
    const known = stages.flatMap((s) => (s[metric] === null ? [] : [{ x: x(s.rate), y: place(y, s[metric]) }]));
    const path = line<{ x: number; y: number }>(
      (p) => p.x,
      (p) => p.y,
    ).digits(1);
    return { name: metric, d: path(known) ?? '', y: known.at(-1)?.y ?? plot.bottom };
  });
  return figure(
    id,
    'Latency against rate',
    'Latency percentiles of each rate that was tried, with the knee; the numbers are in the table of stages',
    yAxis(y, 'milliseconds'),
    xAxis(
      x.ticks(5).map((t) => ({ at: x(t), label: decimal(t) })),
      'requests a second',
    ),
    promised.map(
      ({ name, limit }) =>
        html`<path class="limit" d="M${box.left} ${place(y, limit).toFixed(1)}H${plot.right}"/><text class="end" x="${box.left + 4}" y="${(place(y, limit) - 5).toFixed(1)}">${name}</text>`,
    ),
    load.knee.rate === null ? html`` : kneeLine(load.knee.rate, x),
    drawn.map(({ name, d }) => html`<path class="over ${name}" d="${d}"/>`),
    marks(stages, x, y),
    endLabels(drawn),
  );
};
