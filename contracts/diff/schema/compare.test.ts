import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../clauses/json.ts';
import type { Party } from '../change.ts';
import { compared, type TestSchema } from '../testing/schemas.ts';

/** Whom the changes of one property hurt in a request, and in an answer. */
function hurtIn(old: Json, now: Json, message: 'request' | 'answer' = 'request'): Party[] {
  const whole = (value: Json): TestSchema => ({
    version: '3.1.0',
    schema: { type: 'object', properties: { value }, required: ['value'] },
  });
  const found = compared(whole(old), whole(now), message).flatMap(({ hurts }) => hurts.map(({ whom }) => whom));
  return [...new Set(found)].toSorted();
}

/** A schema that allows less than the one before it: what is refused now was right before. */
const narrowings: [keyword: string, wide: Json, narrow: Json][] = [
  ['type lost', { type: ['string', 'integer'] }, { type: 'string' }],
  ['null lost', { type: ['string', 'null'] }, { type: 'string' }],
  ['number to integer', { type: 'number' }, { type: 'integer' }],
  ['type added', {}, { type: 'string' }],
  ['never', { type: 'string' }, false],
  ['enum value lost', { enum: ['a', 'b', 3] }, { enum: ['a', 'b'] }],
  ['enum added', { type: 'string' }, { type: 'string', enum: ['a'] }],
  ['const added', { type: 'string' }, { const: 'a' }],
  ['maxLength lowered', { type: 'string', maxLength: 320 }, { type: 'string', maxLength: 254 }],
  ['maxLength added', { type: 'string' }, { type: 'string', maxLength: 5_000 }],
  [
    'maxLength of a pattern',
    pattern('^[a-z]+-[0-9]+$', { maxLength: 60 }),
    pattern('^[a-z]+-[0-9]+$', { maxLength: 50 }),
  ],
  ['minLength raised', { type: 'string', minLength: 1 }, { type: 'string', minLength: 2 }],
  ['pattern added', { type: 'string' }, pattern('^[a-z]*$')],
  ['pattern narrowed', pattern('^[a-z0-9]{2,8}$'), pattern('^[a-z]{2,8}$')],
  ['minimum raised', { type: 'integer', minimum: 3 }, { type: 'integer', minimum: 4 }],
  ['minimum made exclusive', { type: 'number', minimum: 3 }, { type: 'number', exclusiveMinimum: 3 }],
  ['maximum lowered', { type: 'number', maximum: 1e9 }, { type: 'number', maximum: 1e9 - 1 }],
  ['maximum added', { type: 'integer' }, { type: 'integer', maximum: 12_345 }],
  ['multipleOf added', { type: 'integer' }, { type: 'integer', multipleOf: 5 }],
  ['multipleOf grown', { type: 'number', multipleOf: 0.01 }, { type: 'number', multipleOf: 0.05 }],
  ['minItems raised', list({ minItems: 1 }), list({ minItems: 2 })],
  ['maxItems lowered', list({ maxItems: 50 }), list({ maxItems: 49 })],
  ['maxItems added', list({}), list({ maxItems: 500 })],
  ['uniqueItems added', list({}), list({ uniqueItems: true })],
  ['items narrowed', list({}), list({ items: { type: 'string', maxLength: 2 } })],
  ['prefixItems narrowed', { prefixItems: [{}, {}] }, { prefixItems: [{}, { type: 'string' }] }],
  ['contains added', list({}), list({ contains: { const: 'x' } })],
  ['property required', object({}), object({ required: ['a'] })],
  ['property lost from a closed object', object({ closed: true }), object({ closed: true, only: ['b'] })],
  ['closed', object({}), object({ closed: true })],
  ['other properties typed', object({}), { ...object({}), additionalProperties: { type: 'string' } }],
  ['optional property narrowed', object({}), object({ b: { type: 'string', minLength: 1 } })],
  ['minProperties added', object({}), { ...object({}), minProperties: 1 }],
  ['maxProperties lowered', { ...object({}), maxProperties: 5 }, { ...object({}), maxProperties: 4 }],
  ['propertyNames added', object({}), { ...object({}), propertyNames: { pattern: '^[a-z]+$' } }],
  ['patternProperties added', object({}), { ...object({}), patternProperties: { '^x-': { type: 'string' } } }],
  ['dependentRequired added', object({}), { ...object({}), dependentRequired: { a: ['b'] } }],
  ['unevaluatedProperties closed', object({}), { ...object({}), unevaluatedProperties: false }],
  ['alternative of anyOf lost', { anyOf: [{ type: 'string' }, { type: 'null' }] }, { anyOf: [{ type: 'string' }] }],
  ['alternative of oneOf narrowed', { oneOf: [text(9), { type: 'null' }] }, { oneOf: [text(5), { type: 'null' }] }],
  ['oneOf for anyOf', { anyOf: [text(9), text(5)] }, { oneOf: [text(9), text(5)] }],
  ['allOf added', text(9), { allOf: [text(9), { minLength: 3 }] }],
  ['not added', { type: 'integer' }, { type: 'integer', not: { enum: [7] } }],
  ['if-else added', object({}), { ...object({}), if: { required: ['b'] }, else: { required: ['a'] } }],
];

