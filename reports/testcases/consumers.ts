import type { ConsumerResult } from '../../contracts/consumers/verify/result.ts';
import { clip, shortLine } from '../text.ts';
import { interactionReason, interactionTitle } from '../view/consumers.ts';
import { answerText, requestText } from '../view/exchange-text.ts';
import type { View } from '../view/index.ts';
import { plainTest, type TestCase, type TestOutcome } from './testcase.ts';

/** Each interaction of a consumer as a test: broken is a failure, and what nobody can tell an error. */
export const consumerTests = ({ record, find }: View): TestCase[] =>
  (record.consumers ?? []).map((one) => {
    const exchange = find.exchange(one.exchange);
    const body =
      exchange === undefined
        ? ''
        : [
            `Again with:\n${exchange.curl}`,
            `Sent:\n${requestText(exchange)}`,
            `Came back:\n${answerText(exchange)}`,
          ].join('\n\n');
    return {
      ...plainTest(`consumers: ${shortLine(one.consumer)}`, interactionTitle(one), outcomeOf(one, body)),
      id: `${one.consumer}: ${interactionTitle(one)} [pact]`,
      classname: `consumers.${one.consumer}`,
      milliseconds: exchange?.duration ?? 0,
    };
  });

const outcomeOf = (one: ConsumerResult, body: string): TestOutcome => {
  const { consumer, outcome, reason, accepted } = one;
  const message = clip(interactionReason(one), 1000);
  switch (outcome) {
    case 'passed':
      return { kind: 'passed' };
    case 'failed':
      return {
        kind: 'failure',
        type: 'consumer',
        message: `${consumer} is broken by this target: ${clip(reason, 1000)}`,
        body,
      };
    case 'fault':
    case 'unpromised':
      return { kind: 'error', type: outcome, message, body };
    case 'untested':
      return { kind: 'skipped', why: accepted === true ? 'untested-accepted' : 'untested', message, body: '' };
    case 'inapplicable':
      return { kind: 'skipped', why: 'inapplicable', message, body: '' };
  }
};
