import { describe, expect, test } from 'vitest';
import { metrics } from './metrics.ts';
import type { RunRecord } from './record/record.ts';
import { allRecords } from './testing/all-records.ts';
import { readOpenMetrics } from './testing/openmetrics.ts';
import { comparisonRecord, undecided, worse } from './testing/sample-comparison.ts';
import { sampleLoad } from './testing/sample-load.ts';
import { breakpointLoad, recordOf } from './testing/sample-loads.ts';
import { emptyRecord, failedRecord, interruptedRecord, passedRecord } from './testing/sample-record.ts';

/** Every series of a record with its value. */
const series = (record: RunRecord): Record<string, number> =>
  Object.fromEntries([...readOpenMetrics(metrics(record)).values()].flatMap((family) => [...family.series]));

const load = (record: RunRecord, name: string, more = ''): number | undefined =>
  series(record)[`sendproof_load_${name}{load="1",scenario="smoke"${more}}`];

describe('OpenMetrics', () => {
  test.each(Object.entries(allRecords()))('of a record that is %s is what the standard allows', (_, record) => {
    const families = readOpenMetrics(metrics(record));
    expect(families.size).toBeGreaterThan(0);
    for (const [name, { unit, type }] of families) {
      expect(name).toMatch(/^sendproof_[a-z_]+$/);
      // What a reader of the older Prometheus text does not know, it refuses.
      expect(['gauge', 'summary']).toContain(type);
      expect(unit).toBe(/_(seconds|ratio)$/.exec(name)?.[1]);
    }
  });

  test('escapes what would end a label', () => {
    const record = passedRecord();
    const target = { ...record.target, name: 'a "b\\c"\nd' };
    expect(metrics({ ...record, target })).toContain('target="a \\"b\\\\c\\" d"');
  });
});

describe('a run', () => {
  test('says what it came to', () => {
    expect(series(failedRecord())).toMatchObject({
      'sendproof_result{result="failed"}': 1,
      'sendproof_result{result="passed"}': 0,
      sendproof_run_finished: 1,
      sendproof_run_start_timestamp_seconds: Date.parse('2026-11-23T21:30:32Z') / 1000,
      sendproof_run_duration_seconds: 78,
      'sendproof_cases{outcome="failed"}': 2,
      'sendproof_cases{outcome="cantTell"}': 1,
      'sendproof_verdicts{level="must",outcome="failed"}': 6,
      'sendproof_verdicts{level="should",outcome="failed"}': 3,
      sendproof_coverage_ratio: 12 / 13,
    });
    expect(series(interruptedRecord())).toMatchObject({
      'sendproof_result{result="inconclusive"}': 1,
      sendproof_run_finished: 0,
      sendproof_not_run: 1,
    });
  });

  test('that measured nothing has no number for it, and never 0', () => {
    const names = Object.keys(series(emptyRecord()));
    expect(names.filter((name) => /^sendproof_(load|comparison|coverage|clauses)/.test(name))).toEqual([]);
  });
});

describe('a load', () => {
  test('has its latencies in seconds, its rate and its errors by channel', () => {
    const [teams] = failedRecord().loads.flatMap((l) => l.channels.filter((c) => c.channel === 'teams'));
    const record = failedRecord();
    const of = ',channel="teams"';
    expect(load(record, 'latency_seconds', `${of},quantile="0.5"`)).toBeCloseTo((teams?.p50 ?? 0) / 1000, 9);
    expect(load(record, 'latency_seconds', `${of},quantile="0.99"`)).toBeCloseTo((teams?.p99 ?? 0) / 1000, 9);
    expect(load(record, 'answers_per_second', of)).toBe(teams?.rate);
    expect(load(record, 'error_ratio', of)).toBe((teams?.failed ?? 0) / (teams?.requests ?? 1));
  });

  test('has its findings by kind and channel, and tells those that do not count', () => {
    const wrong = ',channel="teams",kind="wrong-answers",counted="true"';
    const stalls = (counted: boolean): string => `,channel="all",kind="stalls",counted="${counted}"`;
    const valid = recordOf(sampleLoad({ stall: true }));
    const invalid = recordOf(sampleLoad({ stall: true, valid: false }));
    expect([load(valid, 'findings', wrong), load(valid, 'findings', stalls(true))]).toEqual([1, 1]);
    expect([load(invalid, 'findings', wrong), load(invalid, 'findings', stalls(false))]).toEqual([1, 1]);
    expect([load(valid, 'counted_findings'), load(invalid, 'counted_findings')]).toEqual([2, 1]);
    expect([load(valid, 'valid'), load(invalid, 'valid')]).toEqual([1, 0]);
    expect(load(passedRecord(), 'counted_findings')).toBe(0);
  });

  test('that ran twice is told apart, and a channel without an answer has no latency', () => {
    const silent = sampleLoad();
    const channels = silent.channels.map((c) => ({ ...c, p50: null, requests: 0, failed: 0 }));
    const found = series(recordOf(sampleLoad(), { ...silent, channels }));
    const p50 = (of: number): string =>
      `sendproof_load_latency_seconds{load="${of}",scenario="smoke",channel="email",quantile="0.5"}`;
    expect(found).toHaveProperty([p50(1)]);
    expect(found).not.toHaveProperty([p50(2)]);
    expect(found).not.toHaveProperty(['sendproof_load_error_ratio{load="2",scenario="smoke",channel="email"}']);
  });

  test('that looked for its limit says it', () => {
    const knee = 'sendproof_load_knee_requests_per_second{load="1",scenario="breakpoint"}';
    expect(series(recordOf(breakpointLoad()))[knee]).toBe(325);
    expect(series(recordOf(breakpointLoad({ rate: null })))).not.toHaveProperty([knee]);
  });
});

test('a comparison has each change with its bounds and what was decided', () => {
  const found = series(comparisonRecord(worse()));
  const p50 = '{metric="p50",channel="all"}';
  expect(found[`sendproof_comparison_change_ratio${p50}`]).toBe(0.048);
  expect(found[`sendproof_comparison_change_lower_ratio${p50}`]).toBeCloseTo(0.037, 9);
  expect(found[`sendproof_comparison_change_upper_ratio${p50}`]).toBeCloseTo(0.059, 9);
  expect(found['sendproof_comparison_result{decision="worse"}']).toBe(1);
  expect(found['sendproof_comparison_decision{metric="p50",channel="all",decision="worse"}']).toBe(1);
  expect(found['sendproof_comparison_decision{metric="errors",channel="all",decision="notWorse"}']).toBe(1);
  expect(series(comparisonRecord(undecided()))['sendproof_comparison_result{decision="undecided"}']).toBe(1);
});
