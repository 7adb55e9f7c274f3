import { expect, test } from 'vitest';
import type { ConsumerResult } from '../../contracts/consumers/verify/result.ts';
import { fold } from '../record/fold.ts';
import { sampleCases } from '../testing/sample-cases.ts';
import { sampleEvidence, sampleFooter, sampleHeader } from '../testing/sample-record.ts';
import { consumersCheck } from './consumers.ts';

const interaction: ConsumerResult = {
  id: 'consumer: 1',
  consumer: 'shop',
  provider: 'api',
  source: 'shop.json',
  description: 'a message',
  states: [],
  outcome: 'passed',
  reason: '',
  exchange: 'x0001',
};

/** The problems of a record with one exchange of the first interaction. */
function problems(...consumers: ConsumerResult[]): string[] {
  const [one] = sampleCases;
  if (one === undefined) throw new RangeError('there is no sample case');
  const evidence = { ...sampleEvidence(one, 'pact'), id: 'x0001', case: 'consumer: 1' };
  const record = fold([
    sampleHeader,
    { type: 'evidence', evidence },
    ...consumers.map((consumer) => ({ type: 'consumer' as const, consumer })),
    sampleFooter,
  ]);
  return consumersCheck(record, consumers).problems.map(({ what }) => what);
}

test('an interaction with its exchange, and one that was not sent, hold', () => {
  const unsent = { ...interaction, id: 'consumer: 2', outcome: 'untested' as const, exchange: null };
  expect(problems(interaction, unsent)).toEqual([]);
});

test.each<[string, ConsumerResult[], RegExp]>([
  [
    'passed without an exchange',
    [interaction, { ...interaction, id: 'consumer: 2', exchange: null }],
    /without an exchange/,
  ],
  ['an exchange that is not there', [{ ...interaction, exchange: 'x9' }], /x9 .* is not there/],
  [
    'the exchange of another',
    [interaction, { ...interaction, id: 'consumer: 2' }],
    /not of the interaction consumer: 2/,
  ],
  ['an interaction left out', [], /x0001 is of no interaction/],
  ['an interaction said twice', [interaction, interaction], /two interactions/],
])('broken: %s', (_, consumers, words) => {
  expect(problems(...consumers)).toEqual([expect.stringMatching(words)]);
});
