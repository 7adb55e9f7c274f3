import { describe, expect, test } from 'vitest';
import { isLoopback, targetOf } from './profile.ts';
import { env, example, targetWith } from './testing/target.ts';

/** What is said to be wrong with a profile: pointer and message of each problem. */
function problemsOf(profile: unknown, variables: Record<string, string> = env): string[] {
  const checked = targetOf(profile, variables);
  return 'problems' in checked
    ? checked.problems.map(({ pointer, message }) => `${pointer} ${message}`).toSorted()
    : [];
}

describe('the example profile', () => {
  test('is a target with a state for each of its entries', () => {
    const { states, ...target } = targetWith();
    expect(target).toMatchObject({
      name: 'acme-staging',
      baseUrl: 'https://staging.acme.example/api/v2',
      loopback: false,
      attachmentUrl: 'https://files.acme.example/test.pdf',
      limits: { requests: 2000, ratePerSecond: 20 },
    });
    expect(states).toEqual({
      'email-thread': { kind: 'ready', entries: [{ thread: 'thr_1', token: 'full' }] },
      'slack-thread': { kind: 'ready', entries: [{ thread: 'thr_2', token: 'full', channelId: 'C024BE91L' }] },
      'slack-thread-stored': { kind: 'ready', entries: [{ thread: 'thr_3', token: 'full' }] },
      'live-chat-thread': { kind: 'ready', entries: [{ thread: 'thr_4', token: 'full' }] },
      'teams-thread': { kind: 'ready', entries: [{ thread: 'thr_5', token: 'full' }] },
      'email-not-configured': { kind: 'ready', entries: [{ thread: 'thr_6', token: 'bare' }] },
      'slack-not-configured': { kind: 'ready', entries: [{ thread: 'thr_7', token: 'bare', channelId: 'C024BE91L' }] },
      'live-chat-not-configured': { kind: 'inapplicable' },
      'teams-not-configured': { kind: 'ready', entries: [{ thread: 'thr_8', token: 'bare' }] },
      'unknown-thread': { kind: 'ready', entries: [{ thread: 'thr_does_not_exist', token: 'full' }] },
      'foreign-thread': {
        kind: 'ready',
        entries: [
          { thread: 'thr_1', token: 'bare' },
          { thread: 'thr_4', token: 'bare' },
        ],
      },
    });
  });

  test('has its tokens from the environment', () => {
    expect(Object.fromEntries(targetWith().tokens)).toEqual({
      full: { env: 'ACME_TOKEN', value: 'full-secret' },
      'no-scope': { env: 'ACME_TOKEN_READONLY', value: 'readonly-secret' },
      bare: { env: 'ACME_TOKEN_BARE', value: 'bare-secret' },
    });
  });
});

test('a state left out is untested and not accepted; a reason accepts it; inapplicable is neither', () => {
  const { states } = targetWith({
    states: {
      'email-thread': { thread: 't' },
      'slack-thread': { untested: 'no Slack yet' },
      'teams-thread': 'inapplicable',
    },
  });
  expect(states['live-chat-thread']).toEqual({
    kind: 'untested',
    why: 'the profile names no live-chat-thread',
    accepted: false,
  });
  expect(states['slack-thread']).toEqual({ kind: 'untested', why: 'no Slack yet', accepted: true });
  expect(states['teams-thread']).toEqual({ kind: 'inapplicable' });
});

test('all that is wrong is said at once, each at its place', () => {
  expect(
    problemsOf(
      {
        ...example,
        name: '',
        baseUrl: 'https://ana:pw@staging.acme.example/api?x=1',
        consent: undefined,
        tokens: { full: { env: 'MISSING' }, 'a/b': { env: 'NEWLINE' }, odd: { file: 'x' } },
        states: {
          'email-thread': { thred: 'thr_1' },
          'slack-thread': { thread: 'thr_2', token: 'nobody' },
          'foreign-thread': [
            { thread: 'a', token: 'full' },
            { thread: 'b', token: 'toString' },
          ],
          fax: 'inapplicable',
        },
        limits: { requests: 0 },
        colour: 'red',
      },
      { NEWLINE: 'one\ntwo' },
    ),
  ).toEqual([
    '/ has no property "colour"',
    expect.stringContaining('/baseUrl must end with its path'),
    expect.stringContaining('/baseUrl must not hold credentials'),
    expect.stringContaining('/consent is needed'),
    expect.stringContaining('/limits/requests must be >= 1'),
    expect.stringContaining('/name must NOT have fewer than 1 characters'),
    '/states has no property "fax"',
    expect.stringContaining('/states/email-thread must be {"thread": …'),
    '/states/foreign-thread/1/token names the token "toString", which is not in /tokens',
    '/states/slack-thread/token names the token "nobody", which is not in /tokens',
    '/tokens/a~1b/env names the variable NEWLINE, whose value cannot stand in a header',
    '/tokens/full/env names the variable MISSING, which is not set',
    expect.stringContaining('/tokens/odd must be {"env": '),
  ]);
});

