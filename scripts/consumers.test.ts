import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RunRecord } from '../reports/record/record.ts';
import { sendproof } from './testing/cli.ts';
import { expects, isRefused, outcomes, reference, verified } from './testing/consumer.ts';
import { anInteraction, aPact } from './testing/pacts.ts';

// Each run starts the Verifier in a process of its own; on a busy machine that alone may take seconds.
vi.setConfig({ testTimeout: 60_000 });

const providerStates = { 'an email thread exists': 'email-thread' };

const shop = aPact(
  'shop',
  expects('a plain message', 'email', { state: 'an email thread exists' }),
  expects('a message to Teams', 'teams', { state: 'teams-thread', below: '/api/v2' }),
  expects('a message to Slack', 'slack', { state: 'slack-thread', body: { content: 'Hello', channel_id: 'C1' } }),
  isRefused('a message without content', 400, { state: 'email-thread', body: {} }),
  isRefused('a stranger', 401, { state: 'email-thread', authorization: 'Bearer stranger' }),
);
const chat = aPact('chat', expects('a chat message', 'live_chat', { thread: 'thr_live_chat' }));

test('what consumers expect is verified on the target’s own threads, by the target’s own tokens', async () => {
  const target = await reference();
  const { code, record, consumers, cwd } = await verified(target, [shop, chat], {
    profile: { providerStates },
  });
  expect(consumers.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  expect({ code, result: record.result, verified: consumers.length }).toEqual({
    code: 0,
    result: 'passed',
    verified: 6,
  });
  const sent = consumers.map(({ exchange }) => record.exchanges.find(({ id }) => id === exchange));
  expect(sent.map((one) => one?.thread)).toEqual([
    'thr_live_chat',
    'thr_email',
    'thr_teams',
    'thr_slack',
    'thr_email',
    'thr_email',
  ]);
  expect(sent.map((one) => one?.request.headers.find(([name]) => name === 'authorization')?.[1])).toEqual([
    ...Array.from({ length: 5 }, () => 'Bearer $SENDPROOF_REFERENCE_TOKEN'),
    'Bearer stranger',
  ]);
  // The evidence is what went over the wire, not what the Verifier was told of it.
  expect(sent[1]?.answer).toMatchObject({ body: { text: expect.stringContaining('"thread_id":"thr_email"') } });
  expect(JSON.parse(sent[3]?.request.body.text ?? '')).toEqual({ content: 'Hello', channel_id: 'C024BE91L' });
  expect(readFileSync(join(cwd, 'run/summary.md'), 'utf8')).toContain('### Consumers');
  const { code: holds, stdout } = await sendproof(['verify', 'run'], { cwd });
  expect({ holds, stdout }).toEqual({ holds: 3, stdout: expect.stringMatching(/✓ consumers +6 interactions/) });
  const replayed = await sendproof(['replay', 'run', 'request.body.required/only-required'], { cwd, env: target.env });
  expect(replayed.code).toBe(0);
});

test.each([
  ['channel-teams-as-slack', ['a message to Teams']],
  ['token-unknown-accepted', ['a stranger']],
  ['content-missing-accepted', ['a message without content']],
  ['thread-id-of-another', ['a plain message', 'a message to Teams', 'a message to Slack']],
])('the defect %s breaks who relies on it, and nothing else', async (defect, wanted) => {
  const { code, record, consumers, stderr, cwd } = await verified(await reference({ defect }), [shop], {
    profile: { providerStates },
  });
  const broken = Object.entries(outcomes(consumers)).filter(([, outcome]) => outcome !== 'passed');
  expect(broken).toEqual(wanted.map((name) => [name, 'failed']));
  expect({ code, result: record.result }).toEqual({ code: 1, result: 'failed' });
  expect(stderr).toContain(`✕ shop is broken: ${wanted[0]} (`);
  const report = (name: string) => readFileSync(join(cwd, 'run', name), 'utf8');
  for (const name of ['report.html', 'summary.md', 'junit.xml', 'ctrf.json', 'report.sarif'])
    expect(report(name), name).toContain('broken by this target');
});

test.each([['content-type-charset'], ['json-escaped'], ['server-error-once']])(
  'the oddity %s breaks nobody',
  async (variant) => {
    const { code, consumers } = await verified(await reference({ variant }), [shop, chat], {
      profile: { providerStates },
    });
    expect(consumers.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(code).toBe(0);
  },
);

describe('what cannot be told is said, and is neither passed nor held against the target', () => {
  const state = 'a thread with a cat';
  const cat = aPact('cat', expects('a message to the cat', 'email', { state }));
  test.each([
    [{}, 'untested', 3],
    [{ [state]: { untested: 'we have no cats' } }, 'untested', 0],
    [{ [state]: 'live-chat-not-configured' }, 'inapplicable', 0],
  ])('a provider state of which the profile says %j: %s', async (known, outcome, code) => {
    const states = { 'live-chat-not-configured': 'inapplicable' };
    const target = await reference();
    const profile = { states: { ...Object(Object(target.profile).states), ...states }, providerStates: known };
    const found = await verified(target, [aPact('cat', ...cat.interactions, ...chat.interactions)], { profile });
    expect(outcomes(found.consumers)).toEqual({ 'a message to the cat': outcome, 'a chat message': 'passed' });
    expect(found.code).toBe(code);
  });

  test('more than the contract promises', async () => {
    const answer = { id: 'msg_1', channel: 'email', sentBy: 'Ana' };
    const curious = aPact('curious', expects('who sent it', 'email', { state: 'email-thread', answer }));
    const { code, consumers } = await verified(await reference(), [curious]);
    expect(consumers).toMatchObject([
      { outcome: 'unpromised', reason: expect.stringMatching(/sentBy.*more than the contract promises/) },
    ]);
    expect(code).toBe(3);
  });

  test('what the pact itself calls pending', async () => {
    const interaction = {
      ...Object(anInteraction('an id that nobody can foretell', { version: '4.0' })),
      pending: true,
    };
    const profile = { providerStates: { 'an email thread': 'email-thread' } };
    const { code, consumers } = await verified(await reference(), [aPact('draft', interaction, '4.0')], { profile });
    expect(consumers).toMatchObject([{ outcome: 'untested', accepted: true, reason: expect.stringContaining('$.id') }]);
    expect(code).toBe(0);
  });

  test('requests that the profile does not allow', async () => {
    const profile = { providerStates, limits: { requests: 4, ratePerSecond: 1000 } };
    const { code, consumers } = await verified(await reference(), [shop], { profile });
    const reasons = consumers.filter(({ outcome }) => outcome === 'fault').map(({ reason }) => reason);
    expect(reasons).toEqual(Array.from({ length: 2 }, () => "no answer: the profile's limit of 4 requests is reached"));
    expect(code).toBe(3);
  });
});

test.each([
  ['pacts of another API', [], 'no interaction of the pacts goes to an operation of the contract'],
  ['another provider', ['--provider', 'dogs'], 'of provider "dogs"'],
  ['publishing what is in files', ['--publish-verification-result'], 'only results for pacts of a Pact Broker'],
  ['a version without publishing', ['--provider-version', '1'], 'for publishing only'],
])('%s: nothing is sent', async (_, argv, words) => {
  const cats = aPact('cats', expects('a cat', 'email', { below: '/cats' }), '3.0.0', 'cats-api');
  await expect(verified(await reference(), [cats], { argv })).rejects.toThrow(words);
});

test('a run that broke off among consumers goes on: they are verified again, and no exchange takes the place of another', async () => {
  const target = await reference();
  const { cwd, record: whole } = await verified(target, [shop], { profile: { providerStates } });
  const file = join(cwd, 'run/events.jsonl');
  const lines = readFileSync(file, 'utf8').split('\n');
  const third = lines.findIndex((line) => line.includes('"case":"consumer: 3"'));
  writeFileSync(file, `${lines.slice(0, third).join('\n')}\n`);
  rmSync(join(cwd, 'run/record.json'));
  const argv = [
    'contract',
    '--target',
    'profile.json',
    '--engine',
    'probe',
    '--only',
    'request.body.required/only-required',
  ];
  const again = await sendproof([...argv, '--pacts', 'pacts', '--resume', 'run'], { cwd, env: target.env });
  const record: RunRecord = JSON.parse(readFileSync(join(cwd, 'run/record.json'), 'utf8'));
  expect({ code: again.code, consumers: outcomes(record.consumers ?? []) }).toEqual({
    code: 0,
    consumers: outcomes(whole.consumers ?? []),
  });
  // Two of the first part, and all five of the second.
  expect(record.exchanges).toHaveLength(whole.exchanges.length + 2);
});
