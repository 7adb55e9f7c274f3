import type { Comparison, Experiment } from '../../load/comparison/record.ts';
import type { RunRecord } from '../record/record.ts';
import { foundInWords, nameOf, openInWords, rowsCount, subjectInWords, timeInWords } from '../view/comparison.ts';
import type { TestCase } from './testcase.ts';

type Outcome = TestCase['outcome'];

/** A test for the comparison as a whole, and one for each thing that was judged. */
export const speedTests = ({ experiment, comparisons }: RunRecord): TestCase[] => {
  if (experiment === null) return [];
  const { baseline, candidate, seconds, generator } = experiment;
  const test = (name: string, outcome: Outcome): TestCase => ({
    suite: 'compare',
    name,
    classname: 'compare',
    milliseconds: 0,
    outcome,
    output: '',
  });
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

const wholeOutcome = (experiment: Experiment): Outcome => {
  const { decision } = experiment;
  const text = foundInWords(experiment);
  const body = openInWords(experiment).join('\n');
  if (decision === 'worse') return { kind: 'failure', type: 'worse', message: text, body };
  if (decision === 'undecided') return { kind: 'error', type: 'undecided', message: `undecided: ${text}`, body };
  return { kind: 'passed' };
};

/** What is only watched and stays open keeps nothing from passing, and has not passed itself: it is skipped. */
const rowOutcome = (experiment: Experiment, { decision, required, text }: Comparison): Outcome => {
  if (!rowsCount(experiment)) {
    const message = `does not count, because the comparison as a whole is undecided: ${text}`;
    return { kind: 'skipped', message, body: '' };
  }
  if (decision === 'worse') return { kind: 'failure', type: 'worse', message: text, body: '' };
  if (decision === 'notWorse') return { kind: 'passed' };
  if (required && experiment.decision === 'undecided')
    return { kind: 'error', type: 'undecided', message: `undecided: ${text}`, body: '' };
  return { kind: 'skipped', message: `undecided${required ? '' : ', and only watched'}: ${text}`, body: '' };
};
