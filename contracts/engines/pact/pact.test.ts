import { expect, test, vi } from 'vitest';
import { auditLiar, named } from '../testing/audit.ts';
import { type Lie, token } from '../testing/liar.ts';
import { runPact } from './pact.ts';
import { runVerifier } from './verifier.ts';

const ids = [
  'request.body.required/only-required',
  'request.body.attachments[].type/every-property',
  'says.slack-channel-id/given',
  'says.channel/teams',
  'says.integration/email',
  'security.bearer/missing',
  'security.bearer/unknown-token',
  'means.workspace/foreign',
];
/** No consumer relies on it, so it is not in the pact. */
const notInPact = 'security.bearer/basic';

// Each test starts a process; on a busy machine that alone may take seconds.
vi.setConfig({ testTimeout: 60_000 });

const audit = (lie?: Lie, planOf: string[] = [...ids, notInPact], stop?: AbortController) =>
  auditLiar(runPact, planOf, lie, stop);

test('a truthful target: every planned interaction is verified once, with each entry of its state, and nothing else is sent', async () => {
  const { opinions, exchanges, seen, notPassed } = await audit();
  expect(notPassed).toEqual([]);
  const wanted = [...ids.map((id) => `${id} 0`), 'means.workspace/foreign 1'].toSorted();
  expect(named(opinions)).toEqual(wanted);
  expect(named(exchanges.map(({ case: { id }, entry }) => ({ case: id, entry })))).toEqual(wanted);
  expect(exchanges.every(({ engine }) => engine === 'pact')).toBe(true);
  expect(seen).toHaveLength(wanted.length);
});

test('what is sent is what is planned: the profile’s threads, tokens, channel and attachment', async () => {
  const { seen, exchanges } = await audit(undefined, ids);
  const sentFor = (id: string) => seen[exchanges.findIndex((one) => one.case.id === id)];
  expect(sentFor('says.slack-channel-id/given')).toEqual({
    thread: 'thr_2',
    authorization: `Bearer ${token}`,
    body: { content: 'sendproof test message', channel_id: 'C777' },
  });
  expect(sentFor('request.body.required/only-required')?.thread).toBe('thr/1 %é');
  expect(sentFor('security.bearer/missing')?.authorization).toBeUndefined();
  expect(sentFor('request.body.attachments[].type/every-property')?.body.attachments).toEqual([
    expect.objectContaining({ Content: 'https://files.example.com/liar.pdf' }),
  ]);
});

test.each<[string, string, Lie, RegExp]>([
  [
    'a wrong channel',
    'says.channel/teams 0',
    ({ thread }) =>
      thread === 'thr_5' ? { status: 200, body: { id: 'm', thread_id: thread, channel: 'slack' } } : undefined,
    /^\$\.channel: Expected 'slack'/,
  ],
  [
    'no id',
    'says.slack-channel-id/given 0',
    ({ thread }) => (thread === 'thr_2' ? { status: 200, body: { thread_id: thread, channel: 'slack' } } : undefined),
    /missing the following keys: id/,
  ],
  [
    'a message without a token goes out',
    'security.bearer/missing 0',
    ({ authorization, thread }) =>
      authorization === undefined ? { status: 200, body: { id: 'm', thread_id: thread, channel: 'email' } } : undefined,
    /Expected status code 200 to be a Client error/,
  ],
  [
    'one of two foreign threads can be written to',
    'means.workspace/foreign 1',
    ({ thread }) =>
      thread === 'thr_8' ? { status: 200, body: { id: 'm', thread_id: thread, channel: 'email' } } : undefined,
    /Expected status code 200/,
  ],
])('one lie, %s: failed for exactly that case', async (_, name, lie, words) => {
  const { notPassed } = await audit(lie, ids);
  expect(named(notPassed)).toEqual([name]);
  expect(notPassed[0]).toMatchObject({ outcome: 'failed', words: expect.stringMatching(words) });
});

test('no answer is a fault, for exactly that case', async () => {
  const { notPassed } = await audit(({ thread }, response) => {
    if (thread !== 'thr_5') return undefined;
    response.destroy();
    return 'handled';
  }, ids);
  expect(named(notPassed)).toEqual(['says.channel/teams 0']);
  expect(notPassed[0]).toMatchObject({ outcome: 'fault', words: expect.stringContaining('error sending request') });
});

test('a target that answers with the token does not get it into an opinion', async () => {
  const { opinions } = await audit(
    ({ authorization, thread }) => ({
      status: 200,
      body: { id: 'm', thread_id: thread, channel: authorization },
    }),
    ['says.channel/teams'],
  );
  expect(opinions[0]?.words).toContain('Bearer $LIAR_TOKEN');
  expect(JSON.stringify(opinions)).not.toContain(token);
});

test('stopped in the middle: the child ends, and there is no opinion', async () => {
  const stop = new AbortController();
  const never: Lie = () => {
    stop.abort();
    return 'handled';
  };
  const { opinions, seen } = await audit(never, ids, stop);
  expect(opinions).toEqual([]);
  expect(seen).toHaveLength(1);
});

test('nothing planned that is in the pact: nothing is sent', async () => {
  const { opinions, exchanges } = await audit(undefined, [notInPact]);
  expect([opinions, exchanges]).toEqual([[], []]);
});

test('a Verifier that cannot run rejects, and says why', async () => {
  const job = { providerBaseUrl: 'http://127.0.0.1:9', pact: 'no-such-file.json', states: [], values: {} };
  const child = new URL('./child.ts', import.meta.url);
  await expect(runVerifier(child, job, 0, new AbortController().signal)).rejects.toThrow(/no-such-file\.json/);
});
