import type { Comparison, Experiment } from '../../load/comparison/record.ts';
import { count, plural } from '../text.ts';
import {
  capital,
  changeIntervalInWords,
  changeInWords,
  type Decision,
  decisionWords,
  foundInWords,
  generatorInWords,
  kindInWords,
  nameOf,
  neededInWords,
  openInWords,
  rateInWords,
  rowsCount,
  shareInWords,
  subjectInWords,
  thatMatter,
  timeInWords,
  valueInWords,
} from '../view/comparison.ts';
import type { View } from '../view/index.ts';
import { code, oneCell, prose } from './markdown.ts';
import { section } from './sections.ts';

const marks: Readonly<Record<Decision, string>> = { worse: '❌', notWorse: '✅', undecided: '❔' };

const detectable = (row: Comparison): string => {
  const needed = neededInWords(row);
  const share = shareInWords(row.metric, row.detectable);
  return needed === null ? share : `${share} (${needed})`;
};

const rows = (comparisons: readonly Comparison[]): string =>
  section(
    'Judged',
    ['', 'baseline', 'candidate', 'change', 'interval (positive: worse)', 'margin', 'could have seen', 'decision'],
    thatMatter(comparisons).map((row) => [
      oneCell(subjectInWords(row)),
      ...[row.baseline, row.candidate].map((value) => oneCell(valueInWords(row.metric, value))),
      oneCell(changeInWords(row)),
      oneCell(changeIntervalInWords(row)),
      oneCell(shareInWords(row.metric, row.threshold)),
      oneCell(detectable(row)),
      `${marks[row.decision]} ${decisionWords[row.decision].word}`,
    ]),
  ).replace(/^### /, '#### ');

const side = ({ name, baseUrl, requests, failed }: Experiment['baseline']): string =>
  `${prose(nameOf(name))} ${code(baseUrl)} (${plural(requests, 'request')}, ${count(failed)} failed)`;

const whole = (experiment: Experiment, comparisons: readonly Comparison[]): string => {
  const { baseline, candidate, decision, generator, notes } = experiment;
  const more = comparisons.length - thatMatter(comparisons).length;
  return [
    '### Comparison',
    `${marks[decision]} **${decisionWords[decision].word}**: ${prose(capital(foundInWords(experiment)))}`,
    ...openInWords(experiment).map((one) => prose(one)),
    ...generator.problems.slice(0, 5).map((one) => `> **Not only the targets’ numbers.** ${prose(one)}`),
    `Baseline ${side(baseline)}; candidate ${side(candidate)}.${experiment.sameTarget ? ' The same target on both sides: this compares it with itself.' : ''}`,
    rows(comparisons),
    rowsCount(experiment) ? '' : 'Single rows do not count here: the comparison as a whole is undecided.',
    more > 0 ? `${count(more)} more were watched and are not worse, or open: see report.html.` : '',
    `Measured ${kindInWords[experiment.kind]}; ${prose(rateInWords(experiment))}; ${timeInWords(experiment)}. ${generatorInWords(experiment)}`,
    ...notes.slice(0, 5).map((note) => prose(note)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

/** What a comparison came to: the sentence, the rows that decide, and any that is worse. */
export const speedSection = ({ record: { experiment, comparisons } }: View): string =>
  experiment === null ? '' : whole(experiment, comparisons);
