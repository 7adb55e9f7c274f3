import { expect, test } from 'vitest';
import type { Json } from '../../clauses/json.ts';
import { exampleValues } from './examples.ts';

const given = (expression: string) => ({ type: 'ProviderState', expression });

test.each<[string, Json, object]>([
  [
    'a path',
    { path: '/threads/thr_1/messages', generators: { path: given(`/threads/\${thread}/messages`) } },
    { thread: 'thr_1' },
  ],
  [
    'a prefix that is empty in the example',
    { path: '/threads/thr_1/messages', generators: { path: given(`\${prefix}/threads/\${thread}/messages`) } },
    { prefix: '', thread: 'thr_1' },
  ],
  [
    'a header field, as specification 4 lists it',
    {
      headers: { authorization: ['Bearer abc'] },
      generators: { header: { Authorization: given(`Bearer \${token}`) } },
    },
    { token: 'abc' },
  ],
  [
    'places of a body, as specification 4 wraps it',
    {
      body: {
        content: { cc: [{ 'e-mail': 'a@b.example' }], count: 3 },
        contentType: 'application/json',
        encoded: false,
      },
      generators: { body: { "$.cc[0]['e-mail']": given(`\${mail}`), '$.count': given('count') } },
    },
    { mail: 'a@b.example', count: 3 },
  ],
  ['a place without an example', { body: {}, generators: { body: { '$.a[*].b': given(`\${b}`) } } }, {}],
  ['a generator of another kind', { body: { id: 'x' }, generators: { body: { '$.id': { type: 'Uuid' } } } }, {}],
])('a provider state is asked for what the example of %s has', (_, message, values) => {
  expect(exampleValues({ request: message })).toEqual(values);
  expect(exampleValues({ response: message })).toEqual(values);
});
