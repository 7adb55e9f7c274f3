import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../clauses/json.ts';
import type { Change } from './change.ts';
import { changesBetween } from './changes.ts';
import { readDescription } from './document.ts';

/** What has changed in a body that each of some operations has a copy of. */
function changed(paths: readonly string[], old: JsonObject, now: JsonObject): Change[] {
  const document = (schema: JsonObject) => {
    const post = { requestBody: { content: { 'application/json': { schema } } }, responses: {} };
    return readDescription(
      JSON.stringify({ openapi: '3.0.3', paths: Object.fromEntries(paths.map((path) => [path, { post }])) }),
    );
  };
  return changesBetween(document(old), document(now));
}

const named = (maxLength: number, description: string): JsonObject => ({
  type: 'object',
  properties: { name: { type: 'string', maxLength, description } },
});

describe('what a document repeats word for word', () => {
  test.each<[string, JsonObject, string]>([
    ['a demand', named(8, 'x'), 'name may have 8 characters instead of 9 at most'],
    ['a sentence', named(9, 'y'), 'name is described in other words'],
  ])('%s: one change with all operations, which counts the places', (_, now, sentence) => {
    const changes = changed(['/a', '/b', '/c'], named(9, 'x'), now);
    expect(changes).toMatchObject([
      { sentence: `${sentence} (the same at 2 other places)`, operations: ['POST /a', 'POST /b', 'POST /c'] },
    ]);
    // A waiver holds for a sentence: one more place is another change.
    expect(changed(['/a', '/b'], named(9, 'x'), now)[0]?.sentence).toBe(`${sentence} (the same at another place)`);
    expect(changed(['/a'], named(9, 'x'), now)[0]?.sentence).toBe(sentence);
  });

  test('two sentences that change in other ways are two changes', () => {
    const two = (first: string, second: string): JsonObject => ({
      properties: { first: { description: first }, second: { description: second } },
    });
    expect(changed(['/a'], two('x', 'x'), two('y', 'z')).length).toBe(2);
    expect(changed(['/a'], two('x', 'x'), two('y', 'y')).length).toBe(1);
  });
});

test('a schema that stands inside of choices in several places is one change', () => {
  const document = (user: JsonObject) => {
    const owner = { oneOf: [{ type: 'integer' }, { $ref: '#/components/schemas/User' }] };
    const schema = { type: 'object', properties: { owner, users: { type: 'array', items: owner } } };
    const post = { requestBody: { content: { 'application/json': { schema } } }, responses: {} };
    return readDescription(
      JSON.stringify({ openapi: '3.0.3', paths: { '/a': { post } }, components: { schemas: { User: user } } }),
    );
  };
  const user = { type: 'object', properties: { id: { type: 'string' } } };
  const changes = changesBetween(
    document(user),
    document({ ...user, properties: { ...user.properties, nick: { type: 'string' } } }),
  );
  expect(changes).toMatchObject([
    { pointer: { old: '/components/schemas/User', new: '/components/schemas/User/properties/nick/type' } },
  ]);
});
