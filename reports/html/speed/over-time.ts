import type { Comparison, Experiment } from '../../../load/comparison/record.ts';
import { decimal } from '../../text.ts';
import { decisionWords, subjectInWords } from '../../view/comparison.ts';
import { type Axis, box, figure, plot, type Scale, timeAxis, timeScale, yAxis } from '../charts/axes.ts';
import { html, type Markup } from '../markup.ts';
import { changeAxis, within } from './axis.ts';

interface Dot {
  second: number;
  value: number;
}

type Chunks = Experiment['chunks'];

/** The changes that the chunks show of one subject, in percent, each in the middle of its chunk. */
const dotsOf = ({ starts }: Chunks, values: Chunks['values'], subject: number, length: number): Dot[] =>
  starts.flatMap((start, chunk) => {
    const value = values[subject]?.[chunk] ?? null;
    const dot = { second: start + length / 2, value: (value ?? 0) * 100 };
    return value === null || !Number.isFinite(dot.value) || !Number.isFinite(dot.second) ? [] : [dot];
  });

/** Between these lie nearly all of some numbers. */
const most = (dots: readonly Dot[]): number[] => {
  const sorted = dots.map(({ value }) => value).sort((a, b) => a - b);
  return [0.05, 0.95].flatMap((share) => sorted[Math.round(share * (sorted.length - 1))] ?? []);
};

/** One path for all dots: a line without length each. Those beyond the scale are carets on its edge. */
const drawn = (dots: readonly Dot[], x: Scale, y: Axis, className: string): Markup => {
  const place = ({ second, value }: Dot) => ({ x: x(second).toFixed(1), y: y.scale(value) });
  const [low = 0, high = 0] = y.scale.domain();
  const inside = dots
    .filter(({ value }) => value >= low && value <= high)
    .map(place)
    .map((p) => `M${p.x} ${p.y.toFixed(1)}h0`);
  const beyond = dots
    .filter(({ value }) => value < low || value > high)
    .map(
      (dot) =>
        `M${place(dot).x} ${dot.value > high ? `${box.top + 5}m-3 0l3 -5l3 5` : `${plot.bottom - 5}m-3 0l3 5l3 -5`}`,
    );
  return html`${inside.length === 0 ? null : html`<path class="dots${className}" d="${inside.join('')}"/>`}${beyond.length === 0 ? null : html`<path class="beyond${className}" d="${beyond.join('')}"/>`}`;
};

/** When the chunks were judged; the last time was the decision. */
const looks = (experiment: Experiment, x: Scale): Markup =>
  html`${experiment.looks.map(({ seconds, decision }, i) => {
    const at = x(Math.min(seconds, x.domain()[1] ?? seconds)).toFixed(1);
    if (i < experiment.looks.length - 1) return html`<path class="look" d="M${at} ${box.top}V${plot.bottom}"/>`;
    return html`<path class="look last" d="M${at} ${box.top}V${plot.bottom}"/><text class="end" x="${plot.right}" y="12" text-anchor="end">${decisionWords[decision].word} after ${decimal(seconds)} s</text>`;
  })}`;

/** What all chunks together say: the estimate in its interval. */
const estimate = ({ change, interval }: Comparison, y: Axis): Markup => {
  const [low, high] = (interval ?? []).map((bound) => within(y, bound * 100));
  const width = plot.right - box.left;
  return html`${low === undefined || high === undefined ? null : html`<rect class="band" x="${box.left}" y="${high.toFixed(1)}" width="${width}" height="${Math.max(low - high, 0).toFixed(1)}"/>`}${change === null ? null : html`<path class="estimate" d="M${box.left} ${within(y, change * 100).toFixed(1)}H${plot.right}"/>`}`;
};

/** What one subject showed, chunk by chunk, beside what the baseline showed against itself. */
const ofSubject = (experiment: Experiment, comparison: Comparison, id: string): Markup => {
  const { chunks, chunkSeconds } = experiment;
  const subject = chunks.subjects.findIndex(
    ({ metric, channel }) => metric === comparison.metric && channel === comparison.channel,
  );
  const dots = subject < 0 ? [] : dotsOf(chunks, chunks.values, subject, chunkSeconds);
  if (dots.length === 0) return html``;
  const control = dotsOf(chunks, chunks.control, subject, chunkSeconds);
  const ends = dots.map(({ second }) => second + chunkSeconds / 2);
  const x = timeScale(ends.reduce((a, b) => Math.max(a, b), 1));
  const known = [comparison.change, ...(comparison.interval ?? [])].flatMap((share) =>
    share === null ? [] : [share * 100],
  );
  const y = changeAxis(
    [...known.filter(Number.isFinite), ...most(dots)],
    [...dots, ...control].map(({ value }) => value),
  );
  const name = subjectInWords(comparison);
  return figure(
    id,
    `Chunk by chunk: ${name}`,
    `Change of ${name} in each chunk of time, with the estimate of all of them, and the baseline against itself`,
    yAxis(y, comparison.metric === 'errors' ? 'points more' : '% worse'),
    timeAxis(x),
    estimate(comparison, y),
    html`<path class="against-zero" d="M${box.left} ${within(y, 0).toFixed(1)}H${plot.right}"/>`,
    looks(experiment, x),
    drawn(control, x, y, ' control'),
    drawn(dots, x, y, ''),
  );
};

/** More pictures than this nobody looks at. */
const shown = 6;

/** A picture of each subject that decides. */
export const overTimeCharts = (experiment: Experiment, comparisons: readonly Comparison[], id: string): Markup[] =>
  comparisons
    .filter(({ required, decision }) => required || decision === 'worse')
    .slice(0, shown)
    .map((comparison, i) => ofSubject(experiment, comparison, `${id}-${i}`));
