import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Comparison, Experiment } from '../../../load/comparison/record.ts';
import { box, figure, plot, type Scale, xAxis, yAxis } from '../charts/axes.ts';
import { html, type Markup } from '../markup.ts';
import { changeAxis, within } from './axis.ts';

interface Point {
  quantile: number;
  change: number;
  interval: readonly [number, number] | null;
}

const first = 0.01;
const last = 0.999;

/** Both ends are stretched alike: 1 % lies as far from the middle as 99 %. */
const logit = (quantile: number): number => Math.log(quantile / (1 - quantile));

const labels = [0.01, 0.1, 0.5, 0.9, 0.99, 0.999];

const inPercent = (share: number): number => share * 100;

const isKnown = ({ change, interval }: Point): boolean =>
  Number.isFinite(change) && (interval ?? []).every((bound) => Number.isFinite(bound));

const pointsOf = ({ shift }: Experiment): Point[] =>
  shift
    .filter(({ quantile }) => quantile >= first && quantile <= last)
    .map(({ quantile, change, interval }) => ({
      quantile,
      change: inPercent(change),
      interval: interval === null ? null : ([inPercent(interval[0]), inPercent(interval[1])] as const),
    }))
    .filter(isKnown)
    .sort((a, b) => a.quantile - b.quantile);

const quantiles: Readonly<Partial<Record<Comparison['metric'], number>>> = { p50: 0.5, p90: 0.9, p99: 0.99 };

/** The margins of whole quantiles that decide. */
const marginsOf = (comparisons: readonly Comparison[]): { quantile: number; margin: number }[] =>
  comparisons.flatMap(({ metric, channel, required, threshold }) => {
    const quantile = quantiles[metric];
    return !required || channel !== null || quantile === undefined ? [] : [{ quantile, margin: inPercent(threshold) }];
  });

const half = 14;

const marginMark = (at: number, y: number): Markup =>
  html`<path class="limit margin" d="M${(at - half).toFixed(1)} ${y.toFixed(1)}h${2 * half}"/>`;

/** How much slower the candidate is at each quantile, with the band in which the truth lies, and what is accepted. */
export const shiftChart = (experiment: Experiment, comparisons: readonly Comparison[], id: string): Markup => {
  const points = pointsOf(experiment);
  if (points.length < 2) return html``;
  const margins = marginsOf(comparisons);
  const x: Scale = scaleLinear([logit(first), logit(last)], [box.left + 12, plot.right]);
  const y = changeAxis(
    [...points.map(({ change }) => change), ...margins.map(({ margin }) => margin)],
    points.flatMap(({ interval }) => interval ?? []),
  );
  const at = ({ quantile }: { quantile: number }): number => x(logit(quantile));
  const bound = (which: 0 | 1) => (point: Point) => within(y, point.interval?.[which] ?? point.change);
  const band = area<Point>(at, bound(0), bound(1))
    .defined(({ interval }) => interval !== null)
    .digits(1)(points);
  const changes = line<Point>(at, (point) => within(y, point.change)).digits(1)(points);
  return figure(
    id,
    'Change by quantile',
    'By how much the candidate is slower at each quantile of latency; the numbers are in the table',
    yAxis(y, '% slower'),
    xAxis(
      labels.map((quantile) => ({ at: at({ quantile }), label: `${Number((quantile * 100).toFixed(1))} %` })),
      'share of answers at least this fast',
    ),
    band === null || band === '' ? html`` : html`<path class="band" d="${band}"/>`,
    html`<path class="against-zero" d="M${box.left} ${within(y, 0).toFixed(1)}H${plot.right}"/>`,
    margins.map((one) => marginMark(at(one), within(y, one.margin))),
    html`<path class="estimate" d="${changes ?? ''}"/>`,
  );
};
