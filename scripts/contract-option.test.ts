import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { at, documentText, documentWith } from '../contracts/clauses/testing/document.ts';
import { serve } from '../fixtures/reference/index.ts';
import { serveAdapted } from './testing/adapted.ts';
import { profileFile, sendproof } from './testing/cli.ts';
import { project } from './testing/project.ts';
import { versions } from './testing/versions/index.ts';

async function reference() {
  const server = await serve();
  onTestFinished(() => server.close());
  return server;
}

function textOf(name: string): string {
  const version = versions.find((one) => one.name === name);
  if (version === undefined) throw new RangeError(`there is no version called ${name}`);
  return version.text;
}

const shorter = textOf('a shorter maxLength');
const maxLength = ['--only', 'request.body.cc*.email.maxLength*', '--contract', 'api/openapi.json'];

test('a run keeps the document that it was made with: it is verified, replayed and reported from that alone', async () => {
  const { cwd, contract, record, run } = await project(shorter, await reference());
  expect((await contract('run', ...maxLength)).code).toBe(1);
  expect(record('run').contract).toMatchObject({ file: 'api/openapi.json', title: 'Productlane API' });
  expect(readFileSync(join(cwd, 'run/contract.json'), 'utf8')).toBe(shorter);
  writeFileSync(join(cwd, 'api/openapi.json'), 'gone');

  const verified = await run(['verify', 'run']);
  expect(verified.stdout).toContain('the document that lies beside it, not the one that sendproof comes with');
  expect(verified.stdout).not.toContain('✕');
  const id = 'request.body.cc[].email.maxLength/101';
  expect((await run(['replay', 'run', id, '--json'])).code).toBe(1);
  expect((await run(['report', 'run', '--quiet'])).code).toBe(1);

  // Somebody makes the document say what the target does.
  writeFileSync(join(cwd, 'run/contract.json'), documentText);
  const tampered = await run(['verify', 'run']);
  expect(tampered.code).toBe(1);
  expect(tampered.stdout).toContain('it is not the document that the run was judged by');
  expect(await run(['replay', 'run', id])).toMatchObject({ code: 3 });
});

test('reports point at the document where it lies in the project, with its lines', async () => {
  const { cwd, contract } = await project(shorter, await reference());
  await contract('run', ...maxLength);
  const line = shorter.split('\n').findIndex((one) => one.includes('"maxLength": 100')) + 1;
  const sarif = JSON.parse(readFileSync(join(cwd, 'run/report.sarif'), 'utf8'));
  expect(sarif.runs[0].results[0].locations[0].physicalLocation).toMatchObject({
    artifactLocation: { uri: 'api/openapi.json' },
    region: { startLine: line },
  });
  const { results } = JSON.parse(readFileSync(join(cwd, 'run/ctrf.json'), 'utf8'));
  const failed = results.tests.find(({ status }: { status: string }) => status === 'failed');
  expect(failed).toMatchObject({ filePath: 'api/openapi.json', line });
});

test('YAML, and a revision of git, are read as well; with the document of sendproof itself nothing is kept', async () => {
  const { cwd, contract, record } = await project(documentText, await reference());
  const only = ['--only', 'says.scope/without'];
  expect((await contract('own', '--contract', 'api/openapi.json', ...only)).code).toBe(0);
  expect(readdirSync(join(cwd, 'own')).filter((name) => name.startsWith('contract.'))).toEqual([]);

  writeFileSync(join(cwd, 'api/openapi.yaml'), stringify(JSON.parse(documentText)));
  const yaml = await contract('yaml', '--contract', 'api/openapi.yaml', ...only);
  expect(yaml.code).toBe(0);
  expect(record('yaml').contract.file).toBe('api/openapi.yaml');
  expect(readdirSync(join(cwd, 'yaml'))).toContain('contract.yaml');

  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv], { cwd, stdio: 'ignore' });
  git('init');
  git('add', '.');
  git('commit', '-m', 'first');
  expect((await contract('git', '--contract', 'git:HEAD:api/openapi.yaml', ...only)).code).toBe(0);
  expect(record('git').contract.file).toBe('api/openapi.yaml');
});

