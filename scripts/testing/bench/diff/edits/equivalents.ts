import { list, record, type Schemas, text, whole } from './schema-parts.ts';

const referred = { $ref: '#/components/schemas/Shared' };

/** The same values are right under both. */
export const equivalents30: Schemas = {
  anywhere: [
    ['order', 'of keywords', text({ minLength: 1, maxLength: 5 }), { maxLength: 5, minLength: 1, type: 'string' }],
    ['enum', 'in another order', text({ enum: ['a', 'b', 'c'] }), text({ enum: ['c', 'a', 'b'] })],
    ['minLength', 'of 0 added', text(), text({ minLength: 0 })],
    ['minimum', 'between two integers', whole({ minimum: 1 }), whole({ minimum: 0.5 })],
    ['maximum', 'of listed values', whole({ enum: [1, 2] }), whole({ enum: [1, 2], maximum: 5 })],
    ['maxLength', 'of listed values', text({ enum: ['a', 'bb'] }), text({ enum: ['a', 'bb'], maxLength: 2 })],
    ['multipleOf', '1 for an integer', whole(), whole({ multipleOf: 1 })],
    ['pattern', 'written in another way', text({ pattern: '^[0-9]{2}$' }), text({ pattern: '^[0-9][0-9]$' })],
    ['pattern', 'that all texts match', text(), text({ pattern: '^' })],
    ['pattern', 'instead of minLength', text({ minLength: 1 }), text({ pattern: '^[\\s\\S]' })],
    ['enum', 'of one instead of a pattern', text({ pattern: '^a$' }), text({ enum: ['a'] })],
    ['type', 'beside enum', { enum: ['a', 'b'] }, text({ enum: ['a', 'b'] })],
    ['allOf', 'of one', text({ maxLength: 5 }), { allOf: [text({ maxLength: 5 })] }],
    ['allOf', 'of parts', text({ minLength: 1, maxLength: 5 }), { allOf: [text({ minLength: 1 }), { maxLength: 5 }] }],
    ['oneOf', 'of one', text({ maxLength: 5 }), { oneOf: [text({ maxLength: 5 })] }],
    ['anyOf', 'of one', text({ maxLength: 5 }), { anyOf: [text({ maxLength: 5 })] }],
    ['enum', 'as alternatives', text({ enum: ['a', 'b'] }), { oneOf: [text({ enum: ['a'] }), text({ enum: ['b'] })] }],
    ['not', 'twice', text({ maxLength: 5 }), { not: { not: text({ maxLength: 5 }) } }],
    ['not', 'instead of minLength', text({ minLength: 6 }), text({ not: { maxLength: 5 } })],
    ['$ref', 'instead of the schema', text({ maxLength: 5 }), referred, { Shared: text({ maxLength: 5 }) }],
    [
      'description',
      'broken into other lines',
      text({ description: 'The name\nof the buyer.' }),
      text({ description: 'The name of the buyer.' }),
    ],
    ['example', 'replaced', text({ example: 'a' }), text({ example: 'b' })],
    ['x-note', 'added', text(), text({ 'x-note': 'ours' })],
  ],
  inBodies: [
    ['order', 'of properties', record(), record({ properties: { b: whole(), a: text() } })],
    ['required', 'in another order', record({ required: ['a', 'b'] }), record({ required: ['b', 'a'] })],
    ['minItems', 'of 0 added', list(), list({ minItems: 0 })],
    ['minProperties', 'of 0 added', record(), record({ minProperties: 0 })],
    [
      'minProperties',
      'no more than is required',
      record({ required: ['a'] }),
      record({ required: ['a'], minProperties: 1 }),
    ],
    ['uniqueItems', 'false added', list(), list({ uniqueItems: false })],
    ['nullable', 'false added', text(), text({ nullable: false })],
    ['additionalProperties', 'true added', record(), record({ additionalProperties: true })],
    ['additionalProperties', '{} added', record(), record({ additionalProperties: {} })],
    [
      'properties',
      'of a closed object, optional and impossible',
      record({ additionalProperties: false }),
      record({ properties: { a: text(), b: whole(), c: { not: {} } }, additionalProperties: false }),
    ],
    ['required', 'inside of allOf', record({ required: ['a'] }), { allOf: [record(), { required: ['a'] }] }],
    [
      'allOf',
      'in another order',
      { allOf: [record(), { required: ['a'] }] },
      { allOf: [{ required: ['a'] }, record()] },
    ],
    ['oneOf', 'in another order', { oneOf: [text(), whole()] }, { oneOf: [whole(), text()] }],
    ['anyOf', 'instead of oneOf, without overlap', { oneOf: [text(), whole()] }, { anyOf: [text(), whole()] }],
    [
      'anyOf',
      'with an alternative that says no more',
      { anyOf: [text(), whole()] },
      { anyOf: [text(), whole(), text({ maxLength: 5 })] },
    ],
    [
      '$ref',
      'to another name',
      referred,
      { $ref: '#/components/schemas/Named' },
      { Shared: record(), Named: record() },
    ],
    ['$ref', 'inside of allOf', referred, { allOf: [referred] }, { Shared: record() }],
    ['$ref', 'by way of another', referred, { $ref: '#/components/schemas/Way' }, { Shared: record(), Way: referred }],
    [
      '$ref',
      'that leads back, unrolled once',
      { $ref: '#/components/schemas/Tree' },
      record({ properties: { name: text(), in: { $ref: '#/components/schemas/Tree' } } }),
      { Tree: record({ properties: { name: text(), in: { $ref: '#/components/schemas/Tree' } } }) },
    ],
    ['externalDocs', 'added', text(), text({ externalDocs: { url: 'https://example.com' } })],
    ['xml', 'added', record(), record({ xml: { name: 'order' } })],
    ['deprecated', 'added', text(), text({ deprecated: true })],
  ],
};

