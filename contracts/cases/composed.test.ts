import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Json } from '../clauses/json.ts';
import { at, contract, contractWith, documentText, standsAt } from '../clauses/testing/document.ts';
import { breaks } from './agreement.ts';
import type { Case } from './case.ts';
import { casesOf } from './catalogue.ts';
import { bodyOf } from './testing/validator.ts';

const body = (): Record<string, Json> => JSON.parse(JSON.stringify(standsAt(documentText, at.body)));
const properties = (): Record<string, Json> =>
  JSON.parse(JSON.stringify(standsAt(documentText, `${at.body}/properties`)));

/** The JSON bodies of the cases about a clause on an email thread, by what the cases ask for. */
function bodiesFor(schema: Json, clause: string, components: Json = {}) {
  const changed = contractWith({ [at.body]: schema, '/components/schemas': components });
  const about = casesOf(changed).filter(
    ({ clauses, state, request }) =>
      clauses.includes(clause) && state === 'email-thread' && request.body.kind === 'json',
  );
  const of = (kind: Case['expectation']['kind']): Json[] =>
    about.filter(({ expectation }) => expectation.kind === kind).map(bodyOf);
  return { kept: of('success'), broken: of('refusal') };
}

/** A schema of JSON Schema itself, for a second opinion. */
function checks(schema: object): (value: Json) => boolean {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => validate(value);
}

/** One property more beside those that there are. */
const withProperty = (name: string, schema: Json): Json => ({
  ...body(),
  properties: { ...properties(), [name]: schema },
});

describe('allOf', () => {
  const { content, ...others } = properties();
  const open = { type: 'object', properties: properties(), required: ['content'] };
  const parts = {
    Base: { type: 'object', properties: { content: content ?? null }, required: ['content'] },
    Lists: { type: 'object', properties: others },
  };
  const refs = ['Base', 'Lists'].map((name) => ({ $ref: `#/components/schemas/${name}` }));

  test('asks what the same schema in one piece asks, each clause at its own place', () => {
    const whole = contractWith({ [at.body]: open });
    const split = contractWith({ [at.body]: { allOf: refs }, '/components/schemas': parts });
    const asked = (one: typeof whole) =>
      Object.fromEntries(casesOf(one).map(({ id, request }) => [id, JSON.stringify(request)]));
    expect(asked(split)).toEqual(asked(whole));
    expect(split.clauses.find(({ id }) => id === 'request.body.required')?.pointer).toBe(
      '/components/schemas/Base/required',
    );
  });

  test('of a closed schema and properties that it does not name stays whole', () => {
    const closed = {
      allOf: [{ ...open, additionalProperties: false }, { properties: { subject: { type: 'string' } } }],
    };
    const changed = contractWith({ [at.body]: closed });
    expect(changed.clauses.map(({ id }) => id)).toContain('request.body.allOf');
  });

  test('beside nullable: whether null is allowed is in dispute, and nobody is asked', () => {
    const schema = withProperty('reply', { nullable: true, allOf: [{ type: 'object', properties: {} }] });
    const { kept, broken } = bodiesFor(schema, 'request.body.reply.type');
    expect(broken).not.toEqual([]);
    expect([...kept, ...broken]).not.toContainEqual(expect.objectContaining({ reply: null }));
  });
});

describe('a choice of two bodies', () => {
  const text = {
    type: 'object',
    properties: { text: { type: 'string', minLength: 1, maxLength: 40 } },
    required: ['text'],
    additionalProperties: false,
  };
  const schema = { oneOf: [body(), { $ref: '#/components/schemas/Text' }] };
  const { kept, broken } = bodiesFor(schema, 'request.body.oneOf', { Text: text });
  const isValid = checks({ oneOf: [body(), text] });

  test('sends the second, and breaks each of its keywords', () => {
    expect(kept.every(isValid)).toBe(true);
    expect(broken.some(isValid)).toBe(false);
    expect(kept).toContainEqual({ text: 'x'.repeat(40) });
    for (const wrong of [{ text: 'x'.repeat(41) }, { text: '' }, { text: 7 }, { text: 'x', sendproofExtra: 'x' }])
      expect(broken).toContainEqual(wrong);
  });

  test('sends no two of them at once', () => {
    expect(broken).toContainEqual({ content: expect.any(String), text: 'x' });
  });

  test('sends the first as if it stood alone, and the second on every thread that takes it', () => {
    const ids = casesOf(contractWith({ [at.body]: schema, '/components/schemas': { Text: text } })).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(casesOf(contract).map(({ id }) => id)));
    expect(ids).toContain('request.body.oneOf/form-2@teams-thread');
    // Without a channel_id no message goes out there.
    expect(ids).not.toContain('request.body.oneOf/form-2@slack-thread');
  });

  test('one of which must be there: each alone, none, and what is beside them only once', () => {
    const { required: _, ...rest } = body();
    const any = { ...rest, anyOf: [{ required: ['content'] }, { required: ['attachments'] }] };
    const found = bodiesFor(any, 'request.body.anyOf');
    const withNone = bodiesFor(any, 'request.body.required');
    expect(found.kept).toContainEqual({ attachments: [] });
    expect(withNone.broken).toContainEqual({});
    expect(found.broken.filter((one) => JSON.stringify(one).includes('ContentLength'))).toEqual([]);
    // Applied to email alone, elsewhere they may be no message.
    const ids = casesOf(contractWith({ [at.body]: any })).map(({ id }) => id);
    expect(ids).not.toContain('request.body.anyOf/form-2@teams-thread');
  });
});

