import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { ContractError } from '../clauses/contract-error.ts';
import { at, documentText, documentWith } from '../clauses/testing/document.ts';
import { changesBetween } from './changes.ts';
import { readDescription } from './document.ts';

const contract = readDescription(documentText);

/** What a person is told of a document that cannot be compared with the contract. */
function complaintAbout(text: string): string {
  try {
    changesBetween(contract, readDescription(text));
  } catch (error) {
    if (error instanceof ContractError) return error.message;
    throw error;
  }
  throw new Error('the document was accepted');
}

const content = `${at.body}/properties/content`;

test.each<[string, string, string | RegExp]>([
  ['nothing', '', 'not an OpenAPI 3.0 or 3.1 document'],
  ['text', 'hello', 'not an OpenAPI 3.0 or 3.1 document'],
  ['broken JSON', documentText.slice(0, -30), /not a JSON or YAML document: .*line/s],
  ['Swagger 2', '{"swagger": "2.0"}', 'not an OpenAPI 3.0 or 3.1 document'],
  ['paths that are a list', '{"openapi": "3.0.3", "paths": []}', '/paths is not an object'],
  ['a reference to nothing', documentWith({ [content]: { $ref: '#/components/schemas/X' } }), '/components/schemas/X'],
  ['an external reference', documentWith({ [content]: { $ref: 'other.json#/X' } }), 'out of the document: other.json'],
  ['a reference that is not a URL', documentWith({ [content]: { $ref: '#/%zz' } }), '#/%zz'],
  ['a property that is no schema', documentWith({ [content]: 'text' }), `${content} is not a schema`],
  [
    'properties that are a list',
    documentWith({ [`${content}/properties`]: [] }),
    `${content}/properties is not an object`,
  ],
  ['a parameter without a name', documentWith({ [`${at.post}/parameters/0/name`]: undefined }), 'is not a parameter'],
  [
    'references in a circle',
    documentWith({
      [content]: { $ref: '#/components/schemas/A' },
      '/components/schemas': { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } },
    }),
    'refers to itself',
  ],
])('%s is refused with the place or the reason', (_, text, complaint) => {
  expect(complaintAbout(text)).toMatch(complaint);
});

test('YAML says the same as JSON', () => {
  const yaml = stringify(JSON.parse(documentText));
  expect(changesBetween(contract, readDescription(yaml))).toEqual([]);
});

test('a change has the line of its key in JSON and in YAML', () => {
  const changed = JSON.parse(documentWith({ [`${content}/minLength`]: 5 }));
  for (const text of [JSON.stringify(changed, null, 4), stringify(changed)]) {
    const [change] = changesBetween(contract, readDescription(text));
    expect(text.split('\n')[(change?.line.new ?? 0) - 1]).toMatch(/minLength"?: 5/);
    expect(documentText.split('\n')[(change?.line.old ?? 0) - 1]).toContain('"minLength": 1');
  }
});

test('lines of what stands nowhere are those of what stands around it', () => {
  const text = '{\n "openapi": "3.0.3",\n "paths": {\n  "/a~b\\"": {\n   "x": [1,\n 2]\n  }\n }\n}';
  const pointers = ['', '/paths', '/paths/~1a~0b"/x/1', '/paths/~1a~0b"/x/7', '/nowhere'];
  expect([...readDescription(text).linesOf(pointers).values()].toSorted()).toEqual([1, 1, 3, 5, 6]);
});

test('a pattern that no validator understands is for people', () => {
  const [change] = changesBetween(contract, readDescription(documentWith({ [`${content}/pattern`]: '(?<!' })));
  expect(change).toMatchObject({ kind: 'review', sentence: expect.stringContaining('cannot be checked') });
});

test('a document of 20 MB is compared', () => {
  const filler = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [
      `Filler${index}`,
      { type: 'string', description: 'x'.repeat(10_000) },
    ]),
  );
  const large = (minLength: number) =>
    readDescription(documentWith({ '/components/schemas': filler, [`${content}/minLength`]: minLength }));
  expect(changesBetween(large(1), large(2)).map(({ sentence }) => sentence)).toEqual([
    'content must have 2 characters instead of 1 at least',
  ]);
});
