import { area, curveStepAfter } from 'd3-shape';
import type { Load } from '../../../load/sample.ts';
import type { Spans } from '../../view/spans.ts';
import { html, type Markup } from '../markup.ts';
import { figure, linearAxis, timeAxis, timeScale, warmUpShade, yAxis } from './axes.ts';

interface Column {
  second: number;
  right: number;
  failed: number;
  dropped: number;
}

/** Dropped requests a second at a time; a stage knows only their sum. */
const droppedAt = ({ stages }: Load, second: number): number => {
  const stage = stages.find((s) => second >= s.start && second < s.start + s.seconds);
  return stage === undefined ? 0 : stage.dropped / stage.seconds;
};

const columnsOf = (load: Load, { spans, step }: Spans): Column[] => {
  const columns = spans.map(({ requests, failed }, i) => ({
    second: i * step,
    right: requests - failed,
    failed,
    dropped: droppedAt(load, (i + 0.5) * step),
  }));
  const last = columns.at(-1);
  return last === undefined ? [] : [...columns, { ...last, second: spans.length * step }];
};

/** Requests over time by what became of them, one upon the other; where nothing was lost they reach the line of what was due. */
export const throughputChart = (load: Load, spans: Spans, id: string): Markup => {
  const columns = columnsOf(load, spans);
  if (columns.length === 0) return html``;
  const rates = load.stages.map(({ rate }) => rate);
  const x = timeScale(spans.seconds);
  const axis = linearAxis([...rates, ...columns.map((c) => c.right + c.failed + c.dropped)]);
  const layer = (from: (c: Column) => number, to: (c: Column) => number): string =>
    area<Column>(
      (c) => x(c.second),
      (c) => axis.scale(from(c)),
      (c) => axis.scale(to(c)),
    )
      .curve(curveStepAfter)
      .digits(1)(columns) ?? '';
  const layers = [
    {
      name: 'right',
      d: layer(
        () => 0,
        (c) => c.right,
      ),
      there: true,
    },
    {
      name: 'wrong',
      d: layer(
        (c) => c.right,
        (c) => c.right + c.failed,
      ),
      there: columns.some((c) => c.failed > 0),
    },
    {
      name: 'dropped',
      d: layer(
        (c) => c.right + c.failed,
        (c) => c.right + c.failed + c.dropped,
      ),
      there: columns.some((c) => c.dropped > 0),
    },
  ];
  const due = load.stages
    .filter(({ rate }) => rate > 0)
    .map(
      ({ start, seconds, rate }) =>
        `${x(start).toFixed(1)} ${axis.scale(rate).toFixed(1)}H${x(start + seconds).toFixed(1)}`,
    )
    .map((to, i) => `${i === 0 ? 'M' : 'L'}${to}`)
    .join('');
  return figure(
    id,
    'Throughput over time',
    'Requests a second over time: due, answered, failed and dropped',
    yAxis(axis, 'requests a second'),
    layers.map(({ name, d, there }) => (there ? html`<path class="layer ${name}" d="${d}"/>` : html``)),
    warmUpShade(load, x),
    due === '' ? html`` : html`<path class="halo" d="${due}"/><path class="over due" d="${due}"/>`,
    timeAxis(x),
  );
};
