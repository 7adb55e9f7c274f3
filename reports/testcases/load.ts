import type { Finding, Load, Objective } from '../../load/sample.ts';
import { decimal, ms, plural } from '../text.ts';
import { findingsByWeight, loadSentence, objectiveInWords } from '../view/load.ts';
import { plainTest, type TestCase, type TestOutcome } from './testcase.ts';

/** A test for the load as a whole, one for each objective, one for each finding. */
export const loadTests = (load: Load, index: number): TestCase[] => {
  const name = index === 0 ? `load ${load.scenario}` : `load ${load.scenario} (${index + 1})`;
  const test = (title: string, outcome: TestOutcome): TestCase => plainTest('load', title, outcome);
  const { counted, uncounted } = findingsByWeight(load);
  return [
    {
      ...test(name, wholeOutcome(load, counted)),
      milliseconds: load.generator.duration * 1000,
      output: [loadSentence(load), ...load.channels.map(channelLine)].join('\n'),
    },
    ...load.objectives.map((o) => test(`${name}: ${objectiveInWords(o)}`, objectiveOutcome(load, o))),
    ...counted.filter(({ kind }) => kind !== 'objective').map((f) => test(`${name}: ${titleOf(f)}`, failureOf(f))),
    ...uncounted.map((f) => test(`${name}: ${titleOf(f)}`, notCounted(f.text))),
  ];
};

const titleOf = ({ kind, channel }: Finding): string => `${kind}${channel === null ? '' : ` (${channel})`}`;

const failureOf = (f: Finding): TestOutcome => ({
  kind: 'failure',
  type: f.kind,
  message: f.text,
  body: f.example === undefined ? '' : `The first one:\n${f.example}`,
});

const notCounted = (text: string): TestOutcome => ({
  kind: 'skipped',
  why: 'not-counted',
  message: `does not count, because the load is not valid: ${text}`,
  body: '',
});

/** What was not reached is a failure only where the load as a whole stands; what was left open is an error, no answer. */
const objectiveOutcome = (load: Load, { decision, text, metric }: Objective): TestOutcome => {
  if (!load.valid || !load.complete) return notCounted(text);
  if (decision === 'missed') return { kind: 'failure', type: `objective-${metric}`, message: text, body: '' };
  if (decision === 'undecided') return { kind: 'error', type: 'undecided', message: `undecided: ${text}`, body: '' };
  return { kind: 'passed' };
};

/** The load fails with its first finding, and gives no answer when it is not valid or was stopped. */
const wholeOutcome = (load: Load, counted: readonly Finding[]): TestOutcome => {
  const invalid = load.whyNotValid.map((why) => `not valid: ${why}`);
  const body = [...load.findings.map((f) => `${titleOf(f)}: ${f.text}`), ...invalid].join('\n');
  const [first] = counted;
  if (first) return { kind: 'failure', type: first.kind, message: first.text, body };
  if (!load.valid) return { kind: 'error', type: 'not-valid', message: invalid.join('; ') || 'not valid', body };
  if (!load.complete) {
    const message = `stopped before its end, after ${decimal(load.generator.duration)} s`;
    return { kind: 'error', type: 'incomplete', message, body };
  }
  return { kind: 'passed' };
};

const channelLine = (c: Load['channels'][number]): string =>
  `${c.channel}: ${plural(c.requests, 'request')}, ${c.failed} failed, p50 ${ms(c.p50)} ms, p99 ${ms(c.p99)} ms`;