describe('a keyword with its own values', () => {
  const closed = (schema: object) => ({ type: 'object', properties: { value: schema }, required: ['value'] });
  const map = { type: 'object', additionalProperties: { type: 'string' } };
  const few = { type: 'object', additionalProperties: true, maxProperties: 1 };
  test.each<[string, { [key: string]: Json }, Json, Json]>([
    [
      'pattern',
      { type: 'string', pattern: '^[CG][A-Z0-9]{8}$' },
      expect.stringMatching(/^[CG]/),
      expect.stringMatching(/^[CG].*!$/),
    ],
    ['enum', { type: 'integer', enum: [1, 2, 3] }, 3, 4],
    ['uniqueItems', { type: 'array', uniqueItems: true, items: { type: 'string' } }, ['x', '1x'], ['x', 'x']],
    ['multipleOf', { type: 'integer', multipleOf: 60, minimum: 1 }, 60, 61],
    ['additionalProperties', map, { sendproofExtra: 'x' }, { sendproofExtra: 7 }],
    ['maxProperties', few, { sendproofExtra1: 'x' }, { sendproofExtra1: 'x', sendproofExtra2: 'x' }],
  ])('%s', (keyword, schema, right, wrong) => {
    const { kept, broken } = bodiesFor(withProperty('value', schema), `request.body.value.${keyword}`);
    const isValid = checks(closed(schema));
    expect(kept.every(isValid)).toBe(true);
    expect(broken.some(isValid)).toBe(false);
    expect(kept).toContainEqual(expect.objectContaining({ value: right }));
    expect(broken).toContainEqual(expect.objectContaining({ value: wrong }));
  });

  test('not', () => {
    const schema = { type: 'string', not: { enum: ['draft'] } };
    const { broken } = bodiesFor(withProperty('value', schema), 'request.body.value.not');
    expect(broken).toContainEqual(expect.objectContaining({ value: 'draft' }));
  });

  test('a bound that is excluded, as OpenAPI 3.0 writes it', () => {
    const schema = { type: 'integer', minimum: 0, exclusiveMinimum: true };
    const { kept, broken } = bodiesFor(withProperty('value', schema), 'request.body.value.exclusiveMinimum');
    expect(kept).toContainEqual(expect.objectContaining({ value: 1 }));
    expect(broken).toContainEqual(expect.objectContaining({ value: 0 }));
  });

  test('a format of a property that has no name is a hint', () => {
    const schema = { type: 'object', additionalProperties: { type: 'string', format: 'email' } };
    const changed = contractWith({ [at.body]: withProperty('value', schema) });
    const breaksMap = (one: Json) => breaks(changed, { content: 'x', value: { one } }, 'additionalProperties');
    expect(breaksMap('nobody')).toBe(false);
    expect(breaksMap(7)).toBe(true);
  });

  test('a text that is too short for any address is too short, whoever looks at formats', () => {
    const { broken } = bodiesFor(
      withProperty('sender', { type: 'string', format: 'email', minLength: 3 }),
      'request.body.sender.minLength',
    );
    expect(broken).toContainEqual(expect.objectContaining({ sender: expect.stringMatching(/^.{2}$/) }));
    for (const one of broken) expect(one).toHaveProperty('sender', expect.stringMatching(/^.{0,2}$/));
  });
});
