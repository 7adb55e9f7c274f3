import type { Comparison } from '../../load/comparison/record.ts';
import type { Finding, Load } from '../../load/sample.ts';
import { operationLine } from '../contract-file.ts';
import { exchangeFile } from '../record/exchange-file.ts';
import { findingsThatCount } from '../record/exit-code.ts';
import { type Pair, pairs, weighs } from '../record/pairs.ts';
import type { RunRecord } from '../record/record.ts';
import { waiverFinder } from '../record/waivers/standing.ts';
import { foundInWords } from '../view/comparison.ts';
import { interactionTitle } from '../view/consumers.ts';
import type { View } from '../view/index.ts';
import { clauseRule, comparisonRule, consumerRule, levelOf, loadRule, type Rule, unknownRule } from './rules.ts';

/** Something that the target must answer for. */
export interface Alert {
  rule: Rule;
  level: Rule['level'];
  /** Of the contract document. */
  line: number;
  message: string;
  /** What makes it the same alert in another run: nothing that a seed, a port or a clock changes. */
  identity: readonly (string | null)[];
  properties: Readonly<Record<string, string | string[]>>;
}

/** What fails a run: demands that weigh, are not met and not waived, consumers that are broken, findings under load, and what is worse. */
export const alerts = (view: View): Alert[] => [
  ...contractAlerts(view),
  ...consumerAlerts(view),
  ...view.record.loads.flatMap((load) => loadAlerts(view.record, load)),
  ...comparisonAlerts(view.record),
];

const contractAlerts = (view: View): Alert[] => {
  const { record } = view;
  const waiverOf = waiverFinder(record);
  const cases = new Map(record.cases.map((c) => [c.id, c]));
  return pairs(record.verdicts)
    .filter((pair) => pair.outcome === 'failed' && weighs(pair.level, record.strict) && !waiverOf(pair))
    .map((pair) => contractAlert(view, pair, cases.get(pair.case)));
};

const contractAlert = (view: View, pair: Pair, known: RunRecord['cases'][number] | undefined): Alert => {
  const clause = view.find.clause(pair.clause);
  const failed = pair.verdicts.filter(({ outcome }) => outcome === 'failed');
  const exchanges = failed.flatMap(({ exchange }) => view.find.exchange(exchange)?.sha256 ?? []);
  return {
    rule: clause === undefined ? unknownRule(pair.clause) : clauseRule(clause),
    level: levelOf(pair.level),
    line: clause?.line ?? operationLine(view.record),
    message: `${known?.title ?? pair.case}: ${failed[0]?.reason ?? 'not met'}`,
    identity: ['verdict', pair.clause, pair.case],
    properties: {
      case: pair.case,
      ...(known === undefined ? {} : { state: known.state }),
      engines: [...new Set(failed.map(({ engine }) => engine))],
      exchanges: [...new Set(exchanges)].slice(0, 3).map((sha256) => `exchanges/${sha256}.json`),
    },
  };
};

/** A pact is no file of the project: what is known of the place is the operation. */
const consumerAlerts = ({ record, find }: View): Alert[] =>
  (record.consumers ?? [])
    .filter(({ outcome }) => outcome === 'failed')
    .map((one) => ({
      rule: consumerRule,
      level: 'error',
      line: operationLine(record),
      message: `${one.consumer} is broken by this target: ${interactionTitle(one)}: ${one.reason}`,
      identity: ['consumer', one.consumer, one.description, ...one.states],
      properties: {
        consumer: one.consumer,
        states: one.states,
        exchanges: [find.exchange(one.exchange)].flatMap((found) => (found ? [exchangeFile(found.sha256)] : [])),
      },
    }));

const loadAlerts = (record: RunRecord, load: Load): Alert[] =>
  findingsThatCount(load).map((finding) => ({
    rule: loadRule(finding),
    level: 'error',
    line: operationLine(record),
    message: `Load ${load.scenario}: ${finding.text}`,
    identity: ['load', load.scenario, finding.kind, finding.channel, missedMetric(load, finding)],
    properties: { scenario: load.scenario, ...(finding.channel === null ? {} : { channel: finding.channel }) },
  }));

/** A finding names no metric, but has the words of its objective; the words hold figures, the metric stays. */
const missedMetric = ({ objectives }: Load, { kind, text }: Finding): string | null =>
  (kind === 'objective' ? objectives.find((o) => o.text === text)?.metric : null) ?? null;

/** Each row that is worse; the comparison as a whole where it is worse and no row says in what. */
const comparisonAlerts = (record: RunRecord): Alert[] => {
  const { experiment, comparisons } = record;
  if (experiment?.decision !== 'worse') return [];
  const { baseline, candidate } = experiment;
  const rows = comparisons.filter(({ decision }) => decision === 'worse');
  const alert = (metric: Comparison['metric'] | 'whole', channel: string | null, text: string): Alert => ({
    rule: comparisonRule(metric),
    level: 'error',
    line: operationLine(record),
    message: `${candidate.name} against ${baseline.name}: ${text}`,
    identity: ['compare', metric, channel],
    properties: { baseline: baseline.name, candidate: candidate.name, ...(channel === null ? {} : { channel }) },
  });
  return rows.length > 0
    ? rows.map(({ metric, channel, text }) => alert(metric, channel, text))
    : [alert('whole', null, foundInWords(experiment))];
};
