import { describe, expect, test } from 'vitest';
import { type Json, valueAt } from '../clauses/json.ts';
import { at, documentText, documentWith } from '../clauses/testing/document.ts';
import type { Change } from './change.ts';
import { changesBetween } from './changes.ts';
import { readDescription } from './document.ts';

const contract = readDescription(documentText);

/** What has changed when some places of the contract have other values. */
const changed = (edits: Record<string, Json | undefined>): Change[] =>
  changesBetween(contract, readDescription(documentWith(edits)));

const undone = (edits: Record<string, Json | undefined>): Change[] =>
  changesBetween(readDescription(documentWith(edits)), contract);

/** Whom a change hurts, and by which part of a message. */
const hurtsOf = (changes: readonly Change[]) =>
  changes.flatMap(({ hurts }) => hurts.map(({ whom, witness }) => `${whom}: ${witness.message} ${witness.part}`));

test('the contract against itself: nothing', () => {
  expect(changesBetween(contract, contract)).toEqual([]);
  expect(changed({ '/info/version': '2.0.0' })).toEqual([]);
});

const { body, success, error, post } = at;
const text = { type: 'string' };

describe('a change of the contract hurts', () => {
  test.each<[string, Record<string, Json | undefined>, string, string[]]>([
    [
      'a shorter address',
      { [`${body}/properties/cc/items/properties/email/maxLength`]: 100 },
      'cc[].email may have 100 characters instead of 254 at most',
      ['clients: request body'],
    ],
    [
      'a property required',
      { [`${body}/required`]: ['content', 'channel_id'] },
      'channel_id is required now',
      ['clients: request body'],
    ],
    [
      'a property taken away',
      { [`${body}/properties/bcc`]: undefined },
      'bcc may no longer be given',
      ['clients: request body'],
    ],
    [
      'a property added',
      { [`${body}/properties/subject`]: text },
      'subject may be given now',
      ['implementations: request body'],
    ],
    [
      'null refused',
      { [`${body}/properties/attachments/items/properties/ContentLength/nullable`]: false },
      'attachments[].ContentLength may no longer be null',
      ['clients: request body'],
    ],
    [
      'a channel more',
      { [`${success}/properties/channel/enum/4`]: 'sms' },
      'channel of the answer 200 may be "sms" now',
      ['clients: answer body'],
    ],
    [
      'a channel less',
      { [`${success}/properties/channel/enum`]: ['email', 'slack', 'teams'] },
      'channel of the answer 200 may no longer be "live_chat"',
      ['implementations: answer body'],
    ],
    [
      'an error without code',
      { [`${error}/required`]: ['message'] },
      'code of the answer with any other status may be left out now',
      ['clients: answer body'],
    ],
    [
      'no more errors',
      { [`${post}/responses/default`]: undefined },
      'an answer may no longer have any status that is not listed',
      ['implementations: answer status'],
    ],
    [
      'no body needed',
      { [`${post}/requestBody/required`]: false },
      'a body is no longer required',
      ['implementations: request body'],
    ],
    [
      'no token needed',
      { [`${post}/security`]: [] },
      'a request is let in with no credentials instead of Authorization: Bearer',
      ['implementations: request credentials'],
    ],
    [
      'another key',
      { '/components/securitySchemes/Authorization': { type: 'apiKey', in: 'header', name: 'X-Key' } },
      'a request is let in with the header X-Key instead of Authorization: Bearer',
      ['clients: request credentials', 'implementations: request credentials'],
    ],
    [
      'a pattern of ids',
      { [`${post}/parameters/0/schema/pattern`]: '^thr_' },
      'the path parameter thread_id must match ^thr_, which was not asked for',
      ['clients: request path'],
    ],
    [
      'a header needed',
      { [`${post}/parameters/1`]: { in: 'header', name: 'Idempotency-Key', required: true, schema: text } },
      'the header Idempotency-Key is new and required',
      ['clients: request header'],
    ],
    [
      'a header promised',
      { '/components/responses/error/headers': { 'Retry-After': { required: true, schema: text } } },
      'the header Retry-After of the answer with any other status is new and required',
      ['implementations: answer header'],
    ],
    [
      'a form, too',
      { [`${post}/requestBody/content/text~1html`]: { schema: text } },
      'the body may be text/html now',
      ['implementations: request media-type'],
    ],
    [
      'an operation more',
      { '/paths/~1threads': { get: { responses: {} } } },
      'GET /threads is new',
      ['implementations: request operation'],
    ],
  ])('%s', (_, edits, sentence, hurts) => {
    const changes = changed(edits);
    expect(changes.map((one) => one.sentence)).toEqual([sentence]);
    expect(hurtsOf(changes)).toEqual(hurts);
    // Undone, it hurts the other party by the same messages.
    const other = (hurt: string) =>
      hurt.startsWith('clients')
        ? hurt.replace('clients', 'implementations')
        : hurt.replace('implementations', 'clients');
    expect(hurtsOf(undone(edits)).toSorted()).toEqual(hurts.map(other).toSorted());
  });
});

