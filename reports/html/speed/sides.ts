import type { Experiment } from '../../../load/comparison/record.ts';
import { clip, count, decimal, ms } from '../../text.ts';
import { generatorInWords, nameOf } from '../../view/comparison.ts';
import { percent } from '../../view/load.ts';
import { html, type Markup } from '../markup.ts';

type Side = Experiment['baseline'];

/** More reasons than this are a wall. */
const shown = 8;

const failed = ({ failed, requests }: Side): string =>
  failed === 0 || requests === 0 ? count(failed) : `${count(failed)} (${percent(failed / requests)})`;

const facts = (side: Side): [string, string][] => [
  ['Requests', count(side.requests)],
  ['Failed', failed(side)],
  ['Slower at the start for', side.warmUp === 0 ? 'no time' : `${decimal(side.warmUp)} s`],
];

const reasons = ({ failures }: Side): Markup | null => {
  const more = failures.length - shown;
  return failures.length === 0
    ? null
    : html`<ul>${failures.slice(0, shown).map(({ why, count: times }) => html`<li>${count(times)} × ${clip(why, 300)}</li>`)}${more > 0 ? html`<li>and ${count(more)} more reasons</li>` : null}</ul>`;
};

const pairs = (all: readonly [string, string][]): Markup =>
  html`<dl class="pairs">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

const one = (role: string, side: Side): Markup =>
  html`<div><h4>${role}: ${nameOf(side.name)}</h4>${pairs(facts(side))}${reasons(side)}</div>`;

/** What became of the requests to both. */
export const sides = ({ baseline, candidate }: Experiment): Markup =>
  html`<div class="pair sides">${one('Baseline', baseline)}${one('Candidate', candidate)}</div>`;

/** How the load generator fared: a line for all, the rest for those who doubt it. */
export const generator = (experiment: Experiment): Markup => {
  const { k6, cpu, lateP99, dropped } = experiment.generator;
  return html`<details class="generator"><summary>${generatorInWords(experiment)}</summary>${pairs([
    ['k6', clip(k6, 300)],
    ['Processor', cpu === null ? 'unknown' : `${decimal(cpu)} cores`],
    ['Started late by, p99', lateP99 === null ? 'unknown' : `${ms(lateP99)} ms`],
    ['Requests not started', count(dropped)],
  ])}</details>`;
};
