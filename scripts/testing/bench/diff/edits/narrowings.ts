import type { JsonObject } from '../../../../../contracts/clauses/json.ts';
import { list, record, type Schemas, text, whole } from './schema-parts.ts';

const closed = (properties: JsonObject): JsonObject => record({ properties, additionalProperties: false });
const card = record({ required: ['card'], properties: { card: text() }, additionalProperties: false });
const iban = record({ required: ['iban'], properties: { iban: text() }, additionalProperties: false });

/** The keywords of OpenAPI 3.0 that can refuse a value, each added and tightened: the second schema takes fewer values. */
export const narrowings30: Schemas = {
  anywhere: [
    ['type', 'number to integer', { type: 'number' }, whole()],
    ['enum', 'member lost', text({ enum: ['a', 'b'] }), text({ enum: ['a'] })],
    ['enum', 'added', text(), text({ enum: ['a', 'b'] })],
    ['enum', 'added to numbers', whole(), whole({ enum: [1, 2] })],
    ['maxLength', 'tightened', text({ maxLength: 90 }), text({ maxLength: 50 })],
    ['maxLength', 'added', text(), text({ maxLength: 50 })],
    ['minLength', 'tightened', text({ minLength: 2 }), text({ minLength: 5 })],
    ['minLength', 'added', text(), text({ minLength: 5 })],
    ['pattern', 'tightened', text({ pattern: '^[a-z0-9]+$' }), text({ pattern: '^[a-z]+$' })],
    ['pattern', 'added', text(), text({ pattern: '^[a-z]+$' })],
    ['minimum', 'tightened', whole({ minimum: 1 }), whole({ minimum: 5 })],
    ['minimum', 'added', whole(), whole({ minimum: 5 })],
    ['maximum', 'tightened', whole({ maximum: 90 }), whole({ maximum: 50 })],
    ['maximum', 'added', whole(), whole({ maximum: 50 })],
    ['multipleOf', 'tightened', whole({ multipleOf: 5 }), whole({ multipleOf: 10 })],
    ['multipleOf', 'added', whole(), whole({ multipleOf: 10 })],
    ['not', 'added', text(), text({ not: { enum: ['a'] } })],
    ['not', 'tightened', text({ not: { enum: ['a'] } }), text({ not: { enum: ['a', 'b'] } })],
    ['exclusiveMinimum', 'added', whole({ minimum: 5 }), whole({ minimum: 5, exclusiveMinimum: true })],
    ['exclusiveMaximum', 'added', whole({ maximum: 5 }), whole({ maximum: 5, exclusiveMaximum: true })],
  ],
  inBodies: [
    ['type', 'added', {}, text()],
    ['nullable', 'lost', text({ nullable: true }), text()],
    ['minItems', 'tightened', list({ minItems: 1 }), list({ minItems: 3 })],
    ['minItems', 'added', list(), list({ minItems: 3 })],
    ['maxItems', 'tightened', list({ maxItems: 9 }), list({ maxItems: 5 })],
    ['maxItems', 'added', list(), list({ maxItems: 5 })],
    ['uniqueItems', 'added', list(), list({ uniqueItems: true })],
    ['items', 'tightened', list(), list({ items: text({ maxLength: 5 }) })],
    ['items', 'added', list({ items: {} }), list()],
    ['minProperties', 'tightened', record({ minProperties: 1 }), record({ minProperties: 2 })],
    ['minProperties', 'added', record(), record({ minProperties: 1 })],
    ['maxProperties', 'tightened', record({ maxProperties: 9 }), record({ maxProperties: 5 })],
    ['maxProperties', 'added', record(), record({ maxProperties: 5 })],
    ['required', 'tightened', record({ required: ['a'] }), record({ required: ['a', 'b'] })],
    ['required', 'added', record(), record({ required: ['b'] })],
    ['properties', 'of an open object, one described', record({ properties: { a: text() } }), record()],
    ['properties', 'of a closed object, one lost', closed({ a: text(), b: whole() }), closed({ a: text() })],
    ['properties', 'tightened', record(), record({ properties: { a: text({ maxLength: 5 }), b: whole() } })],
    [
      'properties',
      'of an inner object tightened',
      record({ properties: { in: record() } }),
      record({ properties: { in: record({ required: ['a'] }) } }),
    ],
    ['additionalProperties', 'closed', record(), record({ additionalProperties: false })],
    [
      'additionalProperties',
      'true to false',
      record({ additionalProperties: true }),
      record({ additionalProperties: false }),
    ],
    ['additionalProperties', 'described', record(), record({ additionalProperties: text() })],
    [
      'additionalProperties',
      'tightened',
      { type: 'object', additionalProperties: text() },
      { type: 'object', additionalProperties: text({ maxLength: 5 }) },
    ],
    ['oneOf', 'alternative lost', { oneOf: [card, iban] }, { oneOf: [card] }],
    ['oneOf', 'alternative tightened', { oneOf: [text(), whole()] }, { oneOf: [text({ maxLength: 5 }), whole()] }],
    ['oneOf', 'added', {}, { oneOf: [text(), whole()] }],
    [
      'oneOf',
      'instead of anyOf, with overlap',
      { anyOf: [{ type: 'number' }, whole()] },
      { oneOf: [{ type: 'number' }, whole()] },
    ],
    ['anyOf', 'alternative lost', { anyOf: [text(), whole()] }, { anyOf: [text()] }],
    ['anyOf', 'alternative tightened', { anyOf: [text(), whole()] }, { anyOf: [text(), whole({ minimum: 5 })] }],
    ['anyOf', 'added', {}, { anyOf: [text(), whole()] }],
    ['allOf', 'part added', { allOf: [record()] }, { allOf: [record(), { required: ['a'] }] }],
    [
      'allOf',
      'part tightened',
      { allOf: [record(), { maxProperties: 9 }] },
      { allOf: [record(), { maxProperties: 5 }] },
    ],
  ],
};

/** Each of the two schemas takes values that the other refuses. */
export const replacements: Schemas = {
  anywhere: [
    ['enum', 'member replaced', text({ enum: ['a', 'b'] }), text({ enum: ['b', 'c'] })],
    ['pattern', 'replaced', text({ pattern: '^[a-z]+$' }), text({ pattern: '^[0-9]+$' })],
    ['multipleOf', 'replaced', whole({ multipleOf: 2 }), whole({ multipleOf: 3 })],
    ['minimum', 'range moved', whole({ minimum: 1, maximum: 5 }), whole({ minimum: 3, maximum: 9 })],
    ['not', 'replaced', text({ not: { enum: ['a'] } }), text({ not: { enum: ['b'] } })],
  ],
  inBodies: [
    ['type', 'string to integer', text(), whole()],
    ['type', 'string to list', text(), list()],
    ['items', 'of another type', list(), list({ items: { type: 'boolean' } })],
    ['properties', 'one renamed, required and closed', card, iban],
    ['oneOf', 'alternative replaced', { oneOf: [text(), whole()] }, { oneOf: [text(), { type: 'boolean' }] }],
    ['anyOf', 'alternative replaced', { anyOf: [text(), whole()] }, { anyOf: [text(), list()] }],
  ],
};
