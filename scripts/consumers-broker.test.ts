import { createServer } from 'node:http';
import { expect, test, vi } from 'vitest';
import { serveBroker } from '../contracts/consumers/testing/broker.ts';
import { listen } from '../contracts/engines/testing/server.ts';
import { expects, outcomes, reference, type TestTarget, verified } from './testing/consumer.ts';
import { aPact } from './testing/pacts.ts';

// Each run starts the Verifier in a process of its own; on a busy machine that alone may take seconds.
vi.setConfig({ testTimeout: 60_000 });

const shop = aPact('shop', expects('a plain message', 'email', { state: 'an email thread exists' }));
const chat = aPact('chat', expects('a chat message', 'live_chat', { thread: 'thr_live_chat' }));

const brokerToken = 'a-secret-of-the-broker';
const broker = (pacts: Parameters<typeof serveBroker>[0], mayPublish = true) =>
  serveBroker(pacts, { authorization: `Bearer ${brokerToken}`, mayPublish });
const publish = (url: string) => ({
  profile: { providerStates: { 'an email thread exists': 'email-thread' } },
  env: { PACT_BROKER_TOKEN: brokerToken },
  argv: [
    ...['--pact-broker-url', url, '--provider', 'api', '--publish-verification-result'],
    ...['--provider-version', '1.2.3', '--provider-version-branch', 'main'],
  ],
});

test('each pact is published as a whole, as the version that was given', async () => {
  const { url, asked } = await broker([shop, chat]);
  const { code, record, stderr } = await verified(await reference({ defect: 'channel-livechat' }), [], publish(url));
  const published = asked.filter(({ path }) => path.endsWith('/verification-results'));
  expect(published.map(({ path }) => /consumer\/(\w+)/.exec(path)?.[1])).toEqual(['shop', 'chat']);
  expect(published.map(({ body }) => JSON.parse(body))).toMatchObject([
    { success: true, providerApplicationVersion: '1.2.3' },
    { success: false, providerApplicationVersion: '1.2.3' },
  ]);
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toContain(
    'PUT /broker/pacticipants/api/branches/main/versions/1.2.3',
  );
  expect({ code, broken: outcomes(record.consumers ?? []) }).toMatchObject({
    code: 1,
    broken: { 'a chat message': 'failed' },
  });
  for (const text of [stderr, JSON.stringify(record)]) expect(text).not.toContain(brokerToken);
});

test('a pact of which something is not sent is verified, and not published', async () => {
  const half = aPact('half', ...chat.interactions, expects('a thread of somebody', 'email', { thread: 'thr_9' }));
  const { url, asked } = await broker([half, chat]);
  const { code, record } = await verified(await reference(), [], publish(url));
  const published = asked.filter(({ path }) => path.endsWith('/verification-results'));
  expect(published.map(({ path }) => /consumer\/(\w+)/.exec(path)?.[1])).toEqual(['chat']);
  expect(record.consumers?.map(({ consumer, outcome }) => `${consumer} ${outcome}`).toSorted()).toEqual([
    'chat passed',
    'half passed',
    'half untested',
  ]);
  expect({ code, notRun: record.notRun }).toMatchObject({
    code: 3,
    notRun: [{ why: expect.stringContaining('half') }],
  });
});

test('what the broker does not take is said', async () => {
  const { url } = await broker([chat], false);
  const { code, record } = await verified(await reference(), [], publish(url));
  expect({ code, notRun: record.notRun }).toMatchObject({
    code: 3,
    notRun: [{ why: expect.stringContaining('403') }],
  });
});

test('a target that answers with its token does not get it to the broker', async () => {
  const { url, asked } = await broker([chat]);
  const { code } = await verified(await echoing(), [], publish(url));
  const [published] = asked.filter(({ path }) => path.endsWith('/verification-results'));
  expect(published?.body).toContain('$ECHO_TOKEN');
  expect(published?.body).not.toContain('a-secret-of-the-target');
  expect(code).toBe(1);
});

/** A target that tells everybody what it was told. */
async function echoing(): Promise<TestTarget> {
  const { url, close } = await listen(
    createServer((request, response) => {
      const answer = { id: 'm1', thread_id: 'thr_live_chat', channel: request.headers.authorization };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    }),
  );
  const states = { 'email-thread': { thread: 'thr_email' }, 'live-chat-thread': { thread: 'thr_live_chat' } };
  const tokens = { full: { env: 'ECHO_TOKEN' } };
  return {
    profile: { name: 'echo', baseUrl: url, tokens, states },
    env: { ECHO_TOKEN: 'a-secret-of-the-target' },
    close,
  };
}

test('as which version must be said', async () => {
  const { url } = await broker([chat]);
  const { argv, env } = publish(url);
  const versionless = argv.filter((one) => one !== '--provider-version' && one !== '1.2.3');
  await expect(verified(await reference(), [], { argv: versionless, env })).rejects.toThrow('none is given');
});
