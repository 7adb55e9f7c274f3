import type { Finding, Load } from '../../load/sample.ts';
import { clip } from '../text.ts';
import type { View } from '../view/index.ts';
import { findingsByWeight, kindInWords, loadSentence, warmUpInWords } from '../view/load.ts';
import { loadCharts } from './load/charts.ts';
import { generatorHealth } from './load/generator.ts';
import { channelTables, objectivesTable, payloadTable, stageTable } from './load/tables.ts';
import { html, type Markup } from './markup.ts';

/** Every load: the answer, findings, numbers, pictures, and whether the numbers are the target's at all. */
export const loadSections = (view: View): Markup =>
  view.record.loads.length === 0
    ? html``
    : html`<section id="load"><h2>Load</h2>${view.record.loads.map(one)}</section>
`;

const one = (
  load: Load,
  index: number,
): Markup => html`<article class="load${load.valid ? '' : ' invalid'}"><h3>${load.scenario}</h3>
<p class="said">${loadSentence(load)}</p>
${notValid(load)}
${findings(load)}
${objectivesTable(load)}
${notes(load)}
${channelTables(load)}
${stageTable(load)}
${payloadTable(load)}
<p class="where">${warmUpInWords(load)}</p>
${loadCharts(load, index)}
${generatorHealth(load)}
</article>
`;

const notValid = (load: Load): Markup | null =>
  load.valid
    ? null
    : html`<div class="not-valid"><p><strong>Not valid.</strong> These numbers show the load generator, not the target. Do not quote them.</p><ul>${load.whyNotValid.map((why) => html`<li>${clip(why, 1000)}</li>`)}</ul></div>`;

const nothingFound = (load: Load): string => {
  if (!load.valid) return 'Nothing was found, but a load that is not valid proves nothing.';
  return load.complete
    ? 'Nothing was found that a clean target does not do.'
    : 'Nothing was found until it was stopped.';
};

const findings = (load: Load): Markup => {
  const { counted, uncounted } = findingsByWeight(load);
  if (counted.length + uncounted.length === 0) return html`<p>${nothingFound(load)}</p>`;
  return html`${listed(counted, 'load-findings')}${uncounted.length === 0 ? null : html`<p class="where">Seen too, but it does not count: the load is not valid.</p>`}${listed(uncounted, 'uncounted')}`;
};

const listed = (all: readonly Finding[], className: string): Markup | null =>
  all.length === 0
    ? null
    : html`<ul class="${className}">${all.map(
        (f) =>
          html`<li><strong>${kindInWords(f)}:</strong> ${clip(f.text, 1000)}${f.example === undefined ? null : html`<details><summary>The first one</summary><pre>${clip(f.example, 4000)}</pre></details>`}</li>`,
      )}</ul>`;

const notes = (load: Load): Markup =>
  html`${(load.notes ?? []).map((note) => html`<p class="where">${clip(note, 1000)}</p>`)}`;
