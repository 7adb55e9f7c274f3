import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, onTestFinished, test } from 'vitest';
import type { Json } from '../contracts/clauses/json.ts';
import { at, documentText, documentWith } from '../contracts/clauses/testing/document.ts';
import { env, following, type Quirk } from '../contracts/witnesses/testing/following.ts';
import { serve } from '../fixtures/reference/index.ts';
import schema from '../reports/diff/diff.schema.json' with { type: 'json' };
import type { Diff } from '../reports/diff/result.ts';
import { directory, sendproof } from './testing/cli.ts';

const urgent = {
  [`${at.body}/properties/priority`]: { type: 'string', enum: ['low', 'high'] },
  [`${at.body}/required`]: ['content', 'priority'],
};
const shorter = { [`${at.body}/properties/cc/items/properties/email/maxLength`]: 100 };

type Finding = (Diff['behaviour'] & {})['changes'][number];

/** Two documents and two targets in a directory of their own, and what a diff makes of them. */
async function asked(
  now: string,
  targets: { before?: unknown; after?: unknown },
  argv: string[] = [],
  more = {},
  old = documentText,
) {
  const cwd = directory();
  writeFileSync(join(cwd, 'old.json'), old);
  writeFileSync(join(cwd, 'new.json'), now);
  const stages = Object.entries(targets).flatMap(([stage, profile]) => {
    writeFileSync(join(cwd, `${stage}.json`), JSON.stringify(profile));
    return [`--${stage}`, `${stage}.json`];
  });
  const outcome = await sendproof(['diff', 'old.json', 'new.json', ...stages, ...argv], { cwd, env, ...more });
  return { ...outcome, cwd };
}

/** What is found of each change, by its name. */
async function findingsOf(now: string, targets: { before?: unknown; after?: unknown }, more = {}) {
  const { stdout } = await asked(now, targets, ['--json'], more);
  const { changes, behaviour }: Diff = JSON.parse(stdout);
  const names = new Map(changes.map(({ id, name }) => [id, name]));
  return new Map((behaviour?.changes ?? []).map((one): [string, Finding] => [names.get(one.change) ?? '', one]));
}

test('of two changes of one body, the one that was implemented is told from the other', async () => {
  const both = documentWith({ ...urgent, ...shorter });
  const before = (await following(documentText)).profile;
  const after = (await following(documentWith(urgent))).profile;
  const found = await findingsOf(both, { before, after });
  expect(found.get('request.body.priority.required')?.finding).toBe('broken');
  expect(found.get('request.body.cc[].email.maxLength')?.finding).toBe('unchanged');
});

test('an implementation that the harness does not share a line with: the reference and two of its defects', async () => {
  const target = async (defect?: string) => {
    const server = await serve(defect === undefined ? {} : { defect });
    onTestFinished(() => server.close());
    return server;
  };
  const clean = await target();
  const found = async (now: string, after: Awaited<ReturnType<typeof target>>) =>
    findingsOf(now, { before: clean.profile, after: after.profile }, { env: clean.env });
  const unlimited = documentWith({ [`${at.body}/properties/cc/items/properties/email/maxLength`]: undefined });
  const lax = await target('cc-email-length-unchecked');
  expect((await found(unlimited, lax)).get('request.body.cc[].email.maxLength')?.finding).toBe('followed');
  const named = documentWith({ [`${at.body}/properties/attachments/items/properties/Name/maxLength`]: 20 });
  expect((await found(named, clean)).get('request.body.attachments[].Name.maxLength')?.finding).toBe('unchanged');
  const optional = documentWith({ [`${at.success}/required`]: ['thread_id', 'channel'] });
  const without = await target('success-without-id');
  expect((await found(optional, without)).get('response.200.body.id.required')?.finding).toBe('broken');
});