describe('a demand that has become stricter', () => {
  test.each(narrowings)(
    '%s: a client’s request is refused; an answer of an implementation is wrong',
    (_, wide, narrow) => {
      expect(hurtIn(wide, narrow, 'request')).toEqual(['clients']);
      expect(hurtIn(wide, narrow, 'answer')).toEqual(['implementations']);
    },
  );
});

describe('a demand that has become laxer', () => {
  test.each(narrowings)(
    'not %s any more: implementations must accept more; clients may get more',
    (_, wide, narrow) => {
      expect(hurtIn(narrow, wide, 'request')).toEqual(['implementations']);
      expect(hurtIn(narrow, wide, 'answer')).toEqual(['clients']);
    },
  );
});

test('every witness is right under one schema and wrong under the other, by a validator of its own', () => {
  const ajv = new Ajv2020({ strict: false, logger: false });
  for (const [name, wide, narrow] of narrowings) {
    const [old, now] = [wide, narrow].map((schema) => ajv.compile(schema === false ? { not: {} } : Object(schema)));
    const findings = compared({ version: '3.1.0', schema: wide }, { version: '3.1.0', schema: narrow });
    expect(findings.length, name).toBeGreaterThan(0);
    for (const { hurts } of findings)
      for (const { witness } of hurts) {
        expect(witness.foundBy, name).toBe('derivation');
        expect(old?.(witness.value), `${name}: ${JSON.stringify(witness.value)}`).toBe(witness.rightUnder === 'old');
        expect(now?.(witness.value), `${name}: ${JSON.stringify(witness.value)}`).toBe(witness.rightUnder === 'new');
      }
  }
});

test('a change in both directions hurts both, with a witness for each', () => {
  const [change, ...others] = compared(
    { schema: { type: 'string', enum: ['a', 'b'] } },
    { schema: { type: 'string', enum: ['b', 'c'] } },
  );
  expect(others).toEqual([]);
  expect(change).toMatchObject({
    sentence: 'the body may no longer be "a" and may be "c" now',
    hurts: [
      { whom: 'clients', witness: { value: 'a', rightUnder: 'old' } },
      { whom: 'implementations', witness: { value: 'c', rightUnder: 'new' } },
    ],
  });
});

test('the witness is as small as the keyword allows', () => {
  const schema = (most: number): TestSchema => ({
    schema: object({ closed: true, required: ['a'], b: { type: 'array', items: { type: 'string', maxLength: most } } }),
  });
  expect(compared(schema(9), schema(4))).toMatchObject([
    {
      name: 'body.b[].maxLength',
      sentence: 'b[] may have 4 characters instead of 9 at most',
      hurts: [{ witness: { value: { a: '', b: ['aaaaa'] }, foundBy: 'derivation' } }],
    },
  ]);
});

test('a witness fits the format of its place', () => {
  const schema = (most: number): TestSchema => ({ schema: { type: 'string', format: 'email', maxLength: most } });
  const [change] = compared(schema(320), schema(254));
  expect(change?.hurts[0]?.witness.value).toMatch(/^a{243}@example\.com$/);
});

test('a text that is no address is no witness where addresses are asked for', () => {
  const address = { type: 'string', format: 'email' };
  expect(compared({ schema: address }, { schema: { ...address, minLength: 20 } })).toMatchObject([
    { hurts: [{ whom: 'clients', witness: { value: 'a@example.com' } }] },
  ]);
});

test('inside of a choice, the alternative that has changed is named', () => {
  const schema = (most: number): TestSchema => ({
    schema: { oneOf: [{ type: 'integer' }, object({ b: text(most) })] },
  });
  expect(compared(schema(9), schema(5))).toMatchObject([
    { name: 'body.b.maxLength', pointer: { new: expect.stringContaining('/oneOf/1/properties/b/maxLength') } },
  ]);
});

