import { list, record, type Schemas, text, whole } from './schema-parts.ts';

/** What OpenAPI 3.1 spells in another way, or has besides, each added and tightened. */
export const narrowings31: Schemas = {
  anywhere: [
    ['exclusiveMinimum', 'tightened', whole({ exclusiveMinimum: 1 }), whole({ exclusiveMinimum: 5 })],
    ['exclusiveMinimum', 'added', whole(), whole({ exclusiveMinimum: 5 })],
    ['exclusiveMaximum', 'tightened', whole({ exclusiveMaximum: 9 }), whole({ exclusiveMaximum: 5 })],
    ['exclusiveMaximum', 'added', whole(), whole({ exclusiveMaximum: 5 })],
    ['const', 'added', text(), { const: 'a' }],
    ['const', 'instead of enum', { enum: ['a', 'b'] }, { const: 'a' }],
  ],
  inBodies: [
    ['type', 'null lost from a list', { type: ['string', 'null'] }, { type: ['string'] }],
    ['type', 'type lost from a list', { type: ['string', 'integer'] }, { type: 'string' }],
    ['prefixItems', 'added', { type: 'array' }, { type: 'array', prefixItems: [text()] }],
    ['contains', 'added', list(), list({ contains: { const: 'a' } })],
    ['propertyNames', 'added', record(), record({ propertyNames: { pattern: '^[a-z]+$' } })],
    ['patternProperties', 'added', record(), record({ patternProperties: { '^x-': text() } })],
    ['dependentRequired', 'added', record(), record({ dependentRequired: { a: ['b'] } })],
    ['dependentSchemas', 'added', record(), record({ dependentSchemas: { a: { required: ['b'] } } })],
    ['unevaluatedProperties', 'closed', record(), record({ unevaluatedProperties: false })],
    ['if', 'added with else', record(), record({ if: { required: ['a'] }, else: { required: ['b'] } })],
    // biome-ignore lint/suspicious/noThenProperty: the keyword is called so
    ['if', 'added with then', record(), record({ if: { required: ['a'] }, then: { required: ['b'] } })],
  ],
};
