import type { Json } from '../../../../../contracts/clauses/json.ts';
import { at } from '../documents.ts';
import { edit, type Structure } from './structure.ts';

const { operation } = at;
const security = `${operation}/security`;
const other = '/paths/~1orders/get';
const text = { type: 'string' };
const simple: Json = { responses: { 204: { description: 'None.' } } };

/** Who is let in, operations, and the document as a whole. */
export const operationEdits: readonly Structure[] = [
  edit('document', 'narrower', 'security', 'asked for', { [security]: [] }, {}),
  edit('document', 'other', 'security', 'another scheme', {}, { [security]: [{ key: [] }] }),
  edit('document', 'narrower', 'security', 'alternative lost', { [security]: [{ token: [] }, { key: [] }] }, {}),
  edit('document', 'narrower', 'security', 'two asked for together', {}, { [security]: [{ token: [], key: [] }] }),
  edit('document', 'narrower', 'security', 'no longer optional', { [security]: [{ token: [] }, {}] }, {}),
  edit('document', 'words', 'security', 'scope asked for', {}, { [security]: [{ token: ['orders:write'] }] }),
  edit(
    'document',
    'words',
    'security',
    'scope replaced',
    { [security]: [{ token: ['orders:write'] }] },
    { [security]: [{ token: ['orders:all'] }] },
  ),
  edit(
    'document',
    'same',
    'security',
    'of the whole document instead',
    { [`${other}/security`]: [{ token: [] }] },
    { [security]: undefined, '/security': [{ token: [] }] },
  ),
  edit(
    'document',
    'same',
    'security',
    'alternatives in another order',
    { [security]: [{ token: [] }, { key: [] }] },
    { [security]: [{ key: [] }, { token: [] }] },
  ),
  edit(
    'document',
    'same',
    'security',
    'scheme under another name',
    {},
    { [security]: [{ bearer: [] }], '/components/securitySchemes': { bearer: { type: 'http', scheme: 'bearer' } } },
  ),
  edit(
    'document',
    'other',
    'security',
    'header of the key renamed',
    { [security]: [{ key: [] }] },
    { [security]: [{ key: [] }], '/components/securitySchemes/key/name': 'X-Token' },
  ),
  edit('document', 'narrower', 'operation', 'lost', { '/paths/~1orders/put': simple }, {}),
  edit(
    'document',
    'narrower',
    'operation',
    'deprecated one lost',
    { '/paths/~1orders/put': { responses: { 204: { description: 'None.' } }, deprecated: true } },
    {},
  ),
  edit(
    'document',
    'other',
    'operation',
    'under another method',
    { '/paths/~1orders/put': simple },
    { '/paths/~1orders/patch': simple },
  ),
  edit('document', 'narrower', 'path', 'lost', { '/paths/~1bills': { get: simple } }, {}),
  edit(
    'document',
    'other',
    'path',
    'renamed',
    { '/paths/~1bills': { get: simple } },
    { '/paths/~1invoices': { get: simple } },
  ),
  edit('document', 'same', 'operation', 'given another operationId', {}, { [`${operation}/operationId`]: 'change' }),
  edit('document', 'same', 'operation', 'tagged', {}, { [`${operation}/tags`]: ['shop'] }),
  edit('document', 'same', 'operation', 'deprecated', {}, { [`${operation}/deprecated`]: true }),
  edit(
    'document',
    'words',
    'operation',
    'described in other words',
    {},
    { [`${operation}/summary`]: 'Replace an order' },
  ),
  edit(
    'document',
    'words',
    'operation',
    'with another callback',
    {},
    { [`${operation}/callbacks`]: { done: { '{$request.query.value}': { post: simple } } } },
  ),
  edit('document', 'same', 'document', 'served elsewhere', {}, { '/servers': [{ url: 'https://shop.example.com' }] }),
  edit('document', 'same', 'document', 'of another version', {}, { '/info/version': '2.0.0' }),
  edit(
    'document',
    'words',
    'document',
    'described in other words',
    {},
    { '/info/description': 'Orders of two shops.' },
  ),
  edit('document', 'same', 'document', 'with a schema that nothing uses', {}, { '/components/schemas/Idle': text }),
];