test('a response of its own for a status that another response covered is compared with that one', () => {
  const changes = changed({ [`${post}/responses/429`]: { description: 'Error response' } });
  expect(changes.map(({ sentence }) => sentence)).toEqual(['the answer 429 no longer has a body']);
  expect(hurtsOf(changes)).toEqual(['implementations: answer media-type', 'clients: answer body']);
});

test('a status in place of another one is two changes, and not one for each property', () => {
  const old: Json = JSON.parse(documentText);
  const answer = valueAt(old, `${post}/responses/200`) ?? null;
  const changes = changed({ [`${post}/responses/201`]: answer, [`${post}/responses/200`]: undefined });
  expect(changes.map(({ sentence }) => sentence)).toEqual([
    'the answer 200 is no longer listed: it is that of statuses that are not listed now, which has nothing in common with it',
    'the answer 201 is listed now, and has nothing in common with that of statuses that are not listed, which it was',
  ]);
  for (const { hurts, texts } of changes) {
    expect(hurts.map(({ whom }) => whom)).toEqual(['implementations', 'clients']);
    expect(Object.values(texts ?? {}).toSorted()).toEqual(['Error response', 'Successful response']);
  }
});

test('ten changes at once are ten changes, each with the line in both documents', () => {
  const edits: Record<string, Json | undefined> = {
    [`${body}/properties/cc/items/properties/email/maxLength`]: 100,
    [`${body}/properties/content/minLength`]: 3,
    [`${body}/properties/subject`]: text,
    [`${body}/properties/attachments/items/required`]: ['Name'],
    [`${success}/properties/channel/enum/4`]: 'sms',
    [`${success}/properties/id/pattern`]: '^msg_',
    [`${error}/properties/message/maxLength`]: 400,
    [`${post}/security`]: [],
    [`${post}/parameters/0/schema/maxLength`]: 40,
    [`${post}/description`]: 'Send a message.',
  };
  const changed = documentWith(edits);
  const changes = changesBetween(contract, readDescription(changed));
  expect(changes.map(({ id }) => id.replace('POST /threads/{thread_id}/messages ', '')).toSorted()).toEqual([
    'operation.description',
    'request.body.attachments[].Content.required',
    'request.body.attachments[].ContentType.required',
    'request.body.cc[].email.maxLength',
    'request.body.content.minLength',
    'request.body.subject',
    'request.path.thread_id.maxLength',
    'request.security',
    'response.200.body.channel.enum',
    'response.200.body.id.pattern',
    'response.default.body.message.maxLength',
  ]);
  expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
  const lines = changed.split('\n');
  const subject = changes.find(({ id }) => id.endsWith('body.subject'));
  expect(lines[(subject?.line.new ?? 0) - 1]).toContain('"subject"');
  const email = changes.find(({ id }) => id.endsWith('email.maxLength'));
  expect(documentText.split('\n')[(email?.line.old ?? 0) - 1]).toContain('"maxLength": 254');
  expect(lines[(email?.line.new ?? 0) - 1]).toContain('"maxLength": 100');
});

describe('what no message shows is for people', () => {
  test.each<[string, Record<string, Json | undefined>, string | null, string | null]>([
    ['a sentence', { [`${body}/properties/content/description`]: 'Markdown.' }, 'Message body (HTML).', 'Markdown.'],
    ['a summary', { [`${post}/summary`]: undefined }, 'Send a message', null],
    [
      'a sentence about an answer',
      { [`${post}/responses/200/description`]: 'Queued' },
      'Successful response',
      'Queued',
    ],
    [
      'an optional parameter',
      { [`${post}/parameters/1`]: { in: 'query', name: 'dry', schema: text } },
      null,
      'dry, optional',
    ],
  ])('%s', (_, edits, before, after) => {
    expect(changed(edits)).toMatchObject([{ kind: 'review', hurts: [], texts: { old: before, new: after } }]);
  });

  test('scopes', () => {
    const [change, ...others] = changed({ [`${post}/security`]: [{ Authorization: ['messages:write'] }] });
    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'review', texts: { new: expect.stringContaining('messages:write') } });
  });
});