/** Equal in 3.1’s own keywords. */
export const equivalents31: Schemas = {
  anywhere: [
    ['const', 'instead of enum of one', text({ enum: ['a'] }), text({ const: 'a' })],
    ['minimum', 'instead of an exclusive one of integers', whole({ exclusiveMinimum: 4 }), whole({ minimum: 5 })],
  ],
  inBodies: [
    ['type', 'list in another order', { type: ['string', 'null'] }, { type: ['null', 'string'] }],
    [
      'unevaluatedProperties',
      'instead of additionalProperties',
      record({ additionalProperties: false }),
      record({ unevaluatedProperties: false }),
    ],
    ['type', 'as anyOf', { type: ['string', 'integer'] }, { anyOf: [text(), whole()] }],
    [
      '$ref',
      'with a demand beside it',
      text({ minLength: 1, maxLength: 5 }),
      { ...referred, minLength: 1 },
      { Shared: text({ maxLength: 5 }) },
    ],
    [
      'if',
      'as alternatives',
      // biome-ignore lint/suspicious/noThenProperty: the keyword is called so
      { if: text(), then: { minLength: 1 }, else: whole() },
      { anyOf: [text({ minLength: 1 }), whole()] },
    ],
  ],
};

/** The same values are right under both, one spelled as in 3.0 and one as in 3.1. */
export const spellings: Schemas = {
  anywhere: [
    ['openapi', '3.1 instead of 3.0', text(), text()],
    ['exclusiveMinimum', 'as a number', whole({ minimum: 5, exclusiveMinimum: true }), whole({ exclusiveMinimum: 5 })],
    ['exclusiveMaximum', 'as a number', whole({ maximum: 5, exclusiveMaximum: true }), whole({ exclusiveMaximum: 5 })],
    ['exclusiveMinimum', 'false left out', whole({ minimum: 5, exclusiveMinimum: false }), whole({ minimum: 5 })],
    ['enum', 'as const', text({ enum: ['a'] }), text({ const: 'a' })],
    ['type', 'as a list of one', text(), { type: ['string'] }],
    ['example', 'as a list', text({ example: 'a' }), text({ examples: ['a'] })],
  ],
  inBodies: [
    ['nullable', 'as a list of types', text({ nullable: true }), { type: ['string', 'null'] }],
    ['nullable', 'as anyOf', text({ nullable: true }), { anyOf: [text(), { type: 'null' }] }],
  ],
};
