import type { Load } from '../../load/sample.ts';
import { clip, count, decimal, ms, plural } from '../text.ts';
import type { View } from '../view/index.ts';
import { percentileChart } from './charts/percentiles.ts';
import { legend } from './charts/series.ts';
import { timelineCharts } from './charts/timeline.ts';
import { html, type Markup } from './markup.ts';

/** Every load: findings, numbers, pictures, and whether the numbers are the target's at all. */
export const loadSections = (view: View): Markup =>
  view.record.loads.length === 0
    ? html``
    : html`<section id="load"><h2>Load</h2>${view.record.loads.map(one)}</section>
`;

const one = (
  load: Load,
  index: number,
): Markup => html`<article class="load${load.valid ? '' : ' invalid'}"><h3>${load.scenario}</h3>
${load.valid ? null : html`<div class="not-valid"><p><strong>Not valid.</strong> These numbers show the load generator, not the target. Do not quote them.</p><ul>${load.whyNotValid.map((why) => html`<li>${why}</li>`)}</ul></div>`}
${findings(load)}
${channels(load)}
${notes(load)}
${legend(load)}
<p class="where">Over time, the strong line is p50 and the thin one p99.</p>
<div class="charts">${percentileChart(load, `p${index}`)}${timelineCharts(load, `t${index}`)}</div>
${generator(load)}
</article>
`;

const findings = (load: Load): Markup =>
  load.findings.length === 0
    ? html`<p>${load.valid ? 'Nothing was found that a clean target does not do.' : 'Nothing was found, but a load that is not valid proves nothing.'}</p>`
    : html`<ul class="load-findings">${load.findings.map(
        (f) =>
          html`<li><strong>${f.kind}</strong>${f.channel === null ? null : ` on ${f.channel}`}: ${clip(f.text, 1000)}${f.example === undefined ? null : html`<details><summary>The first one</summary><pre>${clip(f.example, 4000)}</pre></details>`}</li>`,
      )}</ul>`;

const heads = ['requests', 'failed', 'per second', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max'];

const channels = (load: Load): Markup =>
  load.channels.length === 0
    ? html`<p>No samples, so no numbers.</p>`
    : html`<div class="scroll"><table class="numbers"><caption>By channel; latencies in milliseconds</caption><thead><tr><th scope="col">channel</th>${heads.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead><tbody>${load.channels.map(
        (c) =>
          html`<tr><th scope="row">${c.channel}</th>${[count(c.requests), count(c.failed), decimal(c.rate), ...[c.p50, c.p90, c.p95, c.p99, c.p999, c.max].map(ms)].map((cell) => html`<td>${cell}</td>`)}</tr>`,
      )}</tbody></table></div>`;

const notes = (load: Load): Markup =>
  html`${(load.notes ?? []).map((note) => html`<p class="where">${clip(note, 1000)}</p>`)}`;

const generator = ({ generator: g }: Load): Markup =>
  html`<p class="where">Generator: k6 ${g.k6.version} (${g.k6.path}), ${decimal(g.intendedRate)} requests a second asked for, ${decimal(g.duration)} s, ${plural(g.droppedIterations, 'iteration')} dropped, up to ${plural(g.maxVUs, 'VU')}, ${g.cpu === null ? 'processor time unknown' : `${decimal(g.cpu * 100)} % of the processor`}.</p>`;
