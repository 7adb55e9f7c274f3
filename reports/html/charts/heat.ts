import { line } from 'd3-shape';
import type { Load } from '../../../load/sample.ts';
import { counts, type Latencies, quantile } from '../../view/latency.ts';
import type { Spans } from '../../view/spans.ts';
import { html, type Markup } from '../markup.ts';
import {
  type Axis,
  box,
  endLabels,
  figure,
  logarithmicAxis,
  place,
  plot,
  type Scale,
  timeAxis,
  timeScale,
  warmUpShade,
  yAxis,
} from './axes.ts';

/** Rows of cells, and shades of them. */
const rows = 38;
export const shades = 5;

const height = (plot.bottom - box.top) / rows;

/** The same axis for all channels, so that they can be compared. */
const axisOf = ({ spans }: Spans): Axis =>
  logarithmicAxis(spans.flatMap(({ all }) => (all === null ? [] : [all.minNonZeroValue / 1000, quantile(all, 1)])));

/** How many answers lie in each cell: by column, then by row from the bottom. */
const cellsOf = (columns: readonly (Latencies | null)[], y: Axis): number[][] =>
  columns.map((latencies) => {
    const cells = Array<number>(rows).fill(0);
    for (const [milliseconds, count] of latencies === null ? [] : counts(latencies)) {
      const row = Math.floor((plot.bottom - place(y, milliseconds)) / height);
      const at = Math.min(Math.max(row, 0), rows - 1);
      cells[at] = (cells[at] ?? 0) + count;
    }
    return cells;
  });

/** A path for each shade, in columns and rows; cells side by side are one stroke. */
const strokes = (cells: readonly number[][]): string[] => {
  const most = cells.flat().reduce((a, b) => Math.max(a, b), 1);
  const shadeOf = (count: number): number =>
    count === 0 ? 0 : 1 + Math.min(Math.floor((Math.log(count) / Math.log(Math.max(most, 2))) * shades), shades - 1);
  const paths = Array<string>(shades).fill('');
  for (let row = 0; row < rows; row += 1) {
    for (let from = 0; from < cells.length; ) {
      const shade = shadeOf(cells[from]?.[row] ?? 0);
      let to = from + 1;
      while (to < cells.length && shadeOf(cells[to]?.[row] ?? 0) === shade) to += 1;
      if (shade > 0) paths[shade - 1] += `M${from} ${row}h${to - from}`;
      from = to;
    }
  }
  return paths;
};

const lines = [
  { name: 'p50', share: 0.5 },
  { name: 'p90', share: 0.9 },
  { name: 'p99', share: 0.99 },
] as const;

/** Latency over time as shades, with percentiles over them. */
const heatMap = (columns: readonly (Latencies | null)[], x: Scale, y: Axis): Markup => {
  const width = (plot.right - box.left) / columns.length;
  const drawn = lines.map(({ name, share }) => {
    const points = columns.map((latencies) => (latencies === null ? null : place(y, quantile(latencies, share))));
    const path = line<number | null>(
      (_, i) => box.left + (i + 0.5) * width,
      (at) => at ?? 0,
    )
      .defined((at) => at !== null)
      .digits(1);
    return { name, d: path(points) ?? '', y: points.findLast((at) => at !== null) ?? plot.bottom };
  });
  return html`${yAxis(y, 'milliseconds')}<g class="heat" transform="translate(${box.left} ${(plot.bottom - height / 2).toFixed(2)}) scale(${width.toFixed(3)} ${(-height).toFixed(3)})">${strokes(cellsOf(columns, y)).map((d, i) => (d === '' ? null : html`<path class="h${i + 1}" d="${d}"/>`))}</g>${timeAxis(x)}${drawn.map(({ name, d }) => (d === '' ? null : html`<path class="halo" d="${d}"/><path class="over ${name}" d="${d}"/>`))}${endLabels(drawn)}`;
};

/** Latency over time: all channels together, then each by itself. */
export const heatMaps = (load: Load, spans: Spans, id: string): { all: Markup; byChannel: Markup[] } => {
  const y = axisOf(spans);
  const x = timeScale(spans.seconds);
  const of = (name: string, key: string, columns: (Latencies | null)[]): Markup =>
    columns.every((c) => c === null)
      ? html``
      : figure(
          `${id}-${key}`,
          `Latency over time: ${name}`,
          `Latency of ${name} over time as shades, with p50, p90 and p99`,
          warmUpShade(load, x),
          heatMap(columns, x, y),
        );
  return {
    all: of(
      'all channels',
      'all',
      spans.spans.map(({ all }) => all),
    ),
    byChannel: load.channels.map(({ channel }, i) =>
      of(
        channel,
        String(i),
        spans.spans.map((span) => span.byChannel.get(channel) ?? null),
      ),
    ),
  };
};
