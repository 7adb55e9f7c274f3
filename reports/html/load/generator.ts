import type { Load } from '../../../load/sample.ts';
import { clip, count, decimal, ms } from '../../text.ts';
import { generatorInWords } from '../../view/load.ts';
import { html, type Markup } from '../markup.ts';

const time = (value: number | null): string => (value === null ? 'unknown' : `${ms(value)} ms`);

const spread = (of: { p50: number | null; p99: number | null; max: number | null }): string =>
  `p50 ${time(of.p50)}, p99 ${time(of.p99)}, at most ${time(of.max)}`;

const facts = ({ generator: g, model }: Load): [string, string][] => [
  ['k6', `${g.k6.version}, ${g.k6.path}; samples by ${g.k6.output}`],
  [
    'Asked for',
    model === 'closed'
      ? `the next as soon as one is answered, for ${decimal(g.duration)} s`
      : `${decimal(g.intendedRate)} requests a second, for ${decimal(g.duration)} s`,
  ],
  ['Requests not started', count(g.droppedIterations)],
  ['Virtual users, at most', count(g.maxVUs)],
  ['Open connections, at most', g.connections === null ? 'unknown' : count(g.connections)],
  ['Processor', g.cpu === null ? 'unknown' : `${decimal(g.cpu)} cores`],
  ['Started late by', spread(g.late)],
  ['Longest pause of its garbage collector', time(g.gcPause)],
  ['Longest delay in reading its output', time(g.eventLoopDelay)],
  [
    'The machine alone',
    g.control.requests === 0
      ? 'not measured'
      : `${spread(g.control)}, of ${count(g.control.requests)} requests to the generator's own server`,
  ],
];

/** How the load generator fared: a line for all, the rest for those who doubt it. */
export const generatorHealth = (load: Load): Markup =>
  html`<details class="generator"><summary>${generatorInWords(load)}</summary><dl class="pairs">${facts(load).map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${clip(value, 300)}</dd></div>`,
  )}</dl></details>`;
