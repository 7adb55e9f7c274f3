import { expect, test } from 'vitest';
import { contract } from '../clauses/testing/document.ts';
import { caseCalled, cases } from '../target/testing/target.ts';
import { channelOfCase, channelsOf } from './channel.ts';
import { stateNames } from './state.ts';

const { request } = caseCalled('request.body.required/only-required');

test.each([
  ['email-thread', 'email'],
  ['slack-thread', 'slack'],
  ['slack-thread-stored', 'slack'],
  ['live-chat-thread', 'live_chat'],
  ['teams-thread', 'teams'],
  ['email-not-configured', 'email'],
  ['slack-not-configured', 'slack'],
  ['live-chat-not-configured', 'live_chat'],
  ['teams-not-configured', 'teams'],
] as const)('a case on %s is asked on %s, whether or not a message can go out there', (state, channel) => {
  expect(channelOfCase({ state, request })).toBe(channel);
});

test('only of a thread that is unknown or foreign nobody says the channel', () => {
  const without = stateNames.filter((state) => channelOfCase({ state, request }) === 'none');
  expect(without).toEqual(['unknown-thread', 'foreign-thread']);
});

test('an id of no thread has none either, whatever thread the state would give', () => {
  const madeUp = cases.filter(({ id }) => id.startsWith('means.thread_id.exists/'));
  expect(madeUp.length).toBeGreaterThan(5);
  expect(new Set(madeUp.map(channelOfCase))).toEqual(new Set(['none']));
  expect(channelOfCase(caseCalled('path.thread_id.type/percent-encoded'))).toBe('email');
});

test('a message that must go out is asked on the channel that its answer must name', () => {
  for (const one of cases)
    if (one.expectation.kind === 'success') expect(channelOfCase(one), one.id).toBe(one.expectation.channel);
  expect(channelsOf(contract)).toEqual(['email', 'slack', 'live_chat', 'teams']);
});
