import type { ChannelSample, Load, Objective } from '../../../load/sample.ts';
import { clip, count, decimal, ms } from '../../text.ts';
import type { CaseOutcome } from '../../view/cases.ts';
import { intervalInWords, inUnitOf, objectiveInWords, percentileName } from '../../view/load.ts';
import { html, type Markup, type Part } from '../markup.ts';

const signs: Readonly<Record<Objective['decision'], { sign: string; outcome: CaseOutcome }>> = {
  met: { sign: '✓', outcome: 'passed' },
  missed: { sign: '✕', outcome: 'failed' },
  undecided: { sign: '?', outcome: 'cantTell' },
};

const objective = (o: Objective): Markup => {
  const { sign, outcome } = signs[o.decision];
  return html`<tr><th scope="row">${objectiveInWords(o)}<span class="beside">${clip(o.text, 1000)}</span></th><td>${o.value === null ? '–' : inUnitOf(o.metric, o.value)}${o.interval === null ? null : html`<span class="beside">${intervalInWords(o.metric, o.interval)}</span>`}</td><td><span class="sign ${outcome}" aria-hidden="true">${sign}</span> ${o.decision}</td></tr>`;
};

/** What was promised, and what came of it. */
export const objectivesTable = ({ objectives }: Load): Markup =>
  objectives.length === 0
    ? html``
    : html`<table class="objectives"><caption>Objectives; below each value its 95 % confidence interval, on which it is decided</caption><thead><tr><th scope="col">promised</th><th scope="col">measured</th><th scope="col">objective is</th></tr></thead><tbody>${objectives.map(objective)}</tbody></table>`;

const percentiles = ['p50', 'p90', 'p95', 'p99', 'p999', 'p9999'] as const;

const row = (name: string, cells: Part[]): Markup =>
  html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;

const withInterval = (c: ChannelSample, p: (typeof percentiles)[number]): Markup => {
  const interval = c.intervals[p];
  if (interval === null) return html`${ms(c[p])}`;
  const [low, high] = interval;
  return html`${ms(c[p])}<span class="beside" title="95 % confidence: ${intervalInWords(p, interval)}">${high === null ? `≥ ${ms(low)}` : `${ms(low)}–${ms(high)}`}</span>`;
};

const numbers = (caption: string, load: Load, rows: Markup[]): Markup =>
  html`<div class="scroll"><table class="numbers"><caption>${caption}</caption><thead><tr><th scope="col"><span class="unseen">number</span></th>${load.channels.map((c) => html`<th scope="col">${c.channel}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;

/** Numbers of each channel: as a user has it, who wants the answer from when it was due; and as the target alone has it. */
export const channelTables = (load: Load): Markup => {
  const { channels } = load;
  if (channels.length === 0) return html`<p>No samples, so no numbers.</p>`;
  return html`<div class="tables">${numbers(
    `From when each request was due, in milliseconds; small: 95 % confidence interval${load.warmUp.seconds > 0 ? '. Requests and failures of the warm-up count, its latencies do not' : ''}`,
    load,
    [
      row(
        'requests',
        channels.map((c) => count(c.requests)),
      ),
      row(
        'failed',
        channels.map((c) => count(c.failed)),
      ),
      row(
        'per second',
        channels.map((c) => decimal(c.rate)),
      ),
      ...percentiles.map((p) =>
        row(
          percentileName(p),
          channels.map((c) => withInterval(c, p)),
        ),
      ),
      row(
        'max',
        channels.map((c) => ms(c.max)),
      ),
    ],
  )}${numbers('From when it was really sent, in milliseconds', load, [
    ...percentiles.map((p) =>
      row(
        percentileName(p),
        channels.map((c) => ms(c.service[p])),
      ),
    ),
    row(
      'max',
      channels.map((c) => ms(c.service.max)),
    ),
  ])}</div>`;
};

/** "310 kB". */
const size = (bytes: number): string => (bytes < 1000 ? `${bytes} B` : `${decimal(bytes / 1000)} kB`);

/** Latency by what a message carried. */
export const payloadTable = ({ payloads }: Load): Markup =>
  payloads.length === 0
    ? html``
    : html`<div class="scroll"><table class="numbers"><caption>By payload, over all channels; latencies in milliseconds</caption><thead><tr>${['payload', 'size', 'requests', 'p50', 'p99'].map((h) => html`<th scope="col">${h}</th>`)}</tr></thead><tbody>${payloads.map(
        (p) => row(p.payload, [size(p.bytes), count(p.requests), ms(p.p50), ms(p.p99)]),
      )}</tbody></table></div>`;

/** More stages than this nobody reads. */
const shown = 60;

const stageHeads = ['seconds', 'due', 'right', 'failed', 'dropped', 'p50', 'p95', 'p99'];

const stage = (s: Load['stages'][number]): Markup => {
  const rate = s.rate === 0 ? '–' : decimal(s.rate);
  const counted = [s.failed, s.dropped].map(count);
  const numbers = row(`${decimal(s.start)}–${decimal(s.start + s.seconds)}`, [
    ...[rate, decimal(s.achieved), ...counted],
    ...[s.p50, s.p95, s.p99].map(ms),
  ]);
  if (s.decision === undefined) return numbers;
  return html`${numbers}<tr><td class="followed" colspan="${stageHeads.length}">${clip(s.decision, 300)}</td></tr>`;
};

/** Parts of constant rate, where there is more than one. */
export const stageTable = ({ stages }: Load): Markup => {
  if (stages.length < 2) return html``;
  const more = stages.length - shown;
  return html`<div class="scroll"><table class="numbers stages"><caption>By stage; due and right answers are a second, latencies in milliseconds</caption><thead><tr>${stageHeads.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead><tbody>${stages.slice(0, shown).map(stage)}</tbody></table></div>${more > 0 ? html`<p class="where">…and ${count(more)} more stages, see record.json.</p>` : null}`;
};
