import { expect, test } from 'vitest';
import type { Comparison } from '../../load/comparison/record.ts';
import { foresights, foresightText } from './foresight.ts';

const row = (given: Partial<Comparison>): Comparison => ({
  metric: 'p50',
  channel: null,
  baseline: 5,
  candidate: 5,
  change: 0,
  interval: [-0.01, 0.01],
  threshold: 0.05,
  required: true,
  decision: 'notWorse',
  detectable: 0.04,
  neededSeconds: 24,
  text: '',
  ...given,
});

test('four times the time sees half the change, and less time is not made up for', () => {
  const [seen] = foresights([row({ detectable: 0.04 })], 25, 100);
  expect(seen?.detectable).toBeCloseTo(0.02);
  expect(foresights([row({ detectable: 0.04 })], 25, 10)[0]?.detectable).toBe(0.04);
  expect(foresights([row({ detectable: null })], 25, 100)[0]?.detectable).toBeNull();
});

test('each line says what can be seen, beside what is asked for and what that takes', () => {
  const rows = [
    row({}),
    row({ metric: 'p99', threshold: 0.1, detectable: 0.4, neededSeconds: 400 }),
    row({ metric: 'cpu', required: false, detectable: null }),
  ];
  expect(foresightText(foresights(rows, 25, 100), 100).split('\n')).toEqual([
    '  ✓ p50, margin 5 %: 2 % can be seen in 2 min; the margin takes about 24 s',
    '  ✗ p99, margin 10 %: 20 % can be seen in 2 min; the margin takes about 7 min',
    '  ? CPU time a request, margin 5 % (watched): not known, too little was seen',
    '',
  ]);
});
