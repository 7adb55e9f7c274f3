import { readFile } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { casesOf } from '../../cases/catalogue.ts';
import { readContract } from '../../clauses/contract.ts';
import { systemClock } from '../../target/clock.ts';
import { openDoor } from '../../target/door.ts';
import type { Exchange } from '../../target/exchange.ts';
import { openGate } from '../../target/gate.ts';
import { targetOf } from '../../target/profile.ts';
import { resolve } from '../../target/resolve.ts';
import { openTransport } from '../../target/transport.ts';
import type { Planned } from '../engine.ts';
import { runPact } from './pact.ts';
import { type Lie, openLiar, profile, token } from './testing/liar.ts';
import { runVerifier } from './verifier.ts';

const contract = readContract(await readFile(new URL('../../openapi-v2.json', import.meta.url), 'utf8'));
const cases = casesOf(contract);

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

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function audit(lie?: Lie, planOf: string[] = [...ids, notInPact], stop = new AbortController()) {
  const liar = await openLiar(lie);
  const checked = targetOf(profile(liar.url), { LIAR_TOKEN: token });
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  const { target } = checked;
  const exchanges: Exchange[] = [];
  const transport = openTransport();
  const onExchange = (one: Exchange) => exchanges.push(one);
  const gate = openGate({ target, transport, clock: systemClock(), signal: stop.signal, onExchange });
  const door = await openDoor(gate, cases);
  closers.push(liar.close, transport.close, door.close);
  const planned = cases
    .filter(({ id }) => planOf.includes(id))
    .flatMap((one): Planned[] => {
      const resolved = resolve(one, target);
      if (resolved.kind !== 'ready') throw new Error(`${one.id} is ${resolved.kind}`);
      return resolved.messages.map((message, entry) => ({ case: one, entry, ...message }));
    });
  const opinions = await runPact({ contract, planned, gate, door, signal: stop.signal });
  const not = (outcome: string) => opinions.filter((one) => one.outcome !== outcome);
  return { opinions, exchanges, seen: liar.seen, notPassed: not('passed') };
}

const named = (list: { case: string; entry: number }[]) => list.map((one) => `${one.case} ${one.entry}`).toSorted();

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
  await expect(runVerifier(job, new AbortController().signal)).rejects.toThrow(/no-such-file\.json/);
});
