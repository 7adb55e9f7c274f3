import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../cases/catalogue.ts';
import { coverageOf } from '../verdicts/coverage.ts';
import { readContract } from './contract.ts';
import { at, contract, contractWith, documentText, documentWith, standsAt, stepsOf } from './testing/document.ts';

const lines = documentText.split('\n');
const ids = ({ clauses }: { clauses: { id: string }[] }) => clauses.map(({ id }) => id).toSorted();

/** Pointers of every keyword of a schema but those that only describe it or lead to other schemas. */
function keywordsBelow(schema: unknown, pointer: string): string[] {
  if (typeof schema !== 'object' || schema === null) throw new Error(`${pointer} is no schema`);
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const here = `${pointer}/${keyword}`;
    if (keyword === 'description') return [];
    if (keyword === 'items') return keywordsBelow(value, here);
    if (keyword === 'properties')
      return Object.entries(value).flatMap(([name, inner]) => keywordsBelow(inner, `${here}/${name}`));
    return [here];
  });
}

describe('the document', () => {
  test('is the given one, byte for byte', () => {
    const sha256 = '47d0ef6d7903e2fb242d2da147c74361ea143a099cd8e8015c518d341edd486b';
    expect(createHash('sha256').update(documentText).digest('hex')).toBe(sha256);
    expect(contract.document).toMatchObject({ sha256, title: 'Productlane API', version: '2.0.0' });
  });
});

describe('clauses', () => {
  test('every schema keyword in every place is exactly one', () => {
    const schemas = [`${at.post}/parameters/0/schema`, at.body, at.success, at.error];
    const keywords = schemas.flatMap((pointer) => keywordsBelow(standsAt(documentText, pointer), pointer));
    const clauses = contract.clauses
      .filter(({ source, pointer }) => source.kind === 'keyword' && pointer.includes('/schema/'))
      .map(({ pointer }) => pointer);
    expect(clauses.toSorted()).toEqual(keywords.toSorted());
    expect(keywords.length).toBeGreaterThan(50);
  });

  test('stand where they say: the pointer leads to the keyword’s value, the line shows the keyword', () => {
    for (const { pointer, line, source } of contract.clauses) {
      const value = standsAt(documentText, pointer);
      if (source.kind === 'keyword') expect(source.value, pointer).toEqual(value);
      if (source.kind === 'sentence') expect(value, pointer).toContain(source.quote);
      const last = stepsOf(pointer).at(-1) ?? '';
      const shows = /^\d$/.test(last) ? '{' : `"${last}":`;
      expect(lines[line - 1], pointer).toContain(shows);
    }
  });

  test('that quote a sentence stand on its line', () => {
    const quoting = contract.clauses.filter(({ source }) => source.kind === 'sentence');
    for (const { line, source } of quoting)
      expect(lines[line - 1]).toContain(source.kind === 'sentence' ? source.quote : undefined);
    expect(quoting).toHaveLength(9);
  });

  test('have an id of their own', () => {
    expect(new Set(ids(contract)).size).toBe(contract.clauses.length);
  });

  test('of the same keyword in two places are two: cc and bcc', () => {
    expect(ids(contract)).toEqual(
      expect.arrayContaining(['request.body.cc[].email.maxLength', 'request.body.bcc[].email.maxLength']),
    );
  });

  test('weigh what the document lets them weigh: format is an annotation, a keyword is not', () => {
    const level = (id: string) => contract.clauses.find((one) => one.id === id)?.level;
    expect(level('request.body.cc[].email.format')).toBe('should');
    expect(level('request.body.cc[].email.maxLength')).toBe('must');
    expect(level('says.https-url')).toBe('should');
    expect(level('means.thread_id.echo')).toBe('must');
    expect(level('means.id.unique')).toBe('should');
    const rfc = contract.clauses.filter(({ source }) => source.kind === 'rfc');
    expect(rfc.filter((one) => one.level === 'must')).toEqual([]);
  });

  test('change with the schema', () => {
    const changed = contractWith({
      [`${at.body}/properties/content/maxLength`]: 100,
      [`${at.body}/properties/attachments/items/properties/ContentLength/minimum`]: undefined,
    });
    expect(ids(changed)).toContain('request.body.content.maxLength');
    expect(ids(changed)).not.toContain('request.body.attachments[].ContentLength.minimum');
    expect(changed.clauses).toHaveLength(contract.clauses.length);
  });

  test('of what demands nothing do not exist: nullable false, x- extensions', () => {
    const changed = contractWith({
      [`${at.body}/additionalProperties`]: undefined,
      [`${at.body}/properties/content/nullable`]: false,
      [`${at.body}/properties/content/x-internal`]: 'note',
    });
    expect(ids(changed)).toEqual(ids(contract).filter((id) => id !== 'request.body.additionalProperties'));
  });
});

