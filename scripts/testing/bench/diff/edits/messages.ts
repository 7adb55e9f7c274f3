import type { Json, JsonObject } from '../../../../../contracts/clauses/json.ts';
import { at, schemaAt } from '../documents.ts';
import { edit, type Structure } from './structure.ts';

const { operation, answer, requestContent, answerContent } = at;
const requestBody = `${operation}/requestBody`;
const responses = `${operation}/responses`;
const text = { type: 'string' };
const refused: Json = { description: 'Refused.', content: { 'application/json': { schema: text } } };

/** Bodies, media types, statuses and headers of answers. */
export const messageEdits: readonly Structure[] = [
  edit('request body', 'wider', 'body', 'made optional', {}, { [`${requestBody}/required`]: false }),
  edit(
    'request body',
    'narrower',
    'body',
    'optional one lost',
    { [`${requestBody}/required`]: false },
    { [requestBody]: undefined },
  ),
  edit(
    'request body',
    'same',
    'body',
    'as $ref',
    { [requestBody]: { content: { 'application/json': {} } } },
    {
      [requestBody]: { $ref: '#/components/requestBodies/any' },
      '/components/requestBodies': { any: { content: { 'application/json': {} } } },
    },
  ),
  edit('request body', 'narrower', 'media type', 'lost', { [`${requestContent}/text~1plain`]: { schema: text } }, {}),
  edit('request body', 'other', 'media type', 'replaced', {}, { [requestContent]: { 'text/plain': { schema: text } } }),
  edit(
    'request body',
    'wider',
    'media type',
    'range instead of one',
    { [requestContent]: { 'text/plain': { schema: text } } },
    { [requestContent]: { 'text/*': { schema: text } } },
  ),
  edit(
    'request body',
    'same',
    'media type',
    'in other capitals',
    { [requestContent]: { 'text/plain': { schema: text } } },
    { [requestContent]: { 'Text/Plain': { schema: text } } },
  ),
  edit('answer body', 'narrower', 'media type', 'lost', { [`${answerContent}/text~1plain`]: { schema: text } }, {}),
  edit('answer body', 'other', 'media type', 'replaced', {}, { [answerContent]: { 'text/plain': { schema: text } } }),
  edit('answer body', 'other', 'body', 'lost', {}, { [answerContent]: undefined }),
  edit(
    'request body',
    'same',
    'example',
    'of a body added',
    {},
    { [`${requestContent}/application~1json/example`]: { value: 'a' } },
  ),
  edit('answer status', 'narrower', 'status', 'refusal lost', {}, { [`${responses}/400`]: undefined }),
  edit('answer status', 'narrower', 'status', 'success lost', { [`${responses}/202`]: { description: 'Later.' } }, {}),
  edit(
    'answer status',
    'other',
    'status',
    'success replaced',
    { [`${responses}/202`]: { description: 'Later.' } },
    { [`${responses}/204`]: { description: 'Later.' } },
  ),
  edit('answer status', 'narrower', 'status', 'default lost', { [`${responses}/default`]: refused }, {}),
  edit(
    'answer status',
    'wider',
    'status',
    'range instead of one',
    { [`${responses}/404`]: refused },
    { [`${responses}/4XX`]: refused },
  ),
  edit(
    'answer status',
    'same',
    'status',
    'named that default has covered',
    { [`${responses}/default`]: refused },
    { [`${responses}/default`]: refused, [`${responses}/404`]: refused },
  ),
  edit(
    'answer status',
    'same',
    'status',
    'no longer named, default covers it',
    { [`${responses}/default`]: refused },
    { [`${responses}/default`]: refused, [`${responses}/400`]: undefined },
  ),
  edit(
    'answer status',
    'same',
    'status',
    'in another order',
    { [responses]: { 204: { description: 'None.' }, default: refused } },
    { [responses]: { default: refused, 204: { description: 'None.' } } },
  ),
  edit(
    'answer status',
    'same',
    'status',
    'as $ref',
    {},
    { [`${responses}/400`]: { $ref: '#/components/responses/refused' }, '/components/responses': { refused } },
  ),
  edit('answer status', 'words', 'status', 'described in other words', {}, { [`${answer}/description`]: 'Queued.' }),
  edit(
    'answer header',
    'wider',
    'header',
    'required one lost',
    { [`${answer}/headers/X-Left`]: { required: true, schema: text } },
    {},
  ),
  edit('answer header', 'words', 'header', 'optional one lost', { [`${answer}/headers/X-Left`]: { schema: text } }, {}),
  edit('answer header', 'wider', 'header', 'made optional', {}, { [`${answer}/headers/X-Value/required`]: false }),
  edit(
    'answer header',
    'same',
    'header',
    'in other capitals',
    { [`${answer}/headers`]: { 'X-Left': { schema: text } } },
    { [`${answer}/headers`]: { 'x-left': { schema: text } } },
  ),
  ...marks(),
];

/** A property that only comes back is not asked for in a request, whatever "required" says (OpenAPI 3.0.3, 4.7.24.2). */
function marks(): Structure[] {
  const schema = (own: JsonObject): Json => ({ type: 'object', required: ['a'], properties: { a: own } });
  return (['request body', 'answer body'] as const).flatMap((place) =>
    (['readOnly', 'writeOnly'] as const).map((mark) => {
      const isLeftOut = (mark === 'readOnly') === (place === 'request body');
      const [old, now] = [
        { [schemaAt[place]]: schema(text) },
        { [schemaAt[place]]: schema({ ...text, [mark]: true }) },
      ];
      return edit(place, isLeftOut ? 'wider' : 'words', mark, 'added to a required property', old, now, [
        'forth',
        'back',
      ]);
    }),
  );
}