test.each<[title: string, quirk: Quirk, why: RegExp]>([
  [
    'refuses the control as well',
    ({ body: sent }) => (sent.includes('"cc"') ? { status: 400 } : undefined),
    /so is its control/,
  ],
  [
    'answers in two ways',
    ({ count }) => (count > 3 ? { status: 400 } : undefined),
    /answered in two ways: 200.* then 400/,
  ],
  ['fails', () => ({ status: 500 }), /the target failed \(500/],
  ['wants to be left alone', () => ({ status: 429, headers: { 'retry-after': '0' } }), /come later \(429/],
  ['lets nobody in', () => ({ status: 401 }), /so is its control \(401/],
  ['answers with a page', () => ({ status: 200, headers: { 'content-type': 'text/html' } }), /neither document has/],
])('a target that %s shows nothing', async (_, quirk, why) => {
  const now = documentWith(shorter);
  const before = (await following(documentText)).profile;
  const after = (await following(now, quirk)).profile;
  const one = (await findingsOf(now, { before, after })).get('request.body.cc[].email.maxLength');
  expect(one?.finding).toBe('cannotTell');
  expect(one?.before?.as).toBe('old');
  expect(one?.after).toMatchObject({ as: 'unknown', why: expect.stringMatching(why) });
});

test('a text past what every target must read shows nothing when it is refused', async () => {
  const now = documentWith({ [`${at.body}/properties/content/maxLength`]: 70_000 });
  const { profile } = await following(now);
  const one = (await findingsOf(now, { after: profile })).get('request.body.content.maxLength');
  expect(one).toMatchObject({
    finding: 'cannotTell',
    after: { why: expect.stringMatching(/for its length alone \(400/) },
  });
});

test.each<[title: string, channelOf: (count: number) => string, why: RegExp]>([
  ['of neither document', () => 'fax', /right under neither document/],
  ['now of one and now of both', (count) => (count % 3 === 0 ? 'whatsapp' : 'email'), /answered in two ways/],
])('answers that are %s show nothing', async (_, channelOf, why) => {
  const channels = ['email', 'slack', 'live_chat', 'teams', 'whatsapp'];
  const now = documentWith({ [`${at.success}/properties/channel/enum`]: channels });
  const { profile } = await following(now, ({ count }) => ({
    status: 200,
    body: { id: `m${count}`, thread_id: 'thr-email', channel: channelOf(count) },
  }));
  const one = (await findingsOf(now, { after: profile })).get('response.200.body.channel.enum');
  expect(one).toMatchObject({ finding: 'cannotTell', after: { why: expect.stringMatching(why) } });
});

test.each<[title: string, schemaOfContent: Json, why: string]>([
  ['has no text', { type: 'string', pattern: '[' }, 'can make none from these documents'],
  ['no validator reads', { oneOf: [{ type: 'string', pattern: '[' }, { type: 'string' }] }, 'cannot be checked'],
])('where the documents give no request, since a part of it %s, that is said', async (_, schemaOfContent, why) => {
  const odd = { [`${at.body}/properties/content`]: schemaOfContent };
  const now = documentWith({ ...odd, [`${at.post}/responses/202`]: { description: 'Accepted' } });
  const { profile } = await following(documentText);
  const { code, stdout } = await asked(now, { after: profile }, [], {}, documentWith(odd));
  expect(code).toBe(1);
  expect(stdout).toMatch(new RegExp(`cannot tell .*\n.*${why}`));
});

test.each([
  ['the old', documentText, 'asOld'],
  ['the new', documentWith(shorter), 'asNew'],
])('one target alone: whether it does as %s document says', async (_, text, finding) => {
  const { profile } = await following(text);
  for (const targets of [{ before: profile }, { after: profile }])
    expect((await findingsOf(documentWith(shorter), targets)).get('request.body.cc[].email.maxLength')?.finding).toBe(
      finding,
    );
});

test('the result says which targets, and keeps each exchange without its token', async () => {
  const now = documentWith({ ...shorter, [`${at.success}/required`]: ['thread_id', 'channel'] });
  const before = (await following(documentText)).profile;
  const after = (await following(now)).profile;
  const { code, stdout, stderr, cwd } = await asked(now, { before, after }, ['--json', '--out', 'kept']);
  expect(code).toBe(1);
  const diff = JSON.parse(stdout);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(diff);
  expect(validate.errors).toBeNull();
  expect(diff.behaviour.targets).toEqual({
    before: { name: 'following', baseUrl: before.baseUrl, profile: before },
    after: { name: 'following', baseUrl: after.baseUrl, profile: after },
  });
  const kept = readdirSync(join(cwd, 'kept/exchanges'));
  expect(kept.toSorted()).toEqual(
    [...new Set(diff.behaviour.exchanges.map(({ sha256 }: { sha256: string }) => `${sha256}.json`))].toSorted(),
  );
  const files = ['diff.json', 'diff.md', ...kept.map((name) => join('exchanges', name))];
  const all = [stdout, stderr, ...files.map((name) => readFileSync(join(cwd, 'kept', name), 'utf8'))].join('\n');
  expect(all).toContain('$FOLLOWING_TOKEN');
  expect(all).not.toContain(env.FOLLOWING_TOKEN);
  expect(readFileSync(join(cwd, 'kept/diff.md'), 'utf8')).toContain('**broken**');
  expect(stderr).toContain(`requests to ${after.baseUrl}, never more than 100000, 10000 a second`);
});

test('a target that cannot be asked: what hurts stays open, what is waived has no answer', async () => {
  const gone = (await following(documentText)).profile;
  const profile = { ...gone, baseUrl: 'http://127.0.0.1:9/api' };
  const now = documentWith(shorter);
  const open = await asked(now, { after: profile });
  expect(open.code).toBe(1);
  expect(open.stdout).toMatch(
    /cannot tell +cc\[\]\.email may have 100 characters[^\n]+\n +http:\/\/127\.0\.0\.1:9\/api does not answer/,
  );
  const { toWaive }: Diff = JSON.parse((await asked(now, { after: profile }, ['--json'])).stdout);
  const waivers = join(directory(), 'waivers.json');
  const waived = toWaive.map((one) => ({ ...one, reason: 'agreed', owner: 'ana', expires: '2999-12-31' }));
  writeFileSync(waivers, JSON.stringify({ waivers: waived }));
  const rest = await asked(now, { after: profile }, ['--waivers', waivers]);
  expect(rest).toMatchObject({ code: 3, stdout: expect.stringContaining('could not be told') });
});

test('no more requests than the profile allows', async () => {
  const now = documentWith(shorter);
  const server = await following(documentText);
  const after = { ...server.profile, limits: { requests: 2 } };
  const found = await findingsOf(now, { after });
  expect(server.requests()).toBe(2);
  expect(found.get('request.body.cc[].email.maxLength')?.after).toMatchObject({
    as: 'unknown',
    why: expect.stringMatching(/limit of 2/),
  });
});

test('Ctrl-C ends it: what was answered is shown, and there is no answer', async () => {
  const stop = new AbortController();
  const now = documentWith(shorter);
  const server = await following(documentText, ({ count }) => {
    if (count === 2) stop.abort();
    return undefined;
  });
  const { code, stdout } = await asked(now, { after: server.profile }, ['--json'], { signal: stop.signal });
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ result: 'inconclusive', behaviour: { finished: false } });
  expect(server.requests()).toBe(2);
});

test.each([
  ['a profile that is not there', ['--before', 'nowhere.json'], 'Give --before the path'],
  ['a target elsewhere without consent', ['--after', 'elsewhere.json'], '/consent'],
])('%s is misuse, and nothing is sent', async (_, argv, complaint) => {
  const cwd = directory();
  const { profile } = await following(documentText);
  writeFileSync(join(cwd, 'old.json'), documentText);
  writeFileSync(join(cwd, 'elsewhere.json'), JSON.stringify({ ...profile, baseUrl: 'https://staging.example/api' }));
  const { code, stderr } = await sendproof(['diff', 'old.json', 'old.json', ...argv], { cwd, env });
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(complaint) });
});