test.each<[string, Record<string, Json | undefined>]>([
  ['servers', { '/servers': [{ url: 'https://example.com' }] }],
  ['the version of the API', { '/info/version': '3.0.0' }],
  ['a path without an empty segment', { [`${post}/parameters/0/schema/minLength`]: 1 }],
  ['names for generators', { [`${post}/operationId`]: 'send', [`${post}/tags`]: [] }],
  ['another name for a parameter of the path', renamed('id')],
  ['a response that is no longer shared', { [`${post}/responses/default`]: standing('/components/responses/error') }],
  [
    'OpenAPI 3.1',
    {
      '/openapi': '3.1.0',
      [`${body}/properties/attachments/items/properties/ContentLength`]: { type: ['integer', 'null'], minimum: 0 },
    },
  ],
])('%s hurt nobody', (_, edits) => {
  expect(changed(edits).filter(({ kind }) => kind !== 'nobody')).toEqual([]);
});

test('numbers in a query are the texts of numbers', () => {
  const query = (schema: Json) =>
    readDescription(documentWith({ [`${post}/parameters/1`]: { in: 'query', name: 'n', schema } }));
  const witnesses = (old: Json, now: Json) =>
    changesBetween(query(old), query(now)).flatMap(({ hurts }) =>
      hurts.map(({ whom, witness }) => [whom, witness.value]),
    );
  expect(witnesses({ type: 'integer' }, { type: 'integer', maximum: 9 })).toEqual([['clients', '10']]);
  expect(witnesses({ type: 'integer' }, text).map(([whom]) => whom)).toEqual(['implementations']);
  expect(witnesses(text, { type: 'integer' }).map(([whom]) => whom)).toEqual(['clients']);
});

test('a change far down in schemas that lead to each other has the shortest way to it as its witness', () => {
  const count = 30;
  const graph = (most: number) => {
    const schemas = Array.from({ length: count }, (_, index): [string, Json] => [
      `S${index}`,
      {
        type: 'object',
        properties: {
          text: { type: 'string', maxLength: index === count - 1 ? most : 9 },
          ...Object.fromEntries(
            [1, 5, 7, 11].map((step) => [`s${step}`, { $ref: `#/components/schemas/S${(index + step) % count}` }]),
          ),
        },
      },
    ]);
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } };
    const paths = { '/a': { post: { requestBody: { content }, responses: {} } } };
    return readDescription(
      JSON.stringify({ openapi: '3.0.3', paths, components: { schemas: Object.fromEntries(schemas) } }),
    );
  };
  // 29 is 11 + 11 + 7.
  expect(changesBetween(graph(9), graph(3))).toMatchObject([
    { hurts: [{ whom: 'clients', witness: { value: { s7: { s11: { s11: { text: 'aaaa' } } } } } }] },
  ]);
});

test('what several operations share is one change', () => {
  const shared = (most: number) => {
    const operation = {
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/S' } } } },
      responses: {},
    };
    return readDescription(
      JSON.stringify({
        openapi: '3.1.0',
        paths: { '/a': { post: operation, put: operation } },
        components: { schemas: { S: { type: 'string', maxLength: most } } },
      }),
    );
  };
  expect(changesBetween(shared(9), shared(3))).toMatchObject([
    { operations: ['PUT /a', 'POST /a'], hurts: [{ whom: 'clients', witness: { value: 'aaaa' } }] },
  ]);
});

test('a schema that stands at another place in each operation is one change, but not each of its demands', () => {
  const paths = (names: string[]) =>
    Object.fromEntries(
      names.map((name) => {
        const schema = { type: 'object', properties: { [name]: { $ref: '#/components/schemas/S' } } };
        return [`/${name}`, { post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} } }];
      }),
    );
  const document = (required: string[]) =>
    readDescription(
      JSON.stringify({
        openapi: '3.1.0',
        paths: paths(['a', 'b']),
        components: { schemas: { S: { type: 'object', required, properties: { x: text, y: text } } } },
      }),
    );
  const changes = changesBetween(document([]), document(['x', 'y']));
  expect(changes.map(({ sentence, operations }) => [sentence, operations])).toEqual([
    ['a.x is required now', ['POST /a', 'POST /b']],
    ['a.y is required now', ['POST /a', 'POST /b']],
  ]);
});

function standing(pointer: string): Json {
  const found: unknown = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, step) => Object(value)[step], JSON.parse(documentText));
  return JSON.parse(JSON.stringify(found));
}

function renamed(name: string): Record<string, Json | undefined> {
  const item: Json = JSON.parse(
    JSON.stringify(standing('/paths'))
      .replaceAll('{thread_id}', `{${name}}`)
      .replace('"thread_id","in"', `"${name}","in"`),
  );
  return { '/paths': item };
}
