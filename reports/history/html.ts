import { createHash } from 'node:crypto';
import { type Markup, html as markup, textOf, verbatim } from '../html/markup.ts';
import { style } from '../html/style.ts';
import { clip, ms, oneLine, plural, when } from '../text.ts';
import { historyChart } from './chart.ts';
import type { History, HistoryRun, Line, ScenarioHistory } from './history.ts';
import { breakInWords, channelName, gapInWords, headline, scenarioInWords, turnsOf } from './words.ts';

/** Neither `<` nor `&` may stand in here (see `verbatim`). */
const sheet = `${style}
.dots { stroke: var(--ink); stroke-width: 4.5; stroke-linecap: round; } .break { stroke: var(--cantTell); stroke-width: 1.5; stroke-dasharray: 3 3; }
.slower { fill: var(--failed); color: var(--failed); } .faster { fill: var(--passed); color: var(--passed); }
.changes { padding-left: 1.25rem; } .changes .slow::marker { content: "▲ "; color: var(--failed); } .changes .fast::marker { content: "▼ "; color: var(--passed); }
.starts { border-left: 4px dashed var(--cantTell); padding: .1rem 0 .1rem 1.75rem; }
`;

const digest = createHash('sha256').update(sheet).digest('base64');

/** Nothing but our own style may load: what is read from records is shown, and never does anything. */
const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;

/** Rows of a table, lines of a list and channels that are shown: more is a wall. */
const shown = { rows: 500, lines: 100, channels: 12 } as const;

/** `history.html`: latency over several runs, for people. One file without network; on a phone, in the dark, on paper. */
export const html = (history: History): string => {
  const { sign, sentence } = headline(history);
  const [first, last] = [history.runs[0], history.runs.at(-1)];
  const page = markup`<html lang="en"><head><meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="${policy}"/><meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="color-scheme" content="light dark"/><title>History: ${last?.target ?? 'no runs'} (sendproof)</title><style>${verbatim(sheet)}</style></head><body>
<header class="top ${sign === '✓' ? 'passed' : 'failed'}">
<p class="brand">sendproof report</p>
<div class="answer"><span class="badge" aria-hidden="true">${sign}</span><h1>${sentence}</h1></div>
<dl class="facts">${[fact('First run', first), fact('Last run', last)]}</dl>
</header>
<main id="main">
${history.scenarios.map((scenario, at) => section(scenario, history.runs, `s${at}`))}
${lines(history.notes, 'notes')}
</main>
<footer><p>A change is the median of the runs after it against that of the runs before it (E-divisive, 1 % error a line). The data behind this page is in <a href="history.json">history.json</a>.</p></footer>
</body></html>
`;
  return `<!DOCTYPE html>\n${textOf(page)}`;
};

const fact = (name: string, run: HistoryRun | undefined): Markup | null =>
  run === undefined
    ? null
    : markup`<div><dt>${name}</dt><dd>${run.target}, ${when(run.startedAt)}, <code>${clip(run.directory, 200)}</code></dd></div>`;

const lines = (all: readonly string[], name: string): Markup | null =>
  all.length === 0
    ? null
    : markup`<ul class="${name}">${all.slice(0, shown.lines).map((one) => markup`<li>${one}</li>`)}${more(all.length)}</ul>`;

const more = (length: number): Markup | null =>
  length > shown.lines ? markup`<li>… and ${plural(length - shown.lines, 'more line')}</li>` : null;

const section = (scenario: ScenarioHistory, runs: readonly HistoryRun[], id: string): Markup => {
  const { breaks, gaps } = scenario;
  const turns = turnsOf(scenario);
  const kept = scenario.lines.slice(0, shown.channels);
  const out = scenario.lines.length - kept.length;
  return markup`<section id="${id}"><h2>${oneLine(clip(scenario.scenario, 100))}</h2>
<p class="said">${scenarioInWords(scenario)}</p>
${turns.length === 0 ? null : markup`<ul class="changes">${turns.slice(0, shown.lines).map(({ slower, words }) => markup`<li class="${slower ? 'slow' : 'fast'}">${words}</li>`)}${more(turns.length)}</ul>`}
${lines([...breaks.map(breakInWords), ...gaps.map(gapInWords)], 'starts')}
<div class="charts">${kept.map((line, at) => historyChart(scenario, line, `${id}-${at}`))}</div>
${kept.map((line) => table(scenario, line, runs))}
${out > 0 ? markup`<p>… and ${plural(out, 'more channel')}, see history.json.</p>` : null}
</section>
`;
};

const table = ({ changes }: ScenarioHistory, { channel, points }: Line, runs: readonly HistoryRun[]): Markup => {
  const late = points.slice(-shown.rows);
  const at = (run: number, metric: string): Markup | null => {
    const found = changes.find((one) => one.run === run && one.channel === channel && one.metric === metric);
    if (found === undefined) return null;
    const [name, arrow, word] = found.change > 0 ? ['slower', '▲', 'slower'] : ['faster', '▼', 'faster'];
    return markup`<span class="${name}" role="img" aria-label="${word} from here on">${arrow}</span> `;
  };
  return markup`<details><summary>Numbers of ${channelName(channel)}</summary><div class="scroll"><table class="numbers"><thead><tr><th scope="col">run</th><th scope="col">started</th><th scope="col">p50 ms</th><th scope="col">p90 ms</th><th scope="col">p99 ms</th></tr></thead><tbody>${late.map(
    ({ run, p50, p90, p99 }) =>
      markup`<tr><th scope="row">${run}</th><td>${when(runs[run - 1]?.startedAt ?? '')}</td><td>${at(run, 'p50')}${ms(p50)}</td><td>${at(run, 'p90')}${ms(p90)}</td><td>${at(run, 'p99')}${ms(p99)}</td></tr>`,
  )}</tbody></table></div>${late.length < points.length ? markup`<p>Earlier runs are in history.json.</p>` : null}</details>
`;
};