test('two audits of one target, by the old document and by the new: what it must still do', async () => {
  const text = documentWith({
    [`${at.body}/properties/cc/items/properties/email/maxLength`]: 100,
    [`${at.success}/properties/sent_at`]: { type: 'string' },
    [`${at.success}/required`]: ['id', 'thread_id', 'channel', 'sent_at'],
    [`${at.body}/properties/content/minLength`]: undefined,
    [`${at.post}/requestBody/description`]: 'Be kind.',
    '/info/version': '2.1.0',
  });
  const { cwd, contract, run } = await project(text, await reference());
  const about = ['request.body.content.minLength/*', 'request.body.cc*.email.maxLength/*'];
  const only = ['--seed', '1', ...about.flatMap((id) => ['--only', id])];
  const without = ['--seed', '1', '--only', 'request.body.cc*.email.maxLength/*'];
  expect((await contract('old', ...only)).code).toBe(0);
  expect((await contract('new', ...without, '--contract', 'api/openapi.json')).code).toBe(1);
  const { code, stderr, stdout } = await run(['report', 'old', 'new', '--out', 'changes', '--json']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'To conform to Productlane API 2.1.0 (api/openapi.json), the target must still meet 2 clauses: 2 changed in it; 1 new or changed clause could not be decided and 1 sentence of it nobody has read.',
  );
  const { document } = JSON.parse(stdout);
  const idsOf = (list: { clause: string }[]) => list.map(({ clause }) => clause);
  expect(idsOf(document.mustStill)).toEqual(['request.body.cc[].email.maxLength', 'response.200.body.required']);
  expect(idsOf(document.notDecided)).toEqual(['response.200.body.sent_at.type']);
  expect(idsOf(document.noLonger)).toEqual(['request.body.content.minLength']);
  for (const file of ['changes.md', 'changes.html'])
    expect(readFileSync(join(cwd, 'changes', file), 'utf8')).toMatch(/the target must still meet 2 clauses/i);
  const back = await run(['report', 'new', 'old', '--out', 'back', '--quiet', '--json']);
  expect(back.code).toBe(0);
  expect(JSON.parse(back.stdout).document.mustStill).toEqual([]);
});

test('what cannot be asked of a target is said: a channel that its profile does not name, a sentence nobody has read', async () => {
  const text = textOf('a new channel').replace('Requires the messages:write scope.', 'Bots may not write.');
  const { contract, record, run } = await project(text, await reference());
  const audited = await contract('run', '--contract', 'api/openapi.json', '--only', 'says.*whatsapp');
  expect(audited.code).toBe(3);
  const untested = record('run').verdicts.filter(({ outcome }) => outcome === 'untested');
  expect(new Set(untested.map(({ reason }) => reason))).toEqual(
    new Set(['the profile names no whatsapp-thread', 'the profile names no whatsapp-not-configured']),
  );
  const { code, stdout } = await run(['plan', '--contract', 'api/openapi.json']);
  expect(code).toBe(0);
  expect(stdout).toContain('hole “Bots may not write.”: this sentence has not been read for what it demands');
});

test('every engine speaks the other document: Dredd’s schemas and the pact are made from it', async () => {
  const version = versions.find(({ name }) => name === 'status 201 instead of 200');
  if (version === undefined) throw new RangeError('there is no such version');
  const server = await serveAdapted(version.follower);
  onTestFinished(() => server.close());
  const { profile, run, record } = await project(version.text, server);
  const only = ['--only', 'says.channel/*', '--only', 'says.integration/email', '--only', 'response.201/again*'];
  const contract = ['contract', '--target', profile, '--contract', 'api/openapi.json', '--quiet', '--out', 'run'];
  expect((await run([...contract, ...only])).code).toBe(0);
  const { opinions, disagreements } = record('run');
  expect(new Set(opinions.map(({ engine }) => engine))).toEqual(new Set(['dredd', 'pact']));
  expect(opinions.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  expect(disagreements).toEqual([]);
});

test('load is made of messages that the document allows, and judged by it', async () => {
  const text = textOf('status 201 instead of 200');
  const { run, profile, cwd } = await project(text, await reference());
  const load = ['load', '--target', profile, '--duration', '2s', '--quiet', '--json', '--contract'];
  const outcome = await run([...load, 'api/openapi.json']);
  const [first] = JSON.parse(outcome.stdout).loads;
  // On a busy machine the numbers may not count; the findings stand.
  expect([1, 3]).toContain(outcome.code);
  expect(first.findings[0]).toMatchObject({ text: expect.stringContaining('status 200') });
  writeFileSync(
    join(cwd, 'subject.json'),
    documentWith({
      [`${at.body}/properties/subject`]: { type: 'string' },
      [`${at.body}/required`]: ['content', 'subject'],
      [`${at.body}/properties/content/maxLength`]: 200,
    }),
  );
  const server = await serveAdapted({ take: ({ subject, ...rest }) => (subject === 'x' ? rest : undefined) });
  onTestFinished(() => server.close());
  const followed = await sendproof([...load.with(2, profileFile(server.profile)), join(cwd, 'subject.json')], {
    env: { ...server.env, PATH: process.env.PATH ?? '' },
  });
  const [second] = JSON.parse(followed.stdout).loads;
  expect(second.channels.map(({ failed }: { failed: number }) => failed)).toEqual([0, 0, 0, 0]);
  expect(second.notes).toContain('not sent, since the document does not allow them: html-small, html-large');
});
