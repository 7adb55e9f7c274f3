import type { Comparison, Experiment } from '../../load/comparison/record.ts';
import type { RunRecord } from '../record/record.ts';
import { foundInWords, nameOf, openInWords, rowsCount, subjectInWords, timeInWords } from '../view/comparison.ts';
import { plainTest, type TestCase, type TestOutcome } from './testcase.ts';

/** A test for the comparison as a whole, and one for each thing that was judged. */
export const speedTests = ({ experiment, comparisons }: RunRecord): TestCase[] => {
  if (experiment === null) return [];
  const { baseline, candidate, seconds, generator } = experiment;
  const test = (name: string, outcome: TestOutcome): TestCase => plainTest('compare', name, outcome);
  return [
    {
      ...test(`${nameOf(candidate.name)} is not worse than ${nameOf(baseline.name)}`, wholeOutcome(experiment)),
      milliseconds: seconds * 1000,
      output: [foundInWords(experiment), `Measured: ${timeInWords(experiment)}`, ...generator.problems].join('\n'),
    },
    ...comparisons.map((row) => ({
      ...test(`${subjectInWords(row)} is not worse`, rowOutcome(experiment, row)),
      output: row.decision === 'notWorse' ? row.text : '',
    })),
  ];
};

const wholeOutcome = (experiment: Experiment): TestOutcome => {
  const { decision } = experiment;
  const text = foundInWords(experiment);
  const body = openInWords(experiment).join('\n');
  if (decision === 'worse') return { kind: 'failure', type: 'worse', message: text, body };
  if (decision === 'undecided') return { kind: 'error', type: 'undecided', message: `undecided: ${text}`, body };
  return { kind: 'passed' };
};

/** What is only watched and stays open keeps nothing from passing, and has not passed itself: it is skipped. */
const rowOutcome = (experiment: Experiment, { decision, required, text }: Comparison): TestOutcome => {
  if (!rowsCount(experiment)) {
    const message = `does not count, because the comparison as a whole is undecided: ${text}`;
    return { kind: 'skipped', why: 'not-counted', message, body: '' };
  }
  if (decision === 'worse') return { kind: 'failure', type: 'worse', message: text, body: '' };
  if (decision === 'notWorse') return { kind: 'passed' };
  if (required && experiment.decision === 'undecided')
    return { kind: 'error', type: 'undecided', message: `undecided: ${text}`, body: '' };
  const message = `undecided${required ? '' : ', and only watched'}: ${text}`;
  return { kind: 'skipped', why: 'undecided', message, body: '' };
};
