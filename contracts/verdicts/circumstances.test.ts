import { describe, expect, test } from 'vitest';
import { answered, caseCalled } from '../target/testing/target.ts';
import { judged, sends, sent } from './testing/run.ts';

describe('a Slack thread without a channel_id', () => {
  const missing = caseCalled('says.slack-channel-id/missing');
  const given = caseCalled('says.slack-channel-id/given');
  const outcome = (missingAt: number, givenAt: number) =>
    judged([sent(given, sends(given), { sentAt: givenAt }), sent(missing, sends(given), { sentAt: missingAt })]).find(
      (one) => one.case === missing.id && one.clause === 'says.slack-channel-id',
    )?.outcome;

  test('takes no message, as long as none with a channel_id was sent on it', () => {
    expect(outcome(1, 2)).toBe('failed');
  });

  test('may have stored the one that was sent on it before', () => {
    expect(outcome(2, 1)).toBe('cantTell');
  });
});

test.each([307, 308])('a %i to another origin decides nothing', (status) => {
  const one = caseCalled('request.body.required/only-required');
  const away = answered(status, [['location', 'https://elsewhere.example/']], '');
  expect(judged([sent(one, away)]).map(({ outcome }) => outcome)).toEqual(['cantTell']);
});
