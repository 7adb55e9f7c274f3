import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../load/stats/compare/types.ts';
import { notWorse, sampleComparisons, undecided, worse } from '../testing/sample-comparison.ts';
import {
  byWeight,
  changeIntervalInWords,
  changeInWords,
  neededInWords,
  openInWords,
  rowsCount,
  shareInWords,
  subjectInWords,
  thatMatter,
  timeInWords,
  valueInWords,
} from './comparison.ts';

describe('a change in words', () => {
  test.each([
    ['p50', 0.0483, '4.8 % slower'],
    ['p99', -0.012, '1.2 % faster'],
    ['tail', 2.5, '250 % higher'],
    ['errors', 0.005, '0.5 points higher'],
    ['errors', -0.0004, '0.04 points lower'],
    ['throughput', 0.02, '2 % lower'],
    ['throughput', -0.02, '2 % higher'],
    ['memory', 0.31, '31 % higher'],
    ['cpu', 0, 'no change'],
    ['p90', 0.00001, 'no change'],
    ['p50', null, '–'],
  ] as const)('of %s by %s: %s', (metric, change, words) => {
    expect(changeInWords({ metric, change })).toBe(words);
  });

  test('has an interval in its own unit, with a minus where it may be better', () => {
    expect(changeIntervalInWords({ metric: 'p50', interval: [-0.004, 0.012] })).toBe('−0.4 to 1.2 %');
    expect(changeIntervalInWords({ metric: 'errors', interval: [0, 0.0021] })).toBe('0 to 0.21 points');
    expect(changeIntervalInWords({ metric: 'p50', interval: null })).toBe('–');
  });

  test('is never far from its number', () => {
    fc.assert(
      fc.property(fc.constantFrom(...METRICS), fc.double({ min: 0.0001, max: 100, noNaN: true }), (metric, share) => {
        const shown = Number(shareInWords(metric, share).replace(/,|[^\d.,]+$/g, '')) / 100;
        expect(Math.abs(shown - share)).toBeLessThanOrEqual(Math.max(0.051 * share, 0.00005 + 1e-9));
      }),
    );
  });
});

test.each([
  ['p50', 14.21, '14.2 ms'],
  ['errors', 0.0004, '0.04 %'],
  ['throughput', 199.84, '199.8/s'],
  ['memory', 187.3e6, '187.3 MB'],
  ['cpu', 0.614, '0.61 ms'],
  ['tail', null, '–'],
] as const)('a value of %s: %s is %s', (metric, value, words) => {
  expect(valueInWords(metric, value)).toBe(words);
});

test('what decides comes first, then what is only watched; of each what is worse', () => {
  const order = byWeight(worse().comparisons).map(({ required, decision }) => `${required} ${decision === 'worse'}`);
  expect([...new Set(order)]).toEqual(['true true', 'true false', 'false true', 'false false']);
  expect(order).toHaveLength(worse().comparisons.length);
});

test('what is only watched matters when it is worse', () => {
  const matter = (compared: ReturnType<typeof worse>): string[] => thatMatter(compared.comparisons).map(subjectInWords);
  const required = ['p50', 'p90', 'p99', 'the share of failed requests', 'throughput'];
  expect(matter(notWorse())).toEqual(required);
  expect(matter(worse())).toEqual([...required, 'CPU time a request', ...channels('p50')]);
});

const channels = (metric: string): string[] => ['email', 'slack', 'live_chat', 'teams'].map((c) => `${metric} of ${c}`);

test('what it would take is said only of what is open', () => {
  const of = (compared: ReturnType<typeof worse>, metric: string): string | null | undefined =>
    compared.comparisons.filter((one) => one.metric === metric).map(neededInWords)[0];
  expect(of(worse(), 'p99')).toBe('10 % after about 66 s');
  expect(of(worse(), 'p50')).toBe(null);
  expect(of(notWorse(), 'p99')).toBe(null);
});

test('single rows count unless the baseline differs from itself or the generator was at fault', () => {
  const counts = Object.entries(sampleComparisons()).map(([name, { experiment }]) => [name, rowsCount(experiment)]);
  expect(Object.fromEntries(counts)).toEqual({
    ...{ worse: true, 'not worse': true, undecided: false, stored: true, broken: true },
  });
  const { experiment } = undecided();
  const { generator } = worse().experiment;
  expect(rowsCount({ ...experiment, generator })).toBe(false);
  expect(rowsCount({ ...experiment, generator, control: [] })).toBe(true);
  expect(rowsCount({ ...experiment, control: [] })).toBe(false);
});

test('why it is open is not said twice', () => {
  const { experiment } = undecided();
  expect(openInWords(experiment)).toEqual(['Run it again on a quieter machine, or with a longer --budget.']);
  expect(openInWords({ ...experiment, text: 'undecided' })).toHaveLength(2);
});

test('how long it took', () => {
  expect(timeInWords(worse().experiment)).toBe('52 s of at most 180 s, in 26 chunks of 2 s');
  expect(timeInWords(sampleComparisons().stored?.experiment ?? worse().experiment)).toBe('60 s of at most 60 s');
});
