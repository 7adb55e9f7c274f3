import type { ConsumerResult } from '../../contracts/consumers/verify/result.ts';
import type { RunRecord } from '../record/record.ts';
import { clip, count, list, oneLine, plural } from '../text.ts';
import type { CaseOutcome } from './cases.ts';

/** A report says this once beside what it tells of consumers. */
export const consumersLead =
  'What a consumer expects stands in its own pact. It is not the contract: a target may keep the contract and break a consumer.';

const words: Readonly<Record<ConsumerResult['outcome'], { sign: CaseOutcome; word: string }>> = {
  failed: { sign: 'failed', word: 'broken by this target' },
  fault: { sign: 'cantTell', word: 'no answer' },
  unpromised: { sign: 'cantTell', word: 'not promised by the contract' },
  untested: { sign: 'untested', word: 'not tested' },
  passed: { sign: 'passed', word: 'passed' },
  inapplicable: { sign: 'inapplicable', word: 'does not apply' },
};

const worstFirst = Object.keys(words);

/** What became of an interaction, as the sign that cases have for it and in words. */
export const interactionWords = ({ outcome }: ConsumerResult): { sign: CaseOutcome; word: string } => words[outcome];

/** Interactions by consumer: the worst first, and else in the order of the record. */
export const byConsumer = ({ consumers = [] }: RunRecord): [consumer: string, results: ConsumerResult[]][] => {
  const rank = ({ outcome }: ConsumerResult): number => worstFirst.indexOf(outcome);
  const sorted = consumers.toSorted((one, other) => rank(one) - rank(other));
  return [...Map.groupBy(sorted, ({ consumer }) => consumer)];
};

/** "shop: a plain message (an email thread exists)" */
export const interactionTitle = ({ description, states }: ConsumerResult): string =>
  states.length === 0 ? description : `${description} (${list(states)})`;

/** What stands against the target, or why there is no more to say. */
export const interactionReason = ({ outcome, reason, accepted }: ConsumerResult): string =>
  `${outcome === 'passed' ? '' : `${words[outcome].word}: `}${reason}${accepted === true ? ' (accepted)' : ''}`;

/** Consumers that the target breaks by what the contract promises them. */
export const brokenConsumers = ({ consumers = [] }: RunRecord): string[] => [
  ...new Set(consumers.filter(({ outcome }) => outcome === 'failed').map(({ consumer }) => consumer)),
];

/** "2 of 5 interactions of consumers are broken (shop)", for the one sentence; nothing where no pacts were given. */
export const consumersInWords = (record: RunRecord): string[] => {
  const { consumers = [] } = record;
  if (consumers.length === 0) return [];
  const of = (outcome: ConsumerResult['outcome']): number => consumers.filter((one) => one.outcome === outcome).length;
  const names = list(
    brokenConsumers(record)
      .map((name) => oneLine(clip(name, 60)))
      .slice(0, 5),
  );
  const tried = plural(consumers.length - of('untested') - of('inapplicable'), 'interaction');
  return of('failed') > 0
    ? [`${count(of('failed'))} of ${tried} of consumers ${of('failed') === 1 ? 'is' : 'are'} broken (${names})`]
    : [`${count(of('passed'))} of ${plural(consumers.length, 'interaction')} of consumers passed`];
};
