import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { at, documentText, documentWith } from '../../contracts/clauses/testing/document.ts';
import { serve } from '../../fixtures/reference/index.ts';
import { type FakeHost, fakeGitHub, ours, token } from './testing/hosts.ts';
import { checkout, remoteWith } from './testing/repository.ts';
import { type ActionResult, runAction } from './testing/runner.ts';

const contract = 'api/openapi.json';
const same = documentWith({});
const shorter = documentWith({ [`${at.body}/properties/cc/items/properties/email/maxLength`]: 100 });
const sentence = 'cc[].email may have 100 characters instead of 254 at most';
const line = shorter.split('\n').findIndex((text) => text.includes('"maxLength": 100')) + 1;

/** Pull request 7: the checkout of a runner, and what the runner says of it. */
function pullRequest(change: Record<string, string>, host: FakeHost, meanwhile: Record<string, string> = {}) {
  const remote = remoteWith({ before: { [contract]: same }, change, meanwhile });
  return {
    workspace: checkout(remote, 'refs/pull/7/merge'),
    event: { pull_request: { number: 7, head: { sha: remote.head } } },
    env: {
      TOKEN_OF_THE_JOB: token,
      GITHUB_BASE_REF: 'main',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_API_URL: host.url,
      GITHUB_GRAPHQL_URL: `${host.url}/graphql`,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_RUN_ID: '99',
    },
  };
}

const stepOf = ({ steps }: ActionResult, name: string) => steps.find((step) => step.name === name);

const annotationsIn = ({ log }: ActionResult): string[] => log.match(/^::(error|warning|notice) .*$/gm) ?? [];

/** A service that does what the contract says, and a profile that keeps the check short: it has one thread. */
async function service() {
  const server = await serve();
  onTestFinished(() => server.close());
  const { profile, env } = server;
  const leftOut = Object.keys(profile.states).map((state) => [state, { untested: 'keeps the test short' }]);
  const chat = { ...profile.states['live-chat-thread'], channelId: 'C024BE91L' };
  const states = { ...Object.fromEntries(leftOut), 'live-chat-thread': chat };
  return { profile: JSON.stringify({ ...profile, states }), env };
}

test('a pull request that breaks clients fails with 1, says so at the line and in one comment; once mended, there too', async () => {
  const host = await fakeGitHub();
  const breaking = await runAction({ ...pullRequest({ [contract]: shorter }, host), inputs: { contract } });
  expect(breaking).toMatchObject({ code: 1, outputs: { code: '1' } });
  expect(annotationsIn(breaking)).toEqual([
    expect.stringContaining(`::error file=${contract},line=${line},title=This hurts clients::${sentence}`),
  ]);
  expect(breaking.summary).toContain('The new document hurts clients by 1 change');
  expect(ours(host).map(({ body }) => body)).toEqual([
    expect.stringMatching(/hurts clients by 1 change[\s\S]*github\.example\/acme\/shop\/actions\/runs\/99/),
  ]);
  expect(stepOf(breaking, 'Keep the reports')).toMatchObject({ with: { name: 'sendproof-api-openapi.json' } });
  expect(existsSync(join(breaking.outputs.reports ?? '', 'diff/diff.json'))).toBe(true);
  expect(stepOf(breaking, 'Build k6')).toMatchObject({ kind: 'skipped' });
  expect(breaking.log).not.toContain(token);

  const { profile, env } = await service();
  const request = pullRequest({ [contract]: documentText, 'ci/service.json': profile }, host);
  const mended = await runAction({
    ...request,
    env: { ...request.env, ...env },
    inputs: { contract, target: 'ci/service.json', sarif: 'true' },
  });
  expect(mended).toMatchObject({ code: 0, outputs: { code: '0' } });
  expect(annotationsIn(mended)).toEqual([]);
  expect(ours(host).map(({ body }) => body)).toEqual([
    expect.stringMatching(/✅[\s\S]*does what the contract demands/),
  ]);
  expect(stepOf(mended, 'Upload alerts')).toMatchObject({
    with: { sarif_file: expect.stringMatching(/contract\/report\.sarif$/) },
  });
});

