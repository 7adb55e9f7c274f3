import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { at, documentWith } from '../../contracts/clauses/testing/document.ts';
import { directory } from '../testing/cli.ts';
import { type FakeHost, fakeGitLab, ours, token } from './testing/hosts.ts';
import { checkout, remoteWith } from './testing/repository.ts';

const contract = 'api/openapi.json';
const same = documentWith({});
const shorter = documentWith({ [`${at.body}/properties/cc/items/properties/email/maxLength`]: 100 });
const line = shorter.split('\n').findIndex((text) => text.includes('"maxLength": 100')) + 1;

/** The script of the template, as a runner runs it for merge request 7; `npx sendproof` is this checkout. */
async function runJob(
  host: FakeHost,
  change: Record<string, string>,
  variables: Record<string, string>,
): Promise<{ code: number | undefined; log: string; read(file: string): string }> {
  const job = parse(readFileSync(join(import.meta.dirname, 'gitlab.yml'), 'utf8'))['.sendproof'];
  const remote = remoteWith({ before: { [contract]: same }, change });
  const cwd = checkout(remote, remote.head);
  const bin = join(directory(), 'bin');
  mkdirSync(bin);
  const program = join(import.meta.dirname, '../sendproof.js');
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec node "${program}" "$@"\n`, { mode: 0o755 });
  const { exitCode, all } = await execa('sh', ['-ec', job.script.join('\n')], {
    cwd,
    env: {
      PATH: `${bin}:${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      HOME: bin,
      GITLAB_CI: 'true',
      CI_API_V4_URL: host.url,
      CI_MERGE_REQUEST_PROJECT_ID: '42',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: remote.before,
      ...job.variables,
      SENDPROOF_CONTRACT: contract,
      ...variables,
    },
    extendEnv: false,
    reject: false,
    all: true,
  });
  return { code: exitCode, log: all, read: (file) => readFileSync(join(cwd, file), 'utf8') };
}

test('a merge request that breaks clients fails with 1, with an issue at the line and one note that is kept', async () => {
  const host = await fakeGitLab();
  const breaking = { [contract]: shorter };
  const result = await runJob(host, breaking, { SENDPROOF_GITLAB_TOKEN: token });
  expect(result.code).toBe(1);
  expect(JSON.parse(result.read('sendproof-reports/code-quality.json'))).toEqual([
    {
      description: expect.stringContaining('cc[].email may have 100 characters instead of 254 at most'),
      check_name: 'request.body.cc[].email.maxLength',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: 'critical',
      location: { path: contract, lines: { begin: line } },
    },
  ]);
  expect(ours(host).map(({ body }) => body)).toEqual([expect.stringContaining('hurts clients by 1 change')]);
  expect(result.log).not.toContain(token);

  const harmless = await runJob(host, { 'readme.md': 'hello' }, { SENDPROOF_GITLAB_TOKEN: token });
  expect(harmless.code).toBe(0);
  expect(ours(host).map(({ body }) => body)).toEqual([expect.stringContaining('The two documents say the same')]);
});

test('without a token there is no note, which is said, and the result is the same', async () => {
  const host = await fakeGitLab();
  const result = await runJob(host, { [contract]: shorter }, {});
  expect(result.code).toBe(1);
  expect(result.log).toContain('no comment: the variable SENDPROOF_GITLAB_TOKEN is not set');
  expect(ours(host)).toEqual([]);
});
