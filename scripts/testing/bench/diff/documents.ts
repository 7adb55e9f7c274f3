import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '../../../../contracts/clauses/json.ts';
import type { Edit, Slot } from './pair.ts';

const operation = '/paths/~1orders~1{id}/post';
const answer = `${operation}/responses/200`;

/** Pointers into the small documents. */
export const at = {
  operation,
  answer,
  parameters: `${operation}/parameters`,
  requestContent: `${operation}/requestBody/content`,
  answerContent: `${answer}/content`,
};

/** Where the schema of each place stands in the small documents. */
export const schemaAt: Readonly<Record<Slot, string>> = {
  'request body': `${at.requestContent}/application~1json/schema/properties/value`,
  'answer body': `${at.answerContent}/application~1json/schema/properties/value`,
  'path parameter': `${at.parameters}/0/schema`,
  'query parameter': `${at.parameters}/1/schema`,
  'request header': `${at.parameters}/2/schema`,
  'answer header': `${answer}/headers/X-Value/schema`,
};

const text = { type: 'string' };

/** A body with one property that edits are about, and one that they are not about. */
const body: Json = {
  type: 'object',
  required: ['value'],
  properties: { value: text, note: text },
  additionalProperties: false,
};

function small(version: string): JsonObject {
  return {
    openapi: version,
    info: { title: 'Orders', version: '1.0.0', description: 'Orders of a shop.' },
    paths: {
      '/orders/{id}': {
        post: {
          operationId: 'order',
          summary: 'Change an order',
          parameters: [
            { in: 'path', name: 'id', required: true, schema: text },
            { in: 'query', name: 'value', schema: text },
            { in: 'header', name: 'X-Value', schema: text },
          ],
          requestBody: { required: true, content: { 'application/json': { schema: body } } },
          responses: {
            200: {
              description: 'Changed.',
              headers: { 'X-Value': { required: true, schema: text } },
              content: { 'application/json': { schema: body } },
            },
            400: { description: 'Refused.', content: { 'application/json': { schema: text } } },
          },
          security: [{ token: [] }],
        },
      },
      '/orders': { get: { operationId: 'orders', responses: { 204: { description: 'None.' } } } },
    },
    components: {
      schemas: {},
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      },
    },
  };
}

/** The documents that pairs are made from. */
export const bases: Readonly<Record<Edit['base'], JsonObject>> = {
  'small 3.0': small('3.0.3'),
  'small 3.1': small('3.1.0'),
  contract: JSON.parse(readFileSync(new URL('../../../../contracts/openapi-v2.json', import.meta.url), 'utf8')),
};
