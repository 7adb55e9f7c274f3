import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../clauses/json.ts';
import type { Finding } from '../change.ts';
import { compared } from '../testing/schemas.ts';

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });
const text = { type: 'string' };

const changed = (old: Json, now: Json): Finding[] =>
  compared({ version: '3.1.0', schema: old }, { version: '3.1.0', schema: now });

const named = (findings: readonly Finding[]) => findings.map(({ kind, name }) => `${kind} ${name}`);

describe('a property that one document does not name', () => {
  const kind = { type: 'string', enum: ['a', 'b'], maxLength: 1 };
  const address = object({ kind, lines: { type: 'array', items: text } }, { required: ['kind'] });

  test('is one change, whatever the other one demands of it and of its inside', () => {
    expect(named(changed(object({}), object({ address })))).toEqual(['hurt body.address.type']);
    expect(named(changed(object({ address }), object({})))).toEqual(['hurt body.address.type']);
  });

  test('is one change beside another one, and beside that it is required', () => {
    const now = object({ address, kind }, { required: ['address'] });
    const changes = changed(object({}), now);
    expect(named(changes).toSorted()).toEqual([
      'hurt body.address.required',
      'hurt body.address.type',
      'hurt body.kind.type',
    ]);
  });

  test('is read once, not for each thing that is said inside of it', () => {
    const marked = object({ id: { format: 'int64' }, at: { format: 'date-time', description: 'when' } });
    const [old, now] = [object({}), object({ mark: marked })];
    const open = { anyOf: [old, { type: 'integer' }, {}] };
    // No message tells these apart: anything is right. That there is a new property to read of is said all the same.
    const changes = changed(open, { anyOf: [now, { type: 'integer' }, {}] });
    expect(changes.filter((one) => one.kind === 'review').length).toBe(1);
  });
});

describe('a property that no document names, but speaks of', () => {
  const map = (value: Json): JsonObject => ({ type: 'object', additionalProperties: value });

  test('is called *', () => {
    const changes = changed(object({ by: map(object({ id: text })) }), object({ by: map(object({ id: {} })) }));
    expect(named(changes)).toEqual(['hurt body.by.*.id.type']);
    expect(changes[0]?.sentence).toContain('by.*.id');
  });

  test.each<[string, (value: Json) => JsonObject, string]>([
    ['values of a map', map, 'body.*.description'],
    ['properties by pattern', (value) => ({ patternProperties: { '^x-': value } }), 'body./^x-/.description'],
    ['elements by position', (value) => ({ prefixItems: [{}, value] }), 'body.[].description'],
    ['one of more alternatives', (value) => ({ oneOf: [value, text] }), 'body.description'],
  ])('words of %s are read', (_, around, name) => {
    const [before, after] = [{ description: 'an hour' }, { description: 'a day' }];
    expect(changed(around(before), around(after)).map((one) => one.name)).toEqual([name]);
  });

  test('words of an alternative are read, too, when there is one more of them', () => {
    const [before, after] = [{ description: 'an hour' }, { description: 'a day' }];
    const changes = changed({ anyOf: [text, before] }, { anyOf: [text, after, { type: 'integer' }] });
    expect(changes.find(({ name }) => name === 'body.description')?.texts).toEqual({ old: 'an hour', new: 'a day' });
  });
});

describe('what documents get wrong does not hide what has changed', () => {
  test.each<[string, JsonObject]>([
    ['no alternatives', { anyOf: [], oneOf: [], allOf: [] }],
    ['a name that is required twice', { required: ['a', 'a'] }],
    ['an exclusive bound in the spelling of 3.0', { properties: { n: { minimum: 1, exclusiveMinimum: true } } }],
  ])('%s', (_, flaw) => {
    const whole = (maxLength: number) => object({ flawed: { type: 'object', ...flaw }, a: { ...text, maxLength } });
    expect(named(changed(whole(9), whole(8)))).toEqual(['hurt body.a.maxLength']);
  });

  test('a bound in the spelling of the other version is compared', () => {
    const bound = (version: '3.0.3' | '3.1.0', schema: JsonObject) => ({ version, schema });
    const names = (version: '3.0.3' | '3.1.0', old: JsonObject, now: JsonObject) =>
      named(compared(bound(version, old), bound(version, now)));
    const old = { type: 'integer', minimum: 1 };
    expect(names('3.1.0', old, { ...old, exclusiveMinimum: true })).toEqual(['hurt body.minimum']);
    expect(names('3.0.3', { exclusiveMinimum: 1 }, { exclusiveMinimum: 2 })).toEqual(['hurt body.minimum']);
  });
});
