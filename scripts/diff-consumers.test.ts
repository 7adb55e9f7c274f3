import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json } from '../contracts/clauses/json.ts';
import { at, documentText, documentWith } from '../contracts/clauses/testing/document.ts';
import type { Diff } from '../reports/diff/result.ts';
import { directory, type Outcome, sendproof } from './testing/cli.ts';
import { anInteraction, aPact } from './testing/pacts.ts';

const email = `${at.body}/properties/cc/items/properties/email`;
const shorter = { [`${email}/maxLength`]: 20 };
const ofEmail = 'POST /threads/{thread_id}/messages request.body.cc[].email.maxLength';
const long = { content: 'Hello', cc: [{ email: 'somebody.with.a.long.name@example.com' }] };

/** What `diff` says of the contract as it is against a changed one, with files of these names and contents beside them. */
async function diff(
  edits: Record<string, Json | undefined>,
  files: Record<string, unknown>,
  ...more: string[]
): Promise<Outcome & { result: () => Diff }> {
  const cwd = directory();
  mkdirSync(join(cwd, 'pacts'));
  const all = { 'old.json': documentText, 'new.json': documentWith(edits), ...files };
  for (const [name, content] of Object.entries(all))
    writeFileSync(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));
  const outcome = await sendproof(['diff', 'old.json', 'new.json', ...more], { cwd });
  return { ...outcome, result: () => JSON.parse(outcome.stdout) };
}

const web = aPact('web', anInteraction('a plain message'), anInteraction('a copy to somebody', { body: long }));
const mobile = aPact('mobile', anInteraction('a message from a phone'));
const folder = { 'pacts/web.json': web, 'pacts/mobile.json': mobile, 'pacts/README.md': 'how these came here' };

describe('a consumer that the new document breaks', () => {
  test('is named, with the interaction, the change and why; who does not rely on it is not', async () => {
    const json = await diff(shorter, folder, '--pacts', 'pacts', '--json');
    expect(json.code).toBe(1);
    const { consumers } = json.result();
    expect(consumers).toMatchObject({
      builtIn: false,
      pacts: [
        { consumer: 'mobile', source: 'pacts/mobile.json', compared: 1 },
        { consumer: 'web', source: 'pacts/web.json', compared: 2 },
      ],
      broken: [
        {
          consumer: 'web',
          interaction: 'a copy to somebody',
          states: ['an email thread'],
          waived: false,
          reasons: [{ code: 'request.body.incompatible', place: 'request.body.cc[].email', changes: [ofEmail] }],
        },
      ],
    });
    for (const flag of ['--no-color', '--markdown']) {
      const { stdout } = await diff(shorter, folder, '--pacts', 'pacts', flag);
      expect(stdout).toContain('web breaks by 1 interaction');
      expect(stdout).toContain('a copy to somebody');
      expect(stdout).toContain('must NOT have more than 20 characters');
      expect(stdout).not.toContain('a message from a phone');
    }
  });

  test('is seen through a path of the server, too', async () => {
    const pact = aPact('web', anInteraction('a copy', { body: long, path: '/api/v2/threads/thr_1/messages' }));
    const { consumers } = (await diff(shorter, { 'web.json': pact }, '--pacts', 'web.json', '--json')).result();
    expect(consumers).toMatchObject({ pacts: [{ compared: 1 }], broken: [{ interaction: 'a copy' }] });
  });

  test('is seen through the path that the document tells the comparator', async () => {
    const pact = aPact('web', anInteraction('a copy', { body: long, path: '/v9/threads/thr_1/messages' }));
    const edits = { ...shorter, '/info/x-opc-config-base-path': '/v9' };
    const { consumers } = (await diff(edits, { 'web.json': pact }, '--pacts', 'web.json', '--json')).result();
    expect(consumers).toMatchObject({ pacts: [{ compared: 1 }], broken: [] });
    const files = { 'web.json': pact, 'old.json': documentWith({ '/info/x-opc-config-base-path': '/v9' }) };
    const both = (await diff(edits, files, '--pacts', 'web.json', '--json')).result();
    expect(both.consumers.broken).toMatchObject([{ interaction: 'a copy' }]);
  });

  test.each(['1.0.0', '2.0.0', '3.0.0', '4.0'])('is named from a pact of specification %s', async (version) => {
    const pact = aPact('web', anInteraction('a copy', { body: long, version }), version);
    const { result } = await diff(shorter, { 'web.json': pact }, '--pacts', 'web.json', '--json');
    expect(result().consumers.broken).toMatchObject([{ interaction: 'a copy', states: ['an email thread'] }]);
  });

  test('by an operation that is gone, by credentials, by a header, by what the answer has no more', async () => {
    const reasons = async (edits: Record<string, Json | undefined>) => {
      const { result } = await diff(edits, { 'web.json': mobile }, '--pacts', 'web.json', '--json');
      const { broken } = result().consumers;
      return broken.flatMap((one) =>
        one.reasons.map(({ place, changes }) => [place, ...changes.map((id) => id.split(' ')[2])]),
      );
    };
    expect(await reasons({ [at.post]: undefined })).toEqual([['request.path', 'operation']]);
    expect(
      await reasons({ '/components/securitySchemes/Authorization': { type: 'apiKey', in: 'header', name: 'X-Key' } }),
    ).toEqual([['request.security', 'request.security']]);
    const key = { in: 'header', name: 'X-Key', required: true, schema: { type: 'string' } };
    expect(await reasons({ [`${at.post}/parameters/1`]: key })).toEqual([
      ['request.header.X-Key', 'request.header.X-Key'],
    ]);
    expect(await reasons({ [`${at.success}/properties/id/type`]: 'integer' })).toEqual([
      ['response.body.id', 'response.200.body.id.type'],
    ]);
    expect(await reasons({ [`${at.post}/responses/200`]: undefined })).toEqual([
      ['response.body.id', 'response.200'],
      ['response.body.channel', 'response.200'],
    ]);
  });

  test('is one that reads what the answer may leave out now, and none that does not', async () => {
    const edits = { [`${at.success}/required`]: ['id', 'thread_id'] };
    const reader = aPact('reader', anInteraction('a message', { answer: { id: 'msg_1', channel: 'email' } }));
    const other = aPact('other', anInteraction('a message', { answer: { id: 'msg_1' } }));
    const files = { 'pacts/reader.json': reader, 'pacts/other.json': other };
    const { result } = await diff(edits, files, '--pacts', 'pacts', '--json');
    expect(result().consumers.broken).toMatchObject([
      { consumer: 'reader', reasons: [{ code: 'response.body.optional', place: 'response.body.channel' }] },
    ]);
  });
});

