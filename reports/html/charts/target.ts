import { line } from 'd3-shape';
import type { Load } from '../../../load/sample.ts';
import { html, type Markup } from '../markup.ts';
import { figure, linearAxis, timeAxis, timeScale, warmUpShade, yAxis } from './axes.ts';

/** More points than this are narrower than a pixel. */
const points = 200;

interface Point {
  second: number;
  value: number;
}

type Samples = NonNullable<Load['target']>['samples'];

const thinned = (all: readonly Point[]): Point[] => {
  const each = Math.ceil(all.length / points);
  return all.filter((_, i) => i % each === 0 || i === all.length - 1);
};

const memoryOf = (samples: Samples): Point[] =>
  samples.flatMap(({ second, memory }) => (memory === null ? [] : [{ second, value: memory / 1e6 }]));

/** Cores in use between each told time and the next. */
const coresOf = (samples: Samples): Point[] => {
  const told = samples.flatMap(({ second, cpu }) => (cpu === null ? [] : [{ second, cpu }]));
  const apart = told.filter((_, i) => i % Math.ceil(told.length / points) === 0);
  return apart.slice(1).flatMap((now, i) => {
    const before = apart[i];
    if (before === undefined || now.second <= before.second) return [];
    return [{ second: now.second, value: Math.max(now.cpu - before.cpu, 0) / (now.second - before.second) }];
  });
};

type Naming = Record<'id' | 'caption' | 'unit', string>;

const overTime = (load: Load, seconds: number, { id, caption, unit }: Naming, all: readonly Point[]): Markup => {
  if (all.length < 2) return html``;
  const known = thinned(all);
  const x = timeScale(Math.max(seconds, known.at(-1)?.second ?? 1));
  const axis = linearAxis(known.map(({ value }) => value));
  const path = line<Point>(
    (p) => x(p.second),
    (p) => axis.scale(p.value),
  ).digits(1);
  return figure(
    id,
    caption,
    `${caption}, as the target tells it`,
    warmUpShade(load, x),
    yAxis(axis, unit),
    timeAxis(x),
    html`<path class="line s0" d="${path(known) ?? ''}"/>`,
  );
};

/** Memory and processor of the target over time, where it tells them. */
export const targetCharts = (load: Load, seconds: number, id: string): Markup[] => {
  const samples = load.target?.samples ?? [];
  return [
    overTime(
      load,
      seconds,
      { id: `${id}-memory`, caption: 'Memory of the target over time', unit: 'MB' },
      memoryOf(samples),
    ),
    overTime(
      load,
      seconds,
      { id: `${id}-cores`, caption: 'Processor of the target over time', unit: 'cores in use' },
      coresOf(samples),
    ),
  ];
};
