import { record, type Schemas, text, whole } from './schema-parts.ts';

/** What no message shows, and a person must read. */
export const wordings: Schemas = {
  anywhere: [
    ['description', 'changed', text({ description: 'In seconds.' }), text({ description: 'In minutes.' })],
    ['description', 'added', text(), text({ description: 'In minutes.' })],
    ['title', 'changed', text({ title: 'Seconds' }), text({ title: 'Minutes' })],
    ['format', 'added', text(), text({ format: 'date' })],
    ['format', 'lost', text({ format: 'date' }), text()],
    ['format', 'changed', text({ format: 'date' }), text({ format: 'date-time' })],
    ['format', 'of numbers changed', whole({ format: 'int64' }), whole({ format: 'int32' })],
    ['default', 'added', text(), text({ default: 'a' })],
    ['default', 'changed', text({ default: 'a' }), text({ default: 'b' })],
    ['default', 'lost', text({ default: 'a' }), text()],
  ],
  inBodies: [
    ['readOnly', 'added', record(), record({ properties: { a: text({ readOnly: true }), b: whole() } })],
    ['readOnly', 'lost', record({ properties: { a: text({ readOnly: true }), b: whole() } }), record()],
    ['writeOnly', 'added', record(), record({ properties: { a: text({ writeOnly: true }), b: whole() } })],
    ['writeOnly', 'lost', record({ properties: { a: text({ writeOnly: true }), b: whole() } }), record()],
    ['discriminator', 'added', record(), record({ discriminator: { propertyName: 'a' } })],
    [
      'discriminator',
      'changed',
      record({ discriminator: { propertyName: 'a' } }),
      record({ discriminator: { propertyName: 'b' } }),
    ],
  ],
};
