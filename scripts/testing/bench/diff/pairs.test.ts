import { expect, test } from 'vitest';
import { edits } from './edits/all.ts';
import { faultsOf, judge } from './judged.ts';
import { pairs } from './pairs.ts';

test('at least 500 pairs, each of its own', () => {
  expect(new Set(pairs.map(({ name }) => name)).size).toBe(pairs.length);
  expect(pairs.length).toBeGreaterThanOrEqual(500);
});

test('every keyword of OpenAPI 3.0 changes in a request and in an answer', () => {
  const keywords = [
    ...['title', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength'],
    ...['pattern', 'maxItems', 'minItems', 'uniqueItems', 'maxProperties', 'minProperties', 'required', 'enum', 'type'],
    ...['allOf', 'oneOf', 'anyOf', 'not', 'items', 'properties', 'additionalProperties', 'description', 'format'],
    ...[
      'default',
      'nullable',
      'discriminator',
      'readOnly',
      'writeOnly',
      'xml',
      'externalDocs',
      'example',
      'deprecated',
    ],
  ];
  const changed = new Set(edits.map(({ subject, place }) => `${subject} in the ${place}`));
  const wanted = keywords.flatMap((keyword) => [`${keyword} in the request body`, `${keyword} in the answer body`]);
  expect(wanted.filter((one) => !changed.has(one))).toEqual([]);
});

test('every pair comes out as it was made, each hurt with a witness that ajv confirms on both documents', () => {
  expect(pairs.map(judge).flatMap(faultsOf)).toEqual([]);
});
