import { expect, test } from 'vitest';
import { portable, tokenVariables } from './portable.ts';
import { OTHER_TOKEN, settings, TOKEN, TOKENS } from './testing/plans.ts';

test('in place of each token stands its variable, and no secret is left', () => {
  const found = portable(settings, TOKENS);
  expect(found.routes).toEqual([
    { channel: 'email', thread: 'thr_1', token: { env: 'ACME_TOKEN' } },
    { channel: 'slack', thread: 'thr_2', token: { env: 'ACME_TOKEN_BARE' }, channelId: 'C024BE91L' },
    { channel: 'teams', thread: 'thr_3', token: { env: 'ACME_TOKEN' } },
  ]);
  const text = JSON.stringify(found);
  for (const token of [TOKEN, OTHER_TOKEN]) expect(text).not.toContain(token);
  expect(found).toMatchObject({ model: settings.model, turns: settings.turns, control: null });
});

test('a token that the profile does not name is a bug, and its message does not tell it', () => {
  const attempt = () => portable(settings, TOKENS.slice(1));
  expect(attempt).toThrow(/thread thr_1/);
  expect(attempt).not.toThrow(TOKEN);
});

test('only variables that are used are named, each once', () => {
  expect(tokenVariables(portable(settings, TOKENS))).toEqual(['ACME_TOKEN', 'ACME_TOKEN_BARE']);
});
