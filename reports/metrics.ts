import { runTimes } from './epoch.ts';
import { comparisonFamilies } from './metrics/comparison.ts';
import { exposition } from './metrics/exposition.ts';
import { type Family, gauge, stateSamples } from './metrics/families.ts';
import { loadFamilies } from './metrics/load.ts';
import type { RunRecord } from './record/record.ts';
import { caseOutcomes } from './view/cases.ts';
import { type View, view } from './view/index.ts';

/**
 * The numbers of a run as OpenMetrics 1.0 text, for a collector that reads files. Without time stamps: a collector has its
 * own, and the run says when it began. Counts are gauges, because the next run counts anew.
 */
export const metrics = (record: RunRecord): string =>
  exposition([
    ...runFamilies(record),
    ...contractFamilies(view(record)),
    ...loadFamilies(record.loads),
    ...comparisonFamilies(record),
  ]);

const runFamilies = (record: RunRecord): Family[] => {
  const { tool, command, target, contract } = record;
  const times = runTimes(record);
  return [
    gauge('sendproof_run_info', 'Which run this is.', [
      {
        labels: {
          version: tool.version,
          command,
          target: target.name,
          contract_version: contract.version,
          contract_sha256: contract.sha256,
        },
        value: 1,
      },
    ]),
    gauge(
      'sendproof_result',
      'What the run came to.',
      stateSamples('result', ['passed', 'failed', 'inconclusive'], record.result),
    ),
    gauge('sendproof_run_finished', 'Whether the run came to its end.', [
      { labels: {}, value: Number(record.finishedAt !== null) },
    ]),
    gauge(
      'sendproof_run_start_timestamp_seconds',
      'When the run began, since 1970.',
      [{ labels: {}, value: times === null ? null : times.start / 1000 }],
      'seconds',
    ),
    gauge(
      'sendproof_run_duration_seconds',
      'How long it took; of a run that broke off, until its last answer.',
      [{ labels: {}, value: times === null ? null : (times.stop - times.start) / 1000 }],
      'seconds',
    ),
    gauge('sendproof_harness_faults', 'Faults of sendproof itself.', [{ labels: {}, value: record.faults.length }]),
    gauge('sendproof_not_run', 'What was asked for and not done.', [{ labels: {}, value: record.notRun.length }]),
  ];
};

const levels = ['must', 'should', 'info'] as const;
const outcomes = ['passed', 'failed', 'cantTell', 'untested', 'inapplicable'] as const;

const contractFamilies = ({ record, tally, waivers }: View): Family[] => {
  const { coverage, verdicts } = record;
  return [
    gauge(
      'sendproof_verdicts',
      'Verdicts, each one engine’s about one clause in one case. Waived failures are among the failed.',
      levels.flatMap((level) =>
        outcomes.map((outcome) => ({
          labels: { level, outcome },
          value: verdicts.filter((v) => v.level === level && v.outcome === outcome).length,
        })),
      ),
    ),
    gauge(
      'sendproof_cases',
      'Cases by what they came to.',
      caseOutcomes.map((outcome) => ({ labels: { outcome }, value: tally[outcome] })),
    ),
    gauge(
      'sendproof_waivers',
      'Waivers by what they came to.',
      (['used', 'expired', 'needless', 'idle'] as const).map((standing) => ({
        labels: { standing },
        value: waivers.filter((one) => one.standing === standing).length,
      })),
    ),
    gauge(
      'sendproof_clauses',
      'Clauses of the contract: all, those with a case, and those that a verdict decided.',
      coverage === null
        ? []
        : (['clauses', 'planned', 'decided'] as const).map((key) => ({
            labels: { reach: key === 'clauses' ? 'all' : key },
            value: coverage[key],
          })),
    ),
    gauge(
      'sendproof_coverage_ratio',
      'Decided clauses as a share of all.',
      [{ labels: {}, value: coverage === null || coverage.clauses === 0 ? null : coverage.decided / coverage.clauses }],
      'ratio',
    ),
  ];
};
