import type { RunRecord } from '../record/record.ts';
import { type Family, gauge, stateSamples } from './families.ts';

const decisions = ['worse', 'notWorse', 'undecided'] as const;

/** What a comparison came to, as a whole and row by row. */
export const comparisonFamilies = ({ experiment, comparisons }: RunRecord): Family[] => {
  const whole = experiment === null ? [] : [experiment];
  const rows = comparisons.map((row) => ({ row, labels: { metric: row.metric, channel: row.channel ?? 'all' } }));
  return [
    gauge(
      'sendproof_comparison_info',
      'What was compared.',
      whole.map(({ baseline, candidate, kind }) => ({
        labels: { baseline: baseline.name, candidate: candidate.name, kind },
        value: 1,
      })),
    ),
    gauge(
      'sendproof_comparison_result',
      'What the comparison as a whole came to.',
      whole.flatMap(({ decision }) => stateSamples('decision', decisions, decision)),
    ),
    gauge(
      'sendproof_comparison_decision',
      'What was decided of each thing that was compared.',
      rows.flatMap(({ row, labels }) => stateSamples('decision', decisions, row.decision, labels)),
    ),
    gauge(
      'sendproof_comparison_change_ratio',
      'Change as a share of the baseline’s value, of errors as a difference of shares. Positive: the candidate is worse.',
      rows.map(({ row, labels }) => ({ labels, value: row.change })),
      'ratio',
    ),
    gauge(
      'sendproof_comparison_change_lower_ratio',
      'Lower bound of the change’s interval.',
      rows.map(({ row, labels }) => ({ labels, value: row.interval?.[0] ?? null })),
      'ratio',
    ),
    gauge(
      'sendproof_comparison_change_upper_ratio',
      'Upper bound of the change’s interval.',
      rows.map(({ row, labels }) => ({ labels, value: row.interval?.[1] ?? null })),
      'ratio',
    ),
    gauge(
      'sendproof_comparison_margin_ratio',
      'Changes smaller than this are accepted.',
      rows.map(({ row, labels }) => ({ labels, value: row.threshold })),
      'ratio',
    ),
  ];
};