const mistakes: [string, object, string][] = [
  ['no consent for another machine', { consent: undefined }, '/consent'],
  ['credentials', { baseUrl: 'https://ana@staging.acme.example' }, '/baseUrl must not hold credentials'],
  ['a query', { baseUrl: 'https://staging.acme.example/?' }, '/baseUrl must end with its path'],
  ['a fragment', { baseUrl: 'https://staging.acme.example/#top' }, '/baseUrl must end with its path'],
  ['another scheme', { baseUrl: 'ftp://staging.acme.example' }, '/baseUrl'],
  ['no host', { baseUrl: 'https://' }, '/baseUrl is not a URL'],
  ['no base URL', { baseUrl: undefined }, "/ must have required property 'baseUrl'"],
  ['no full token', { tokens: { 'no-scope': { env: 'ACME_TOKEN' }, bare: { env: 'ACME_TOKEN' } } }, '/tokens/full'],
  ['a list without entries', { states: { 'email-thread': [] } }, '/states/email-thread must be'],
  ['untested without a reason', { states: { 'email-thread': { untested: '' } } }, '/states/email-thread must be'],
  ['an attachment that cannot be fetched', { attachmentUrl: 'http://files.acme.example/a' }, '/attachmentUrl'],
  ['no rate', { limits: { ratePerSecond: 0 } }, '/limits/ratePerSecond'],
  [
    'a provider state of no state',
    { providerStates: { 'a/b': 'email-tread' } },
    '/providerStates/a~1b names the state "email-tread", which there is not; the nearest is "email-thread"',
  ],
  [
    'a provider state with a token of nobody',
    { providerStates: { a: { state: 'email-thread', token: 'nobody' } } },
    '/providerStates/a names the token "nobody", which is not in /tokens',
  ],
  ['a provider state that is a number', { providerStates: { a: 5 } }, '/providerStates/a must be the name of a state'],
  ['metrics of nothing', { metrics: {} }, '/metrics must be {"pid": number}'],
  ['a number for a name', { name: 5 }, '/name must be string'],
  ['no name', { name: undefined }, "/ must have required property 'name'"],
  ['a property that does not exist', { limit: {} }, '/ has no property "limit"'],
];

test.each(mistakes)('%s is one problem', (_, changes, problem) => {
  expect(problemsOf({ ...example, ...changes })).toEqual([expect.stringContaining(problem)]);
});

test('of any two mistakes at different places, both are said at once', () => {
  // Without an address nobody can say whether the target needs consent.
  const places = (changes: object) => Object.keys(changes).map((key) => (key === 'consent' ? 'baseUrl' : key));
  const together = mistakes.flatMap(([, one, first], index) =>
    mistakes
      .slice(index + 1)
      .filter(([, other]) => !places(other).some((place) => places(one).includes(place)))
      .map(([, other, second]) => ({ profile: { ...example, ...one, ...other }, said: [first, second] })),
  );
  expect(together.length).toBeGreaterThan(50);
  for (const { profile, said } of together) {
    const problems = problemsOf(profile);
    expect(problems).toHaveLength(2);
    for (const problem of said) expect(problems).toContainEqual(expect.stringContaining(problem));
  }
});

test.each([null, 5, 'text', [], {}])('%j is no profile', (profile) => {
  expect(problemsOf(profile)).not.toEqual([]);
});

test('a token variable that is empty is not set, nor is one that is not there', () => {
  const { ACME_TOKEN: _, ...others } = env;
  for (const variables of [{ ...env, ACME_TOKEN: '' }, others])
    expect(problemsOf(example, variables)).toEqual([
      '/tokens/full/env names the variable ACME_TOKEN, which is not set',
    ]);
});

test.each(['one two', 'één', 'tab\t', 'line\r\nx-evil: 1'])('the token %j cannot stand in a header', (value) => {
  expect(problemsOf(example, { ...env, ACME_TOKEN: value })).toEqual([
    expect.stringContaining('/tokens/full/env names the variable ACME_TOKEN, whose value cannot stand'),
  ]);
});

test('what is said of a profile never shows a token', () => {
  expect(JSON.stringify(problemsOf(example, { ...env, ACME_TOKEN: 'se cret' }))).not.toContain('cret');
});

test.each([
  ['http://127.0.0.1:8080', true],
  ['http://127.9.9.9', true],
  ['http://127.1', true],
  ['http://localhost:1', true],
  ['http://LOCALHOST', true],
  ['http://[::1]:80/api', true],
  ['http://127.0.0.1.evil.example', false],
  ['http://128.0.0.1', false],
  ['http://localhost.evil.example', false],
  ['http://localhost@evil.example', false],
  ['http://0.0.0.0', false],
  ['http://[::2]', false],
])('%s is on this machine: %s', (url, loopback) => {
  expect(isLoopback(url)).toBe(loopback);
});

test('a target on this machine needs no consent, and may be sent much; a stranger’s gets little', () => {
  const { consent: _, limits: __, ...bare } = example;
  const own = targetWith({ ...bare, baseUrl: 'http://127.0.0.1:1/', consent: undefined, limits: undefined });
  expect(own).toMatchObject({ loopback: true, baseUrl: 'http://127.0.0.1:1' });
  const stranger = targetWith({ limits: { requests: 5 } });
  expect(stranger.limits).toEqual({ requests: 5, ratePerSecond: 20 });
  expect(own.limits.requests).toBeGreaterThan(stranger.limits.requests);
});
