import type { Case, Expectation, Fault } from '../../contracts/cases/case.ts';
import type { CaseOutcome } from './cases.ts';

/** What each outcome is called, and its sign: shape and word, so that no report depends on colour. */
export const outcomeWords: Readonly<Record<CaseOutcome, { sign: string; word: string }>> = {
  failed: { sign: '✕', word: 'failed' },
  waived: { sign: '~', word: 'waived' },
  warned: { sign: '!', word: 'warned' },
  cantTell: { sign: '?', word: "can't tell" },
  untested: { sign: '○', word: 'untested' },
  passed: { sign: '✓', word: 'passed' },
  inapplicable: { sign: '–', word: 'does not apply' },
};

/** What must come back, in words. */
export const expectationInWords = (expectation: Expectation): string => {
  if (expectation.kind === 'success') {
    return `Status 200 with a JSON body that fits the contract and names the channel "${expectation.channel}".`;
  }
  if (expectation.exactly) {
    return `A refusal: status ${expectation.exactly.status} with the code "${expectation.exactly.code}".`;
  }
  return 'A refusal: any status but success, with the JSON error body of the contract.';
};

const faultKinds: Readonly<Record<Exclude<Fault['kind'], 'keyword'>, string>> = {
  authorization: 'the authorization',
  scope: 'the scope of the token',
  thread: 'the thread',
  integration: 'the integration, which is not configured',
  body: 'the body',
  'media-type': 'the content type',
  'channel-id': 'the Slack channel id',
};

/** What is wrong with the request on purpose, in words; null when nothing is. */
export const faultInWords = (fault: Case['fault']): string | null => {
  if (fault === null) return null;
  if (fault.kind !== 'keyword') return `Wrong on purpose: ${faultKinds[fault.kind]}.`;
  return `Wrong on purpose: ${fault.at} breaks ${fault.keyword}.`;
};
