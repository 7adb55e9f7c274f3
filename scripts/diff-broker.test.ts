import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { at, documentText, documentWith } from '../contracts/clauses/testing/document.ts';
import { serveBroker } from '../contracts/consumers/testing/broker.ts';
import { listen } from '../contracts/engines/testing/server.ts';
import { directory, type Outcome, sendproof } from './testing/cli.ts';
import { anInteraction, aPact } from './testing/pacts.ts';

const provider = 'messages & threads';
const body = { content: 'Hello', cc: [{ email: 'somebody.with.a.long.name@example.com' }] };
const web = aPact('web', anInteraction('a copy to somebody', { body }), '3.0.0', provider);
const phone = aPact('phone', anInteraction('a plain message'), '3.0.0', provider);
const cats = aPact('cats', anInteraction('a cat', { path: '/cats' }), '3.0.0', 'cats-api');

const token = 'a-secret-that-nobody-may-see';

async function diff(env: Record<string, string>, ...argv: string[]): Promise<Outcome & { cwd: string }> {
  const cwd = directory();
  writeFileSync(join(cwd, 'old.json'), documentText);
  const path = `${at.body}/properties/cc/items/properties/email/maxLength`;
  writeFileSync(join(cwd, 'new.json'), documentWith({ [path]: 20 }));
  return { ...(await sendproof(['diff', 'old.json', 'new.json', '--no-color', ...argv], { cwd, env })), cwd };
}

test('a broker is asked as Pact’s Verifier asks it, and who breaks is named', async () => {
  const { url, asked } = await serveBroker([web, phone, cats], { authorization: `Bearer ${token}` });
  const selectors = '[{"mainBranch":true},{"matchingBranch":true}]';
  const { code, stdout, stderr, cwd } = await diff(
    { PACT_BROKER_TOKEN: token },
    ...['--pact-broker-url', url, '--provider', provider, '--out', 'changes', '--json'],
    ...['--consumer-version-selectors', selectors, '--provider-version-branch', 'feature'],
  );
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const pacts = `${url}/pacts/provider/${encodeURIComponent(provider)}/consumer`;
  expect(JSON.parse(stdout).consumers).toMatchObject({
    pacts: [
      { consumer: 'web', source: `${pacts}/web/pact-version/1`, compared: 1 },
      { consumer: 'phone', source: `${pacts}/phone/pact-version/1`, compared: 1 },
    ],
    broken: [{ consumer: 'web', interaction: 'a copy to somebody' }],
  });
  expect(asked.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)).toEqual([
    'GET /broker',
    `GET /broker/pacts/provider/${provider}/for-verification`,
    `POST /broker/pacts/provider/${provider}/for-verification`,
    `GET /broker/pacts/provider/${provider}/consumer/web/pact-version/1`,
    `GET /broker/pacts/provider/${provider}/consumer/phone/pact-version/1`,
  ]);
  expect(JSON.parse(asked[2]?.body ?? '')).toEqual({
    includePendingStatus: false,
    consumerVersionSelectors: JSON.parse(selectors),
    providerVersionBranch: 'feature',
  });
  for (const text of [stdout, readFileSync(join(cwd, 'changes/diff.json'), 'utf8')]) expect(text).not.toContain(token);
});

test('Pact’s own Verifier finds the same pacts at the broker of these tests', async () => {
  const { url, asked } = await serveBroker([phone, cats], { authorization: `Bearer ${token}` });
  const target = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: 'msg_1', channel: 'email' }));
  });
  const { url: providerBaseUrl, close } = await listen(target);
  onTestFinished(close);
  const options = {
    provider,
    providerBaseUrl,
    pactBrokerUrl: url,
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
    providerVersionBranch: 'main',
    logLevel: 'error',
  };
  const script = `import { Verifier } from '@pact-foundation/pact'; await new Verifier(${JSON.stringify(options)}).verifyProvider();`;
  // A process of its own: it writes natively to standard output.
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { PACT_BROKER_TOKEN: token, PACT_DO_NOT_TRACK: 'true' },
  });
  const of = asked.splice(0);
  const argv = ['--pact-broker-url', url, '--provider', provider, '--provider-version-branch', 'main'];
  await diff({ PACT_BROKER_TOKEN: token }, ...argv);
  const lines = (all: typeof asked) =>
    all.map(({ method, path, authorization }) => `${method} ${path} ${authorization}`);
  expect(lines(asked)).toEqual(lines(of));
  expect(JSON.parse(asked[2]?.body ?? '')).toEqual(JSON.parse(of[2]?.body ?? ''));
});

