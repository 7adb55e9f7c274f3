import { expect, test } from 'vitest';
import { runComparison } from '../../load/comparison/run.ts';
import { about, inWorld, PLAN } from '../../load/comparison/testing/world.ts';
import { wantedOf } from '../../load/comparison/wanted.ts';
import { emptyRecord } from '../testing/sample-record.ts';
import { comparisonCheck } from './comparison.ts';

async function record(factor: number) {
  const { effects } = inWorld({
    reply: ({ side, random }) => ({ latency: about(side === 'candidate' ? 5 * factor : 5, random) }),
  });
  const outcome = await runComparison({ ...PLAN, wanted: wantedOf([], ['email', 'slack']) }, effects);
  if (outcome.kind === 'notRun') throw new Error(outcome.why);
  const { comparisons, experiment } = outcome;
  return { ...emptyRecord(), comparisons, experiment };
}

test('a comparison holds as it was written', async () => {
  for (const factor of [1, 1.2]) expect(comparisonCheck(await record(factor)).problems).toEqual([]);
  expect(comparisonCheck(emptyRecord()).state).toBe('holds');
});

test('a change or a decision that was altered is found', async () => {
  const found = await record(1.2);
  const { experiment, comparisons } = found;
  const altered = (index: number, change: object) =>
    comparisons.map((row, at) => (at === index ? { ...row, ...change } : row));
  const smaller = comparisonCheck({ ...found, comparisons: altered(0, { change: 0.01 }) });
  expect(smaller.problems).toMatchObject([{ what: expect.stringMatching(/^the change of p50 is 0.01, and 0.[12]/) }]);
  const praised = comparisonCheck({ ...found, comparisons: altered(0, { decision: 'notWorse' }) });
  expect(praised.problems).toMatchObject([{ what: expect.stringContaining('called not worse') }]);
  const whole = comparisonCheck({ ...found, experiment: { ...experiment, decision: 'notWorse' } });
  expect(whole.problems).toMatchObject([{ what: expect.stringContaining('does not follow from its rows') }]);
  expect(comparisonCheck({ ...found, experiment: null }).state).toBe('broken');
});