describe('only what got worse is said', () => {
  test.each<[string, Record<string, Json | undefined>, Json]>([
    [
      'an interaction that was broken before and is by more now',
      shorter,
      { ...long, cc: [{ email: 'a'.repeat(300) }] },
    ],
    [
      'an interaction that is mended now',
      { [`${at.body}/properties/subject`]: { type: 'string' } },
      { content: 'a', subject: 'b' },
    ],
    ['a limit that this interaction does not reach', { [`${email}/maxLength`]: 100 }, long],
    ['the same document', {}, long],
  ])('not %s', async (_, edits, body) => {
    const pact = aPact('web', anInteraction('a message', { body }));
    const { result } = await diff(edits, { 'web.json': pact }, '--pacts', 'web.json', '--json');
    expect(result().consumers).toMatchObject({ pacts: [{ compared: 1, unclear: [] }], broken: [] });
  });

  test('but what is new in an interaction that was broken elsewhere', async () => {
    const pact = aPact('web', anInteraction('a message', { body: { ...long, subject: 'never allowed' } }));
    const { result } = await diff(shorter, { 'web.json': pact }, '--pacts', 'web.json', '--json');
    expect(result().consumers.broken[0]?.reasons.map(({ place }) => place)).toEqual(['request.body.cc[].email']);
  });

  test('not what could not be seen before, because the interaction was broken by another type of content', async () => {
    const json = `${at.post}/requestBody/content/application~1json`;
    const old = { [json]: undefined, [`${at.post}/requestBody/content/text~1plain`]: { schema: { type: 'string' } } };
    const files = { 'web.json': web, 'old.json': documentWith(old) };
    const { result } = await diff(shorter, files, '--pacts', 'web.json', '--json');
    expect(result().consumers).toMatchObject({ pacts: [{ compared: 2, unclear: [] }], broken: [] });
  });

  test('not of an operation that is new: nobody can have called it', async () => {
    const cwd = directory();
    const elsewhere = documentWith({ '/paths': {} });
    writeFileSync(join(cwd, 'old.json'), elsewhere);
    writeFileSync(join(cwd, 'new.json'), documentWith(shorter));
    writeFileSync(join(cwd, 'web.json'), JSON.stringify(web));
    const { stdout } = await sendproof(['diff', 'old.json', 'new.json', '--pacts', 'web.json', '--json'], { cwd });
    expect(JSON.parse(stdout).consumers).toMatchObject({ pacts: [{ compared: 2 }], broken: [] });
  });
});