describe('credentials', () => {
  test.each([
    [
      'a user and a password',
      { PACT_BROKER_USERNAME: 'ana', PACT_BROKER_PASSWORD: 'pässword' },
      'YW5hOnDDpHNzd29yZA==',
    ],
    ['nothing', {}, undefined],
  ])('may be %s', async (_, env, basic) => {
    const { url, asked } = await serveBroker([web]);
    await diff(env, '--pact-broker-url', url, '--provider', provider);
    const shown = new Set(asked.map(({ authorization }) => authorization));
    expect(shown).toEqual(new Set([basic === undefined ? undefined : `Basic ${basic}`]));
  });

  test('that the broker does not take: no answer, and what to set', async () => {
    const { url } = await serveBroker([web], { authorization: 'Bearer other' });
    const { code, stderr } = await diff({ PACT_BROKER_TOKEN: token }, '--pact-broker-url', url, '--provider', provider);
    expect(code).toBe(3);
    expect(stderr).toContain('refuses access (401)');
    expect(stderr).toContain('PACT_BROKER_TOKEN');
    expect(stderr).not.toContain(token);
  });

  test('go to no other host, whatever the broker links to', async () => {
    const stranger = await serveBroker([web]);
    const { url, asked } = await serveBroker([web], { hostOf: () => stranger.url.replace('/broker', '') });
    await diff({ PACT_BROKER_TOKEN: token }, '--pact-broker-url', url, '--provider', provider);
    expect({ here: asked.length, there: stranger.asked }).toEqual({ here: 4, there: [] });
  });

  test('do not follow a redirect', async () => {
    const stranger = await serveBroker([web]);
    const server = createServer((_, response) => response.writeHead(302, { location: stranger.url }).end());
    const { url, close } = await listen(server);
    onTestFinished(close);
    const { code, stderr } = await diff({ PACT_BROKER_TOKEN: token }, '--pact-broker-url', url, '--provider', provider);
    expect(code).toBe(3);
    expect(stderr).toContain('leads elsewhere (302)');
    expect(stranger.asked).toEqual([]);
  });

  test.each(['--pact-broker-url', 'PACT_BROKER_BASE_URL'])(
    'in the URL of %s are refused and not repeated',
    async (by) => {
      const url = 'https://ana:hidden@broker.example.com';
      const isFlag = by.startsWith('--');
      const argv = [...(isFlag ? [by, url] : []), '--provider', provider];
      const { code, stderr } = await diff(isFlag ? {} : { [by]: url }, ...argv);
      expect(code).toBe(2);
      expect(stderr).toContain('holds credentials');
      expect(stderr).not.toContain('hidden');
    },
  );
});

test('the broker of the environment is asked for a provider, and left alone without', async () => {
  const { url, asked } = await serveBroker([web]);
  const env = { PACT_BROKER_BASE_URL: url };
  expect((await diff(env)).code).toBe(1);
  expect(asked).toEqual([]);
  expect((await diff(env, '--provider', provider)).stdout).toContain('web breaks by 1 interaction');
});

test.each<[string, number, string[], string]>([
  [
    'a provider that the broker does not know',
    2,
    ['--provider', 'dogs-api'],
    'the broker knows no provider "dogs-api"',
  ],
  ['no provider', 2, [], 'a broker is asked for the pacts of one provider'],
  ['a folder as well', 2, ['--provider', provider, '--pacts', 'x'], 'cannot be used with'],
  [
    'selectors that are none',
    2,
    ['--provider', provider, '--consumer-version-selectors', 'main'],
    'must be a list of selectors',
  ],
  ['pacts of another API', 2, ['--provider', 'cats-api'], 'what cats expects of cats-api'],
])('%s: said, exit code %i', async (_, expected, argv, complaint) => {
  const { url } = await serveBroker([web, cats]);
  const { code, stderr } = await diff({}, '--pact-broker-url', url, ...argv);
  expect(code).toBe(expected);
  expect(stderr).toContain(complaint);
  expect(stderr).not.toContain('    at ');
});

test.each<[string, number, string, string]>([
  ['HTML', 200, '<html>', 'does not answer with JSON'],
  ['JSON that is no index', 200, '{"hello": "world"}', 'is no Pact Broker'],
  ['an error', 503, '{}', 'answers with 503'],
])('a server that answers with %s (%i) is no broker: no answer', async (_, status, text, complaint) => {
  const server = createServer((__, response) => response.writeHead(status).end(text));
  const { url, close } = await listen(server);
  onTestFinished(close);
  const { code, stderr } = await diff({}, '--pact-broker-url', url, '--provider', provider);
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(complaint) });
  await close();
  const gone = await diff({}, '--pact-broker-url', url, '--provider', provider);
  expect(gone).toMatchObject({ code: 3, stderr: expect.stringContaining('does not answer') });
});
