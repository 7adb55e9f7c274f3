import { describe, expect, test } from 'vitest';
import { at, contractWith, documentText, standsAt } from '../clauses/testing/document.ts';
import { answered, caseCalled, ordinaryCase } from '../target/testing/target.ts';
import { clauses, judged, type Reply, says, sent } from './testing/run.ts';

const copy = (pointer: string) => JSON.parse(JSON.stringify(standsAt(documentText, pointer)));
const wrapped = (name: string, schema: object) => ({
  type: 'object',
  properties: { [name]: schema },
  required: [name],
  additionalProperties: false,
});

const answer = (changes: object = {}) => ({ id: 'm', thread_id: 'thr of email-thread', channel: 'email', ...changes });

describe('an answer that has the message inside of another object', () => {
  const contract = contractWith({ [at.success]: JSON.parse(JSON.stringify(wrapped('message', copy(at.success)))) });
  const broken = (message: object, id = 'm') =>
    clauses(judged([sent(ordinaryCase, says(200, { message: { ...message, id } }))], true, contract));

  test.each<[string, object, string[]]>([
    ['right', answer(), []],
    ['of another channel', answer({ channel: 'slack' }), ['says.channel']],
    ['of another thread', answer({ thread_id: 'thr_other' }), ['means.thread_id.echo']],
    ['of no listed channel', answer({ channel: 'fax' }), ['response.200.body.message.channel.enum']],
  ])('%s', (_, message, expected) => {
    expect(broken(message)).toEqual(expected);
  });

  test('with an id that came before', () => {
    const twice = [1, 2].map(() => sent(ordinaryCase, says(200, { message: answer() })));
    expect(clauses(judged(twice, true, contract))).toEqual(['means.id.unique (should)']);
  });

  test('says nothing of the id of a thread', () => {
    const thread = wrapped('thread', { type: 'object', properties: { id: { type: 'string' } } });
    const other = contractWith({ [at.success]: JSON.parse(JSON.stringify(thread)) });
    expect(other.clauses.map(({ id }) => id)).not.toContain('means.id.unique');
  });
});

describe('an error inside of another object', () => {
  const contract = contractWith({ [at.error]: JSON.parse(JSON.stringify(wrapped('error', copy(at.error)))) });
  const refusal = (code: string): Reply => says(400, { error: { message: 'no', code } });
  const broken = (code: string) =>
    clauses(judged([sent(caseCalled('says.integration/email'), refusal(code))], true, contract));

  test('has the code that a sentence of the document gives it', () => {
    expect(broken('validation_failed')).toEqual([]);
    expect(broken('integration_missing')).toEqual(['says.integration']);
  });
});

describe('a field that the document gives an answer', () => {
  const headers = {
    Location: { required: true, schema: { type: 'string' } },
    'X-Rate-Limit': { schema: { type: 'integer', minimum: 1 } },
  };
  const contract = contractWith({ [`${at.post}/responses/200/headers`]: headers });
  const broken = (...fields: [string, string][]) => {
    const all: [string, string][] = [['content-type', 'application/json'], ...fields];
    return clauses(judged([sent(ordinaryCase, answered(200, all, JSON.stringify(answer())))], true, contract));
  };

  test.each<[string, [string, string][], string[]]>([
    ['is there', [['location', '/messages/m']], []],
    ['and has to have is missing', [], ['response.200.header.Location.required']],
    [
      'is of another type',
      [
        ['location', '/messages/m'],
        ['x-rate-limit', 'many'],
      ],
      ['response.200.header.X-Rate-Limit.type'],
    ],
    [
      'is out of bounds',
      [
        ['location', '/messages/m'],
        ['x-rate-limit', '0'],
      ],
      ['response.200.header.X-Rate-Limit.minimum'],
    ],
  ])('%s', (_, fields, expected) => {
    expect(broken(...fields)).toEqual(expected);
  });
});

test('a format in an answer is a hint: what breaks it is a warning', () => {
  const contract = contractWith({ [`${at.success}/properties/sent_at`]: { type: 'string', format: 'date-time' } });
  const run = [sent(ordinaryCase, says(200, answer({ sent_at: 'yesterday' })))];
  expect(clauses(judged(run, true, contract))).toEqual(['response.200.body.sent_at.format (should)']);
});

test('a bound of an answer that is excluded, as OpenAPI 3.0 writes it', () => {
  const size = { type: 'integer', minimum: 0, exclusiveMinimum: true };
  const contract = contractWith({ [`${at.success}/properties/size`]: size });
  const broken = (value: number) =>
    clauses(judged([sent(ordinaryCase, says(200, answer({ size: value })))], true, contract));
  expect(broken(1)).toEqual([]);
  expect(broken(0)).toEqual(['response.200.body.size.exclusiveMinimum']);
  expect(broken(-1)).toEqual(['response.200.body.size.minimum']);
});
