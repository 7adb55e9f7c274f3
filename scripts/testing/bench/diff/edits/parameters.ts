import type { Json, JsonObject } from '../../../../../contracts/clauses/json.ts';
import { at } from '../documents.ts';
import type { Place } from '../pair.ts';
import { edit, type Structure } from './structure.ts';

const { parameters } = at;
const text = { type: 'string' };
const query: Place = 'query parameter';
const header: Place = 'request header';
const oneMore = `${parameters}/3`;

const parameter = (where: 'query' | 'header' | 'cookie', name: string, others: JsonObject = {}): Json => ({
  in: where,
  name,
  schema: text,
  ...others,
});
const billsBy = (name: string): Json => ({
  get: {
    parameters: [{ in: 'path', name, required: true, schema: text }],
    responses: { 204: { description: 'None.' } },
  },
});

/** Parameters. */
export const parameterEdits: readonly Structure[] = [
  edit(query, 'words', 'parameter', 'optional one lost', { [oneMore]: parameter('query', 'page') }, {}),
  edit(
    query,
    'wider',
    'parameter',
    'required one lost',
    { [oneMore]: parameter('query', 'page', { required: true }) },
    {},
    ['forth'],
  ),
  edit(header, 'words', 'parameter', 'optional one lost', { [oneMore]: parameter('header', 'X-Page') }, {}),
  edit(
    header,
    'wider',
    'parameter',
    'required one lost',
    { [oneMore]: parameter('header', 'X-Page', { required: true }) },
    {},
    ['forth'],
  ),
  edit(query, 'narrower', 'parameter', 'made required', {}, { [`${parameters}/1/required`]: true }),
  edit(header, 'narrower', 'parameter', 'made required', {}, { [`${parameters}/2/required`]: true }),
  edit(
    query,
    'other',
    'parameter',
    'moved from query to header',
    { [oneMore]: parameter('query', 'X-Page', { required: true }) },
    { [oneMore]: parameter('header', 'X-Page', { required: true }) },
    ['forth', 'back'],
  ),
  edit(
    query,
    'narrower',
    'parameter',
    'cookie made required',
    { [oneMore]: parameter('cookie', 'visit') },
    { [oneMore]: parameter('cookie', 'visit', { required: true }) },
  ),
  edit(
    query,
    'same',
    'parameter',
    'in another order',
    { [oneMore]: parameter('query', 'a'), [`${parameters}/4`]: parameter('query', 'b') },
    { [oneMore]: parameter('query', 'b'), [`${parameters}/4`]: parameter('query', 'a') },
  ),
  edit(
    query,
    'same',
    'parameter',
    'written at the path instead',
    { [oneMore]: parameter('query', 'page') },
    { '/paths/~1orders~1{id}/parameters': [parameter('query', 'page')] },
  ),
  edit(
    query,
    'same',
    'parameter',
    'as $ref',
    { [oneMore]: parameter('query', 'page') },
    {
      [oneMore]: { $ref: '#/components/parameters/page' },
      '/components/parameters': { page: parameter('query', 'page') },
    },
  ),
  edit(header, 'same', 'parameter', 'header in other capitals', {}, { [`${parameters}/2/name`]: 'x-value' }),
  edit(query, 'same', 'parameter', 'required false written out', {}, { [`${parameters}/1/required`]: false }),
  edit(
    query,
    'same',
    'parameter',
    'style written out',
    {},
    { [`${parameters}/1/style`]: 'form', [`${parameters}/1/explode`]: true },
  ),
  edit(
    query,
    'words',
    'parameter',
    'of lists, written with commas',
    { [oneMore]: parameter('query', 'ids', { schema: { type: 'array', items: text } }) },
    { [oneMore]: parameter('query', 'ids', { schema: { type: 'array', items: text }, explode: false }) },
  ),
  edit(
    query,
    'words',
    'parameter',
    'described in other words',
    {},
    { [`${parameters}/1/description`]: 'Counted from 1.' },
  ),
  edit(query, 'same', 'parameter', 'deprecated', {}, { [`${parameters}/1/deprecated`]: true }),
  edit(
    'path parameter',
    'same',
    'parameter',
    'of the path renamed',
    { '/paths/~1bills~1{id}': billsBy('id') },
    { '/paths/~1bills~1{number}': billsBy('number') },
  ),
];
