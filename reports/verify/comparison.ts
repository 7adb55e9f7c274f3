import type { Comparison, Experiment } from '../../load/comparison/record.ts';
import { decisionOf } from '../../load/stats/compare/judge.ts';
import { changeOf, differenceOf } from '../../load/stats/compare/limits.ts';
import { shift } from '../../load/stats/compare/signed-rank.ts';
import { nameOf } from '../../load/stats/compare/words.ts';
import { names } from '../attestation/names.ts';
import type { RunRecord } from '../record/record.ts';
import { type Check, check, type Problem } from './check.ts';

const hint = 'Do not rely on this comparison: run it again.';

/** Chunks are kept to five digits. */
const ROUNDED = 1e-4;

/** Whether each change is that of its chunks, and each decision follows from its numbers. */
export const comparisonCheck = ({ comparisons, experiment }: RunRecord): Check => {
  if (experiment === null) return check('comparison', 'there is none', comparisons.flatMap(withoutExperiment));
  const problems = comparisons.flatMap((row, index) =>
    [changeProblem(row, experiment), decisionProblem(row)]
      .filter((what) => what !== null)
      .map((what): Problem => ({ what, where: `${names.record}/comparisons/${index}`, hint })),
  );
  return check('comparison', 'changes are those of their chunks, and decisions follow', [
    ...problems,
    ...wholeProblems(comparisons, experiment),
  ]);
};

const withoutExperiment = (row: Comparison): Problem[] => [
  { what: `${nameOf(row)} is compared, but nothing says how`, where: `${names.record}/experiment`, hint },
];

function changeProblem(row: Comparison, { chunks }: Experiment): string | null {
  const { metric, channel, change } = row;
  const at = chunks.subjects.findIndex((one) => one.metric === metric && one.channel === channel);
  // Shares of errors are of all requests together, of which chunks have different numbers.
  if (at < 0 || metric === 'errors') return null;
  const differences = (chunks.values[at] ?? []).flatMap((value) => (value === null ? [] : differenceOf(metric, value)));
  const found = shift(differences);
  const counted = found === null ? null : changeOf(metric, found);
  if (counted === change) return null;
  const isSame = counted !== null && change !== null && Math.abs(counted - change) <= ROUNDED * (1 + Math.abs(change));
  return isSame ? null : `the change of ${nameOf(row)} is ${change}, and ${counted} by its chunks`;
}

function decisionProblem(row: Comparison): string | null {
  const { decision, change, interval, threshold, detectable } = row;
  const isShown = interval !== null && interval[1] < threshold && detectable !== null && detectable <= threshold;
  if (decision === 'notWorse' && !isShown) return `${nameOf(row)} is called not worse, which its numbers do not show`;
  const isWorse = change !== null && change > 0;
  return decision === 'worse' && !isWorse ? `${nameOf(row)} is called worse, which its numbers do not show` : null;
}

function wholeProblems(comparisons: readonly Comparison[], { decision }: Experiment): Problem[] {
  const follows = decision === 'undecided' || decision === decisionOf(comparisons);
  if (follows) return [];
  return [
    {
      what: `the whole is called ${decision}, which does not follow from its rows`,
      where: `${names.record}/experiment/decision`,
      hint,
    },
  ];
}
