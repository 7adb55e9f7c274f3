import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { at, documentText, documentWith } from '../../contracts/clauses/testing/document.ts';
import type { Consumers } from '../../contracts/consumers/breaks.ts';
import { changesBetween } from '../../contracts/diff/changes.ts';
import { readDescription } from '../../contracts/diff/document.ts';
import { weigh } from './weigh.ts';
import { diffSchemaFile, diffSchemaText } from './write-schema.ts';

const schema = readFileSync(diffSchemaFile, 'utf8');
const ajv = new Ajv({ allErrors: true, strict: false });
ajvFormats.default(ajv);
const validate = ajv.compile(JSON.parse(schema));

const now = documentWith({
  [`${at.body}/properties/cc/items/properties/email/maxLength`]: 100,
  [`${at.body}/properties/content/description`]: 'Message body (Markdown).',
  [`${at.post}/operationId`]: 'sendIt',
  [`${at.post}/parameters/1`]: { in: 'header', name: 'X-Key', required: true, schema: { type: 'string' } },
  [`${at.post}/responses/201`]: { description: 'sent' },
});
const changes = changesBetween(readDescription(documentText), readDescription(now));
const [first] = changes;
const consumers: Consumers = {
  pacts: [{ consumer: 'web', provider: 'api', source: 'a.json', compared: 2, elsewhere: 0, messages: 1, unclear: [] }],
  broken: [
    {
      consumer: 'web',
      provider: 'api',
      source: 'a.json',
      interaction: 'a long address',
      states: [],
      operation: 'POST /threads/{thread_id}/messages',
      reasons: [{ code: 'request.body.incompatible', place: 'request.body.cc[].email', text: 'too long', changes: [] }],
    },
  ],
};
const waiver = {
  change: first?.id ?? '',
  sentence: first?.sentence ?? '',
  reason: 'r',
  owner: 'o',
  expires: '2027-01-31',
};
const result = weigh(
  { documents: { old: 'a', new: 'b' }, changes, consumers: { builtIn: false, ...consumers }, behaviour: null },
  [waiver, { ...waiver, change: 'nothing of the kind' }],
  '2027-01-01T00:00:00.000Z',
);

test('diff.schema.json is what the types say (npm run generate)', () => {
  expect(schema).toBe(diffSchemaText());
});

test('a result of every kind of change fits it, and one with another version does not', () => {
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['hurt', 'review', 'nobody']));
  expect(result.waived.length).toBe(1);
  const read = JSON.parse(JSON.stringify(result));
  validate(read);
  expect(validate.errors ?? []).toEqual([]);
  expect(validate({ ...read, schemaVersion: '2.0' })).toBe(false);
  expect(validate({ ...read, open: [{ ...read.open[0], hurts: [{ whom: 'nobody' }] }] })).toBe(false);
});