test('a service that does not answer is no pass: 3, and no upload that would mark alerts as mended', async () => {
  const host = await fakeGitHub();
  const server = await serve();
  await server.close();
  const request = pullRequest({ 'service.json': JSON.stringify(server.profile) }, host);
  const result = await runAction({
    ...request,
    env: { ...request.env, ...server.env },
    inputs: { contract, target: 'service.json', wait: '1s', sarif: 'true' },
  });
  expect(result).toMatchObject({ code: 3, outputs: { code: '3' } });
  expect(annotationsIn(result)).toEqual([expect.stringContaining('::error title=sendproof contract%3A no answer::')]);
  expect(ours(host).map(({ body }) => body)).toEqual([
    expect.stringMatching(/❔[\s\S]*no answer[\s\S]*does not answer/),
  ]);
  expect(stepOf(result, 'Keep the reports')).toMatchObject({ kind: 'used' });
  expect(stepOf(result, 'Upload alerts')).toMatchObject({ kind: 'skipped' });
});

test('what others have brought into the branch meanwhile is not held against the pull request', async () => {
  const host = await fakeGitHub();
  const request = pullRequest({ 'readme.md': 'hello' }, host, { [contract]: shorter });
  const result = await runAction({ ...request, inputs: { contract } });
  expect(result.code).toBe(0);
  expect(ours(host).map(({ body }) => body)).toEqual([expect.stringContaining('The two documents say the same')]);
});

test('a checkout of the branch that it goes to, as pull_request_target makes it, is no pass: 3', async () => {
  const host = await fakeGitHub();
  const { event, env } = pullRequest({ [contract]: shorter }, host);
  const remote = remoteWith({ before: { [contract]: same }, change: {} });
  const result = await runAction({ workspace: checkout(remote, 'main'), event, env, inputs: { contract } });
  expect(result.code).toBe(3);
  expect(result.log).toContain('not on pull_request_target');
});

test('the token of a fork may not comment: the result stands, and the summary has it', async () => {
  const host = await fakeGitHub();
  host.readOnly = true;
  const result = await runAction({ ...pullRequest({ [contract]: shorter }, host), inputs: { contract } });
  expect(result.code).toBe(1);
  expect(result.log).toMatch(/^no comment: .*403.*Resource not accessible by integration/m);
  expect(result.summary).toContain('hurts clients by 1 change');
});

test('two contracts in one repository have a comment each', async () => {
  const host = await fakeGitHub();
  const request = pullRequest({ [contract]: shorter, 'other/api.json': same }, host);
  await runAction({ ...request, inputs: { contract } });
  const other = await runAction({ ...request, inputs: { contract: 'api.json', 'working-directory': 'other' } });
  expect(other.code).toBe(0);
  expect(other.summary).toContain('other/api.json is new since');
  expect(ours(host)).toHaveLength(2);
});

test('inputs are words for the shell and nothing more; no comment is written where none is wanted', async () => {
  const host = await fakeGitHub();
  const request = pullRequest({ [contract]: shorter }, host);
  const name = '$(touch owned) "`touch owned`" ; touch owned';
  const result = await runAction({ ...request, inputs: { contract, name, comment: 'false' } });
  expect(result.code).toBe(1);
  expect(ours(host)).toEqual([]);
  expect(readdirSync(request.workspace)).not.toContain('owned');
});

test('what a document says is not obeyed as a command of the workflow', async () => {
  const host = await fakeGitHub();
  const evil = documentWith({ [`${at.body}/properties/content/description`]: '\n::error::owned\n::add-mask::a' });
  const result = await runAction({ ...pullRequest({ [contract]: evil }, host), inputs: { contract } });
  expect(result.code).toBe(1);
  const [, stop] = /^::stop-commands::(\S+)$/m.exec(result.log) ?? [];
  expect(stop).toMatch(/^[0-9a-f-]{36}$/);
  const obeyed = result.log.replace(new RegExp(`^::stop-commands::${stop}$[^]*?^::${stop}::$`, 'm'), '');
  expect(obeyed.match(/^::.*$/gm)).toEqual([expect.stringContaining('title=A person must read this')]);
});

test('a contract that is not there is misuse, 2', async () => {
  const host = await fakeGitHub();
  const result = await runAction({
    ...pullRequest({ 'readme.md': 'hello' }, host),
    inputs: { contract: 'nowhere.json' },
  });
  expect(result.code).toBe(2);
  expect(result.summary).toContain('nowhere.json is not in the repository');
});