describe('a break', () => {
  test('by a change that is waived stays in sight and does not fail', async () => {
    const { result } = await diff(shorter, folder, '--pacts', 'pacts', '--json');
    const waivers = result().toWaive.map((one) => ({ ...one, reason: 'r', owner: 'o', expires: '2999-12-31' }));
    const files = { ...folder, 'known.json': { waivers } };
    const { code, stdout } = await diff(shorter, files, '--pacts', 'pacts', '--waivers', 'known.json');
    expect(code).toBe(0);
    expect(stdout).toContain('web (pacts/web.json): 1 interaction by what is waived');
    expect(stdout).toContain('a copy to somebody');
  });

  // An answer may hold more than it names, so that this tells no two messages apart; but a consumer reads it.
  const open = { [`${at.error}/additionalProperties`]: true, [`${at.error}/properties/issues`]: {} };
  const taken = { ...open, [`${at.error}/properties/issues`]: undefined };

  test('by a change that hurts nobody else makes that change one to waive', async () => {
    const answer = { message: 'why', code: 'invalid', issues: [{ message: 'too long' }] };
    const pact = aPact('web', anInteraction('a refusal', { status: 400, answer }));
    const cwd = directory();
    writeFileSync(join(cwd, 'old.json'), documentWith(open));
    writeFileSync(join(cwd, 'new.json'), documentWith(taken));
    writeFileSync(join(cwd, 'web.json'), JSON.stringify(pact));
    const run = (...more: string[]) =>
      sendproof(['diff', 'old.json', 'new.json', '--pacts', 'web.json', '--json', ...more], { cwd });
    const first = await run();
    expect(first.code).toBe(1);
    const { toWaive, consumers, changes }: Diff = JSON.parse(first.stdout);
    expect(changes.map(({ kind }) => kind)).toEqual(['nobody']);
    expect(consumers.broken[0]?.reasons.map(({ place }) => place)).toEqual(['response.body.issues']);
    const waivers = toWaive.map((one) => ({ ...one, reason: 'r', owner: 'o', expires: '2999-12-31' }));
    writeFileSync(join(cwd, 'known.json'), JSON.stringify({ waivers }));
    expect((await run('--waivers', 'known.json')).code).toBe(0);
  });
});

describe('the pacts that come with sendproof', () => {
  test('count where none are given, and the documents are of their API', async () => {
    const { code, stdout } = await diff({ [`${at.success}/properties/channel/enum`]: ['email', 'slack', 'teams'] }, {});
    expect(code).toBe(1);
    expect(stdout).toContain('sendproof-consumer breaks by 2 interactions');
  });

  test('say nothing of another API', async () => {
    const cwd = directory();
    const other = {
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: { '/cats': { get: { responses: {} } } },
    };
    writeFileSync(join(cwd, 'a.json'), JSON.stringify(other));
    const { code, stdout } = await sendproof(['diff', 'a.json', 'a.json'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '✓ The two documents say the same.\n' });
    const json = await sendproof(['diff', 'a.json', 'a.json', '--json'], { cwd });
    expect(JSON.parse(json.stdout).consumers).toMatchObject({ builtIn: true, pacts: [{ compared: 0 }], broken: [] });
  });
});

describe('pacts that cannot be used', () => {
  const strange = aPact('web', anInteraction('a list of cats', { path: '/cats' }), '3.0.0', 'cats-api');
  const messages = {
    consumer: { name: 'audit' },
    provider: { name: 'api' },
    messages: [{ description: 'a message was sent' }],
  };

  test.each<[string, Record<string, unknown>, string[], string[]]>([
    ['of another provider', { 'a.json': strange }, ['a.json'], ['what web expects of cats-api', '1 HTTP interactions']],
    ['with messages alone', { 'a.json': messages }, ['a.json'], ['what audit expects of api', '1 messages']],
    [
      'of none with that name',
      folder,
      ['pacts', '--provider', 'cats-api'],
      ['no pact in pacts is of provider "cats-api"', '"api"'],
    ],
    ['in an empty folder', {}, ['pacts'], ['no pact is in pacts']],
    ['that are not there', {}, ['nowhere'], ['the pacts nowhere cannot be read (ENOENT)']],
    [
      'that are something else, all at once',
      { 'pacts/a.json': '{', 'pacts/b.json': [], 'pacts/c.json': { ...web, interactions: [{ request: {} }] } },
      ['pacts'],
      [
        'pacts/a.json is not a pact: it is not JSON',
        'pacts/b.json is not a pact',
        'interactions[0] lacks the method or path',
      ],
    ],
  ])('%s: misuse that says so', async (_, files, argv, complaints) => {
    const { code, stderr } = await diff(shorter, files, '--pacts', ...argv);
    expect(code).toBe(2);
    for (const complaint of complaints) expect(stderr).toContain(complaint);
    expect(stderr).not.toContain('    at ');
  });

  test('beside some that can: those count, and what is left out is said', async () => {
    const { code, stdout } = await diff(
      shorter,
      { ...folder, 'pacts/cats.json': strange, 'pacts/audit.json': messages },
      '--pacts',
      'pacts',
    );
    expect(code).toBe(1);
    expect(stdout).toContain('left out: 1 interaction with paths that neither document has');
    expect(stdout).toContain('left out: 1 message, of which OpenAPI does not speak');
  });

  test('because the comparator gives up on the document: no answer, with its words', async () => {
    // Two paths that are one once their parameters are taken away.
    const twice = documentWith({ '/paths/~1threads~1{id}~1messages': { post: { responses: {} } } });
    const files = { ...folder, 'old.json': twice, 'new.json': twice };
    const { code, stdout } = await diff({}, files, '--pacts', 'pacts');
    expect(code).toBe(3);
    expect(stdout).toMatch(/web \(pacts\/web\.json\): 2 interactions could not be judged: .*already declared/);
    expect(await diff({}, { 'old.json': twice, 'new.json': twice })).toMatchObject({ code: 0 });
  });
});
