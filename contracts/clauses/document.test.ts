import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readContract } from './contract.ts';
import { ContractError } from './contract-error.ts';
import type { Json } from './json.ts';
import { at, contract, documentText, documentWith, stepsOf } from './testing/document.ts';

/** What a person is told about a document that sendproof cannot work with. */
function complaintAbout(text: string): string {
  try {
    readContract(text);
  } catch (error) {
    if (error instanceof ContractError) return error.message;
    throw error;
  }
  throw new Error('the document was accepted');
}

const content = `${at.body}/properties/content`;

test.each<[string, string, string | RegExp]>([
  ['nothing', '', 'not an OpenAPI 3.0 document'],
  ['text', 'hello', 'not an OpenAPI 3.0 document'],
  ['a list', '[]', 'not an OpenAPI 3.0 document'],
  ['broken JSON', documentText.slice(0, -30), /not a JSON or YAML document: .*line/s],
  ['a key twice', '{"openapi": "3.0.3", "openapi": "3.0.3"}', 'not a JSON or YAML document'],
  ['OpenAPI 3.1', documentWith({ '/openapi': '3.1.0' }), 'not an OpenAPI 3.0 document'],
  ['Swagger 2', '{"swagger": "2.0"}', 'not an OpenAPI 3.0 document'],
  ['a version that is a number', '{"openapi": 3.0}', 'not an OpenAPI 3.0 document'],
  ['no such operation', documentWith({ [at.post]: undefined }), 'no operation POST /threads/{thread_id}/messages'],
  ['no paths', '{"openapi": "3.0.3"}', 'no operation POST /threads/{thread_id}/messages'],
  ['a reference to nothing', documentWith({ [content]: { $ref: '#/components/schemas/X' } }), '/components/schemas/X'],
  ['an external reference', documentWith({ [content]: { $ref: 'other.json#/X' } }), 'out of the document: other.json'],
  ['a reference that is not a URL', documentWith({ [content]: { $ref: '#/%zz' } }), '#/%zz'],
  ['a property that is no schema', documentWith({ [content]: 'text' }), `${content} is not an object`],
  [
    'two media types',
    documentWith({ [`${at.post}/requestBody/content/text~1html`]: { schema: { type: 'string' } } }),
    'exactly one media type',
  ],
  [
    'references in a circle',
    documentWith({
      [content]: { $ref: '#/components/schemas/A' },
      '/components/schemas': { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } },
    }),
    'refers to itself',
  ],
  ['a YAML bomb', yamlBomb(), 'not a JSON or YAML document'],
])('%s is refused with the place or the reason', (_, text, complaint) => {
  expect(complaintAbout(text)).toMatch(complaint);
});

test('a schema that holds itself is followed once', () => {
  const recursive: Json = {
    type: 'object',
    properties: { reply: { $ref: '#/components/schemas/Reply' } },
    description: 'Send a message.',
  };
  const { clauses, unread } = readContract(
    documentWith({
      '/components/schemas': { Reply: recursive },
      [`${at.body}/properties/reply`]: { $ref: '#/components/schemas/Reply' },
    }),
  );
  expect(clauses.filter(({ id }) => id.includes('.reply')).map(({ id }) => id)).toEqual(['request.body.reply.type']);
  expect(unread.map(({ quote }) => quote)).toEqual(['Send a message.']);
});

test('YAML says the same as JSON, line by line', () => {
  const yaml = stringify(JSON.parse(documentText), { lineWidth: 0 });
  const lines = yaml.split('\n');
  const { clauses } = readContract(yaml);
  expect(clauses.map(({ id, pointer }) => [id, pointer])).toEqual(
    contract.clauses.map(({ id, pointer }) => [id, pointer]),
  );
  for (const { pointer, line } of clauses) {
    const last = stepsOf(pointer).at(-1) ?? '';
    expect(lines[line - 1], pointer).toContain(last === '0' ? '- ' : last);
  }
});

test('YAML with status codes as numbers and anchors', () => {
  const yaml = stringify(JSON.parse(documentText), { lineWidth: 0 })
    .replace(/"200":/, '200:')
    .replace('default:\n', 'default: &other\n');
  const success = readContract(yaml).clauses.find(({ id }) => id === 'response.200');
  expect(yaml.split('\n')[(success?.line ?? 0) - 1]).toMatch(/^\s*200:/);
});

function yamlBomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(9).fill(inner).join(', ')}]`;
  });
  return `openapi: 3.0.3\n${levels.join('\n')}\n`;
}