describe('another spelling of the same hurts nobody', () => {
  const b = text(5);
  test.each<[string, TestSchema, TestSchema]>([
    ['order', { schema: { type: 'string', enum: ['a', 'b'] } }, { schema: { enum: ['b', 'a'], type: 'string' } }],
    [
      'a $ref',
      { schema: object({ b }) },
      { schema: object({ b: { $ref: '#/components/schemas/B' } }), schemas: { B: b } },
    ],
    ['allOf of one', { schema: b }, { schema: { allOf: [b] } }],
    ['allOf of parts', { schema: b }, { schema: { allOf: [{ type: 'string' }, { maxLength: 5 }] } }],
    ['a bound that bounds nothing', { schema: { type: 'string' } }, { schema: { type: 'string', minLength: 0 } }],
    [
      'bounds of integers',
      { schema: { type: 'integer', minimum: 1 } },
      { schema: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
    ],
    ['additionalProperties: true', { schema: object({}) }, { schema: { ...object({}), additionalProperties: true } }],
    [
      'nullable and a type array',
      { schema: { ...b, nullable: true } },
      { version: '3.1.0', schema: { ...b, type: ['string', 'null'] } },
    ],
    [
      'exclusiveMinimum of 3.0 and 3.1',
      { schema: { type: 'number', minimum: 2, exclusiveMinimum: true } },
      { version: '3.1.0', schema: { type: 'number', exclusiveMinimum: 2 } },
    ],
    ['enum of one and const', { schema: { enum: ['a'] } }, { version: '3.1.0', schema: { const: 'a' } }],
    [
      'oneOf and anyOf that do not overlap',
      { schema: { oneOf: [b, { type: 'integer' }] } },
      { schema: { anyOf: [{ type: 'integer' }, b] } },
    ],
    [
      'an enum by alternatives',
      { schema: { enum: ['a', 'b'] } },
      { schema: { anyOf: [{ enum: ['a'] }, { enum: ['b'] }] } },
    ],
    ['a pattern written otherwise', { schema: pattern('^[a-c]{1,3}$') }, { schema: pattern('^(a|b|c){1,3}$') }],
    ['a reflowed description', { schema: { description: 'One\n  two.' } }, { schema: { description: 'One two.' } }],
    ['an example', { schema: { ...b, example: 'x' } }, { schema: { ...b, example: 'y', deprecated: true } }],
  ])('%s', (_, old, now) => {
    for (const message of ['request', 'answer'] as const)
      for (const found of [compared(old, now, message), compared(now, old, message)])
        expect(found.filter(({ kind }) => kind !== 'nobody')).toEqual([]);
  });
});

describe('what no value can show is for people, with both texts', () => {
  test.each<[string, Json, Json, string | null, string | null]>([
    ['description', { description: 'In seconds.' }, { description: 'In minutes.' }, 'In seconds.', 'In minutes.'],
    ['format', { type: 'string', format: 'date' }, { type: 'string' }, '"date"', null],
    ['default', { default: 1 }, { default: 2 }, '1', '2'],
    ['readOnly', {}, { readOnly: true }, null, 'true'],
    ['discriminator', {}, { discriminator: { propertyName: 'a' } }, null, '{"propertyName":"a"}'],
    ['a keyword that sendproof does not know', { wild: 1 }, { wild: 2 }, '1', '2'],
  ])('%s', (_, old, now, before, after) => {
    const schema = (value: Json): TestSchema => ({ schema: { type: 'object', properties: { value } } });
    expect(compared(schema(old), schema(now))).toMatchObject([
      { kind: 'review', hurts: [], texts: { old: before, new: after } },
    ]);
  });
});

test('a change at a place for which no value is known is never passed over', () => {
  const lookAhead = '^(?=[^a]*b)(?!q)[b-z]{3}$';
  const schema = (most: number): TestSchema => ({ schema: object({ b: pattern(lookAhead, { maxLength: most }) }) });
  expect(compared(schema(9), schema(2))).toMatchObject([{ kind: 'review', name: 'body.b', hurts: [] }]);
});

test.each<[string, Json, Json]>([
  ['maxLength', { type: 'string', maxLength: 9e9 }, { type: 'string', maxLength: 8e9 }],
  ['minItems', list({ minItems: 1e300 }), list({ minItems: 2e300 })],
  ['maxProperties', { type: 'object', maxProperties: 1e6 }, { type: 'object', maxProperties: 2e6 }],
])('a bound that no value of a sensible size shows is for people: %s', (_, old, now) => {
  expect(compared({ schema: old }, { schema: now }).map(({ kind }) => kind)).toEqual(['review']);
});

test('a schema that holds itself is followed once', () => {
  const tree = (most: number): TestSchema => ({
    schema: { $ref: '#/components/schemas/Tree' },
    schemas: {
      Tree: {
        type: 'object',
        properties: { name: text(most), children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
      },
    },
  });
  expect(compared(tree(9), tree(9))).toEqual([]);
  expect(compared(tree(9), tree(3))).toMatchObject([
    { name: 'body.name.maxLength', hurts: [{ whom: 'clients', witness: { value: { name: 'aaaa' } } }] },
  ]);
});

test('schemas that lead on and on are compared to the end', () => {
  const chain = (most: number): TestSchema => {
    const schemas = Array.from({ length: 500 }, (_, index): [string, Json] => [
      `S${index}`,
      {
        type: 'object',
        properties: {
          text: text(index === 20 ? most : 9),
          next: { $ref: `#/components/schemas/S${(index + 1) % 500}` },
        },
      },
    ]);
    return { schema: { $ref: '#/components/schemas/S0' }, schemas: Object.fromEntries(schemas) };
  };
  expect(compared(chain(9), chain(3))).toMatchObject([
    { name: `body.${'next.'.repeat(20)}text.maxLength`, hurts: [{ whom: 'clients' }] },
  ]);
});

test('objects with many properties that lead to each other are no larger for that', () => {
  const names = Array.from({ length: 40 }, (_, index) => `S${index}`);
  const web = (format: string): TestSchema => ({
    schema: { $ref: '#/components/schemas/S0' },
    schemas: Object.fromEntries(
      names.map((name) => [
        name,
        {
          type: 'object',
          properties: Object.fromEntries(names.map((other) => [other, { $ref: `#/components/schemas/${other}` }])),
          ...(name === 'S7' ? { not: { required: [format] } } : {}),
        },
      ]),
    ),
  });
  expect(compared(web('a'), web('b')).map(({ kind }) => kind)).toEqual(['hurt']);
});

test('what must not be long is long enough, and what nothing fits is never there', () => {
  expect(
    compared({ schema: { not: { maxLength: 5 }, type: 'string' } }, { schema: { type: 'string', minLength: 6 } }),
  ).toMatchObject([{ kind: 'nobody' }]);
  const closed = object({ closed: true });
  const impossible = { ...closed, properties: { ...Object(closed.properties), c: { not: {} } } };
  expect(compared({ schema: closed }, { schema: impossible })).toMatchObject([{ kind: 'nobody' }]);
});

test('a property that is only ever in answers is not asked for in requests', () => {
  const schema = (required: string[]): TestSchema => ({
    schema: { type: 'object', properties: { id: { type: 'string', readOnly: true } }, required },
  });
  expect(compared(schema([]), schema(['id']), 'request').flatMap(({ hurts }) => hurts)).toEqual([]);
  expect(compared(schema([]), schema(['id']), 'answer').flatMap(({ hurts }) => hurts)).toMatchObject([
    { whom: 'implementations' },
  ]);
});

test('any two lists and bounds: a hurt is said exactly where the values differ', () => {
  const values = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 });
  const schemas = fc.oneof(
    values.map((list): Json => ({ enum: list })),
    fc
      .record({ minimum: fc.integer({ min: 0, max: 3 }), maximum: fc.integer({ min: 3, max: 6 }) })
      .map((bounds): Json => ({ type: 'integer', ...bounds })),
  );
  const takes = (schema: Json) => {
    const validate = new Ajv2020({ strict: false }).compile(Object(schema));
    return Array.from({ length: 9 }, (_, index) => index - 1).filter((value) => validate(value));
  };
  fc.assert(
    fc.property(schemas, schemas, (old, now) => {
      const [before, after] = [takes(old), takes(now)];
      const expected = [
        ...(before.some((value) => !after.includes(value)) ? ['clients'] : []),
        ...(after.some((value) => !before.includes(value)) ? ['implementations'] : []),
      ];
      expect(hurtIn(old, now)).toEqual(expected);
    }),
    { numRuns: 30, seed: 8 },
  );
});

function text(most: number): { [key: string]: Json } {
  return { type: 'string', maxLength: most };
}

function pattern(expression: string, others: { [key: string]: Json } = {}): { [key: string]: Json } {
  return { type: 'string', pattern: expression, ...others };
}

function list(others: { [key: string]: Json }): Json {
  return { type: 'array', items: { type: 'string' }, ...others };
}

type Wish = { required?: string[]; closed?: boolean; only?: string[]; b?: Json };

function object({ required = [], closed = false, only = ['a', 'b'], b = { type: 'string' } }: Wish): {
  [key: string]: Json;
} {
  const all: { [key: string]: Json } = { a: { type: 'string' }, b };
  return {
    type: 'object',
    properties: Object.fromEntries(only.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]]))),
    ...(required.length > 0 ? { required } : {}),
    ...(closed ? { additionalProperties: false } : {}),
  };
}