describe('sentences', () => {
  test('are all read', () => {
    expect(contract.unread).toEqual([]);
  });

  test('that nobody has read yet show up with their line, and leave a hole in the coverage', () => {
    const text = documentWith({
      [`${at.body}/properties/content/description`]: 'Message body (HTML). Emoji are kept.',
    });
    const changed = readContract(text);
    expect(changed.unread).toEqual([
      { pointer: `${at.body}/properties/content/description`, line: expect.any(Number), quote: 'Emoji are kept.' },
    ]);
    expect(text.split('\n')[(changed.unread[0]?.line ?? 0) - 1]).toContain('Emoji are kept.');
    expect(ids(changed)).toEqual(ids(contract));
    const { holes } = coverageOf(changed, casesOf(changed), []);
    expect(holes).toEqual([{ clause: '“Emoji are kept.”', reason: expect.stringContaining('not been read') }]);
  });

  test('that were changed are unread, and their clause is gone', () => {
    const description = 'Send a message on a thread. Requires a token that may send messages.';
    const changed = contractWith({ [`${at.post}/description`]: description });
    expect(changed.unread.map(({ quote }) => quote)).toEqual(['Requires a token that may send messages.']);
    expect(ids(changed)).not.toContain('says.scope');
    expect(ids(changed)).not.toContain('says.integration');
  });

  test.each([
    ['the path', '/paths/~1threads~1{thread_id}~1messages/summary'],
    ['the parameter', `${at.post}/parameters/0/description`],
    ['a response that is referred to', '/components/responses/error/description'],
    ['a property of an answer', `${at.success}/properties/id/description`],
    ['the security scheme', '/components/securitySchemes/Authorization/description'],
    ['the document', '/info/description'],
  ])('of %s are read too', (_, pointer) => {
    expect(contractWith({ [pointer]: 'Be kind.' }).unread).toEqual([
      { pointer, line: expect.any(Number), quote: 'Be kind.' },
    ]);
  });

  test('that stand twice are one demand', () => {
    const twice = contractWith({ [`${at.post}/requestBody/description`]: 'Requires the messages:write scope.' });
    expect(ids(twice)).toEqual(ids(contract));
  });
});

describe('a document that says the same in another way has the same clauses', () => {
  test('schemas by $ref', () => {
    const list = standsAt(documentText, `${at.body}/properties/cc`);
    const text = documentWith({
      [`${at.body}/properties/cc`]: { $ref: '#/components/schemas/Recipients' },
      [`${at.body}/properties/bcc`]: { $ref: '#/components/schemas/Recipients' },
      '/components/schemas': JSON.parse(JSON.stringify({ Recipients: list })),
    });
    const referring = readContract(text);
    expect(ids(referring)).toEqual(ids(contract));
    expect(referring.unread).toEqual([]);
    expect(referring.clauses.find(({ id }) => id === 'request.body.bcc[].email.maxLength')?.pointer).toBe(
      '/components/schemas/Recipients/items/properties/email/maxLength',
    );
  });

  test('the parameter at the path instead of the operation', () => {
    const parameters = JSON.parse(JSON.stringify(standsAt(documentText, `${at.post}/parameters`)));
    const moved = contractWith({
      '/paths/~1threads~1{thread_id}~1messages/parameters': parameters,
      [`${at.post}/parameters`]: undefined,
    });
    expect(ids(moved)).toEqual(ids(contract));
  });
});
