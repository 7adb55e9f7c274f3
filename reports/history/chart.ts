import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import {
  type Axis,
  box,
  endLabels,
  figure,
  latencyAxis,
  place,
  plot,
  type Scale,
  xAxis,
  yAxis,
} from '../html/charts/axes.ts';
import { html, type Markup } from '../html/markup.ts';
import { count } from '../text.ts';
import { type Change, type Line, type Percentile, type Point, percentiles, type ScenarioHistory } from './history.ts';
import { channelName } from './words.ts';

/** More dots than this are a band. */
const mostDots = 80;

/** p50, p90 and p99 of one channel from run to run, with what changed and where comparing starts anew. */
export const historyChart = (scenario: ScenarioHistory, { channel, points }: Line, id: string): Markup => {
  const values = points.flatMap((point) => percentiles.flatMap((metric) => point[metric] ?? []));
  if (values.length === 0) return html``;
  const runs = points.map(({ run }) => run);
  const [first, last] = [Math.min(...runs), Math.max(...runs)];
  const x = scaleLinear([first - 0.5, last + 0.5], [box.left, plot.right]);
  const y = latencyAxis(values);
  const broken = new Set(scenario.breaks.map(({ run }) => run));
  const changes = scenario.changes.filter((change) => change.channel === channel);
  return figure(
    id,
    channel === null ? 'All channels' : channelName(channel),
    `p50, p90 and p99 of ${channelName(channel)} from run to run; the numbers are in the table`,
    yAxis(y, 'milliseconds'),
    xAxis(
      x
        .ticks(6)
        .filter(Number.isInteger)
        .map((run) => ({ at: x(run), label: count(run) })),
      'run',
    ),
    [...broken].map((run) => html`<path class="break" d="M${x(run - 0.5).toFixed(1)} ${box.top}V${plot.bottom}"/>`),
    percentiles.map((metric) => drawn(points, metric, broken, x, y)),
    changes.map((change) => mark(change, points, x, y)),
    endLabels(
      percentiles.flatMap((metric) => {
        const end = points.findLast((point) => point[metric] !== null)?.[metric];
        return end === undefined || end === null ? [] : [{ name: metric, y: place(y, end) }];
      }),
    ),
  );
};

const drawn = (
  points: readonly Point[],
  metric: Percentile,
  broken: ReadonlySet<number>,
  x: Scale,
  y: Axis,
): Markup => {
  // A point that is not there parts the line where comparing starts anew.
  const parted = points.flatMap(({ run, [metric]: value }) => [
    ...(broken.has(run) ? [{ run, value: null }] : []),
    { run, value },
  ]);
  const path = line<{ run: number; value: number | null }>(
    ({ run }) => x(run),
    ({ value }) => place(y, value ?? 0),
  )
    .defined(({ value }) => value !== null)
    .digits(1);
  const dots = points.length > mostDots ? [] : parted.filter(({ value }) => value !== null);
  return html`<path class="over ${metric}" d="${path(parted) ?? ''}"/><path class="dots" d="${dots.map(({ run, value }) => `M${x(run).toFixed(1)} ${place(y, value ?? 0).toFixed(1)}h0`).join('')}"/>`;
};

/** An arrow at the first run of the new level: up is slower. */
const mark = ({ run, metric, change }: Change, points: readonly Point[], x: Scale, y: Axis): Markup => {
  const value = points.find((point) => point.run === run)?.[metric];
  if (value === undefined || value === null) return html``;
  const [at, top] = [x(run), place(y, value)];
  const slower = change > 0;
  const [tip, base] = slower ? [top - 17, top - 7] : [top + 17, top + 7];
  return html`<path class="${slower ? 'slower' : 'faster'}" d="M${at.toFixed(1)} ${tip.toFixed(1)}l-5.5 ${(base - tip).toFixed(1)}h11z"/>`;
};
