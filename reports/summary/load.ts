import type { Finding, Load, Objective } from '../../load/sample.ts';
import { count, decimal, ms } from '../text.ts';
import type { View } from '../view/index.ts';
import {
  findingsByWeight,
  generatorInWords,
  intervalInWords,
  inUnitOf,
  kindInWords,
  loadSentence,
  objectiveInWords,
  warmUpInWords,
} from '../view/load.ts';
import { oneCell, prose } from './markdown.ts';
import { section } from './sections.ts';

/** More findings than this are a wall. */
const shown = 50;

const marks: Readonly<Record<Objective['decision'], string>> = {
  met: '✅ met',
  missed: '❌ missed',
  undecided: '❔ undecided',
};

const objectives = (load: Load): string =>
  section(
    'Objectives',
    ['promised', 'measured', '95 % interval', 'so it is', 'in words'],
    load.objectives.map((o) => [
      oneCell(objectiveInWords(o)),
      o.value === null ? '–' : oneCell(inUnitOf(o.metric, o.value)),
      oneCell(intervalInWords(o.metric, o.interval)),
      marks[o.decision],
      oneCell(o.text),
    ]),
  );

const channels = (load: Load): string =>
  section(
    'By channel',
    [
      'channel',
      'requests',
      'failed',
      'per second',
      'p50 ms',
      'p90 ms',
      'p95 ms',
      'p99 ms',
      'p99.9 ms',
      'max ms',
      'p99 from the send',
    ],
    load.channels.map((c) => [
      oneCell(c.channel),
      count(c.requests),
      count(c.failed),
      decimal(c.rate),
      ...[c.p50, c.p90, c.p95, c.p99, c.p999, c.max, c.service.p99].map(ms),
    ]),
  );

const stages = (load: Load): string =>
  load.stages.length < 2
    ? ''
    : section(
        'By stage',
        ['seconds', 'due a second', 'right a second', 'failed', 'dropped', 'p50 ms', 'p99 ms', 'what followed'],
        load.stages.map((s) => [
          `${decimal(s.start)}–${decimal(s.start + s.seconds)}`,
          s.rate === 0 ? '–' : decimal(s.rate),
          decimal(s.achieved),
          ...[s.failed, s.dropped].map(count),
          ...[s.p50, s.p99].map(ms),
          oneCell(s.decision ?? ''),
        ]),
      );

const listed = (findings: readonly Finding[], why = ''): string =>
  findings
    .slice(0, shown)
    .map((f) => `- **${prose(kindInWords(f))}**${why}: ${prose(f.text)}`)
    .join('\n');

const ofLoad = (load: Load): string => {
  const { counted, uncounted } = findingsByWeight(load);
  const measured = load.channels.length > 0;
  return [
    `### Load: ${prose(load.scenario, 60)}`,
    prose(loadSentence(load)),
    ...load.whyNotValid.map((why) => `> **Not valid.** ${prose(why)}`),
    listed(counted),
    listed(uncounted, ` (does not count: the load is not valid)`),
    ...(load.notes ?? []).slice(0, 5).map((note) => prose(note)),
    ...[objectives(load), channels(load), stages(load)].map((table) => table.replace(/^### /, '#### ')),
    measured ? `${prose(warmUpInWords(load))} ${prose(generatorInWords(load))}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

/** What each load came to, its numbers, and whether they are the target's. */
export const loadSection = (view: View): string => view.record.loads.map(ofLoad).join('\n\n');
