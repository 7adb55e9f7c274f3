import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { at, documentText, documentWith } from '../contracts/clauses/testing/document.ts';
import { project } from './testing/project.ts';

const nobody = {
  profile: { name: 'x', baseUrl: 'http://127.0.0.1:9', tokens: { full: { env: 'T' } }, states: {} },
  env: { T: 'x' },
};

const circular = { [`${at.body}/properties/content`]: { $ref: '#/components/schemas/A' } };
test.each<[string, string, string]>([
  ['no OpenAPI', '{"swagger": "2.0"}', 'not an OpenAPI 3.0 document'],
  ['no JSON and no YAML', '{"openapi": ', 'not a JSON or YAML document'],
  ['no operation', documentWith({ [at.post]: undefined }), 'no operation POST /threads/{thread_id}/messages'],
  [
    'a $ref to elsewhere',
    documentWith({ [`${at.body}/properties/content`]: { $ref: 'x.json' } }),
    'out of the document',
  ],
  [
    'a $ref to itself',
    documentWith({ ...circular, '/components/schemas': { A: { $ref: '#/components/schemas/A' } } }),
    'refers to itself',
  ],
  ['20 MB that are no JSON', `openapi: 3.0.3\n${'# x\n'.repeat(5_000_000)}`, 'must be JSON'],
  ['no success', documentWith({ [`${at.post}/responses/200`]: undefined }), 'names no answer with a 2xx status'],
  [
    'a header that a request must have',
    documentWith({ [`${at.post}/parameters/1`]: { name: 'X-Key', in: 'header', required: true, schema: {} } }),
    'a request needs the header parameter X-Key',
  ],
  [
    'credentials that are no bearer token',
    documentWith({ '/components/securitySchemes/Authorization': { type: 'apiKey', in: 'header', name: 'X-Key' } }),
    'other credentials than a bearer token',
  ],
])('a document with %s is misuse, and nothing is sent', async (_, text, complaint) => {
  const { run, profile } = await project(text, nobody);
  for (const command of [['plan'], ['contract', '--target', profile]]) {
    const { code, stderr } = await run([...command, '--contract', 'api/openapi.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('api/openapi.json: ');
    expect(stderr).toContain(complaint);
  }
});

test('a document of 20 MB is no trouble, and a file that is not there is misuse', async () => {
  const { run, cwd } = await project(documentText, nobody);
  const paths = Object.fromEntries(
    Array.from({ length: 50_000 }, (_, index) => [`/other/${index}`, { get: { summary: 'x'.repeat(300) } }]),
  );
  const large = JSON.parse(documentText);
  writeFileSync(join(cwd, 'large.json'), JSON.stringify({ ...large, paths: { ...large.paths, ...paths } }, null, 2));
  const { code, stdout } = await run(['plan', '--contract', 'large.json', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).coverage.holes).toEqual([]);
  expect((await run(['plan', '--contract', 'nowhere.json'])).code).toBe(2);
});
