import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { at, documentText, documentWith } from '../contracts/clauses/testing/document.ts';
import { directory, sendproof } from './testing/cli.ts';

const content = `${at.body}/properties/content`;

/** What comes of comparing two documents, each under its own name. */
async function compared(old: string, now: string, names: [string, string] = ['old.json', 'new.json']) {
  const cwd = directory();
  writeFileSync(join(cwd, names[0]), old);
  writeFileSync(join(cwd, names[1]), now);
  return sendproof(['diff', ...names], { cwd });
}

const nested = (depth: number, [open, close]: [string, string]) =>
  `{"openapi": "3.0.3", "paths": {}, "x-deep": ${open.repeat(depth)}1${close.repeat(depth)}}`;
const bomb = [
  'openapi: 3.0.3',
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, index) => {
    const before = 'abcdefgh'[index];
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`)}]`;
  }),
  'paths: {}',
].join('\n');

test.each<[string, string, string]>([
  ['Swagger 2', '{"swagger": "2.0", "paths": {}}', 'not an OpenAPI 3.0 or 3.1 document'],
  ['a list', '[1, 2]', 'not an OpenAPI 3.0 or 3.1 document'],
  ['an empty file', '', 'not an OpenAPI 3.0 or 3.1 document'],
  ['bytes that are no text', '\u0000\u0001\u0002', 'not a'],
  ['JSON that breaks off', documentText.slice(0, 2_000), 'not a JSON or YAML document'],
  ['YAML with a key twice', 'openapi: 3.0.3\nopenapi: 3.0.3\n', 'not a JSON or YAML document'],
  ['YAML that would grow without end', bomb, 'not a JSON or YAML document'],
  ['YAML that is too long', `openapi: ${'3'.repeat(33 * 1024 * 1024)}`, 'convert it to JSON'],
  ['an operation that is a text', '{"openapi": "3.0.3", "paths": {"/a": {"get": "x"}}}', '/paths/~1a/get'],
  ['JSON that nests without end', nested(50_000, ['[', ']']), 'it nests deeper than 500 levels'],
  ['YAML that nests without end', nested(50_000, ['{a: ', '}']), 'not a JSON or YAML document'],
  ['YAML that holds itself', 'openapi: 3.0.3\npaths: {}\nx-self: &self [*self]\n', 'or holds itself'],
  [
    'a reference to another file',
    documentWith({ [content]: { $ref: './schemas/content.json' } }),
    'refers out of the document: ./schemas/content.json',
  ],
  [
    'a reference to another server',
    documentWith({ [`${at.post}/requestBody`]: { $ref: 'https://example.com/body.json' } }),
    'refers out of the document: https://example.com/body.json',
  ],
  [
    'parameters that refer to themselves',
    documentWith({
      [`${at.post}/parameters/1`]: { $ref: '#/components/parameters/A' },
      '/components/parameters': { A: { $ref: '#/components/parameters/A' } },
    }),
    'refers to itself',
  ],
  [
    'schemas that refer to nothing but each other',
    documentWith({
      [content]: { $ref: '#/components/schemas/A' },
      '/components/schemas': { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } },
    }),
    'refers to itself',
  ],
])('%s is misuse, and the document and the place are said', async (_, now, complaint) => {
  const { code, stdout, stderr } = await compared(documentText, now);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(complaint);
  expect(stderr).toContain('new.json');
  expect(stderr).toContain('Give two OpenAPI documents, 3.0 or 3.1, each in one file.');
  expect(stderr).not.toContain('    at ');
});

test('YAML against JSON: the anchors of YAML are what they stand for', async () => {
  const shared = { type: 'string', maxLength: 9 };
  const yaml = stringify(
    JSON.parse(documentWith({ [`${content}/maxLength`]: 9, [`${at.body}/properties/channel_id`]: shared })),
  );
  const anchored = `${yaml.replace('channel_id:\n', 'channel_id: &text\n')}x-text: *text\n`;
  const read = await compared(documentText, anchored, ['old.json', 'new.yaml']);
  expect(read).toMatchObject({ code: 1, stdout: expect.stringContaining('content may have 9 characters at most') });
});

test('an operation in one document only: whom it hurts', async () => {
  const more = documentWith({ '/paths/~1threads': { get: { responses: { 204: { description: 'None.' } } } } });
  const added = await compared(documentText, more);
  expect(added).toMatchObject({ code: 1, stdout: expect.stringMatching(/implementations +GET \/threads is new/) });
  const removed = await compared(more, documentText);
  expect(removed).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/clients +GET \/threads is no longer there/),
  });
});

test.each(['json', 'yaml'])('documents of megabytes are compared: %s', async (form) => {
  const operation = (index: number, most: number) => ({
    post: {
      description: 'x'.repeat(form === 'json' ? 15_000 : 1_500),
      requestBody: {
        content: { 'application/json': { schema: { type: 'string', maxLength: index === 700 ? most : 9 } } },
      },
      responses: { 204: { description: 'Done.' } },
    },
  });
  const document = (most: number) => {
    const paths = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`/things${index}`, operation(index, most)]),
    );
    const all = { openapi: '3.0.3', info: { title: 'Things', version: '1' }, paths };
    return form === 'json' ? JSON.stringify(all) : stringify(all);
  };
  const result = await compared(document(9), document(3), [`old.${form}`, `new.${form}`]);
  expect(result).toMatchObject({ code: 1, stdout: expect.stringContaining('POST /things700 request.body.maxLength') });
});
