import { describe, expect, test } from 'vitest';
import { at, contractWith } from '../clauses/testing/document.ts';
import { answered, ordinaryCase } from '../target/testing/target.ts';
import { clauses, failures, judged, refuses, says, sends, sent, verdictsOn } from './testing/run.ts';

const ordinary = ordinaryCase.id;
const refused = 'request.body.content.minLength/0';
const body = (changes: object = {}) => ({ id: 'm', thread_id: 'thr of email-thread', channel: 'email', ...changes });
const error = (changes: object = {}) => ({ message: 'no', code: 'x', ...changes });

describe('the answer to a message that goes out', () => {
  test.each<[string, unknown, string[]]>([
    ['without id', body({ id: undefined }), ['response.200.body.required']],
    ['without thread_id', body({ thread_id: undefined }), ['response.200.body.required']],
    ['without channel', body({ channel: undefined }), ['response.200.body.required']],
    ['one property more', body({ created_at: 'now' }), ['response.200.body.additionalProperties']],
    ['a number for id', body({ id: 7 }), ['response.200.body.id.type']],
    ['null for thread_id', body({ thread_id: null }), ['response.200.body.thread_id.type']],
    ['a list for channel', body({ channel: ['email'] }), ['response.200.body.channel.type']],
    ['a channel that is not listed', body({ channel: 'fax' }), ['response.200.body.channel.enum']],
    ['a channel in capitals', body({ channel: 'Email' }), ['response.200.body.channel.enum']],
    ['a list', [body()], ['response.200.body.type']],
    ['a string', '"sent"', ['response.200.body.type']],
    ['null', 'null', ['response.200.body.type']],
    ['nothing', '', ['response.200.media-type']],
    ['JSON that ends too early', '{"id":"m"', ['response.200.media-type']],
    [
      '__proto__ of its own',
      '{"id":"m","thread_id":"thr of email-thread","channel":"email","__proto__":{}}',
      ['response.200.body.additionalProperties'],
    ],
    [
      'its properties in __proto__',
      '{"__proto__":{"id":"m","thread_id":"t","channel":"email"}}',
      ['response.200.body.additionalProperties', 'response.200.body.required'],
    ],
  ])('%s breaks exactly what it breaks', (_, value, broken) => {
    expect(failures(ordinary, says(200, value))).toEqual(broken);
  });

  test('a reason names the place and the value', () => {
    const [verdict] = verdictsOn(ordinary, says(200, body({ channel: 'fax' }))).filter(
      ({ outcome }) => outcome === 'failed',
    );
    expect(verdict?.reason).toMatch(/^channel .*"fax"$/);
  });
});

describe('an error', () => {
  test.each<[string, unknown, string[]]>([
    ['as the document has it', error(), []],
    ['with issues', error({ issues: [{ message: 'a' }, { message: 'b' }] }), []],
    ['with no issues', error({ issues: [] }), []],
    ['without message', error({ message: undefined }), ['response.default.body.required']],
    ['without code', error({ code: undefined }), ['response.default.body.required']],
    ['a number for code', error({ code: 400 }), ['response.default.body.code.type']],
    ['null for message', error({ message: null }), ['response.default.body.message.type']],
    ['one property more', error({ status: 400 }), ['response.default.body.additionalProperties']],
    ['issues that are no list', error({ issues: 'a' }), ['response.default.body.issues.type']],
    ['null for issues', error({ issues: null }), ['response.default.body.issues.type']],
    ['an issue that is text', error({ issues: [{ message: 'a' }, 'b'] }), ['response.default.body.issues[].type']],
    ['an issue without message', error({ issues: [{}] }), ['response.default.body.issues[].required']],
    [
      'an issue with a path',
      error({ issues: [{ message: 'a', path: [] }] }),
      ['response.default.body.issues[].additionalProperties'],
    ],
    ['an issue with a number', error({ issues: [{ message: 1 }] }), ['response.default.body.issues[].message.type']],
    ['an HTML page', '<h1>Bad request</h1>', ['response.default.media-type']],
    ['nothing', '', ['response.default.media-type']],
  ])('%s breaks exactly what it breaks', (_, value, broken) => {
    for (const status of [400, 413]) expect(failures(refused, says(status, value))).toEqual(broken);
  });

  test.each([401, 404, 415, 422, 500])('has that shape with %i as well', (status) => {
    const page = answered(status, [['content-type', 'text/html']], '<h1>no</h1>');
    expect(failures(refused, page)).toContain('response.default.media-type');
  });

  test('to a message that must go out breaks what the case is about and its own shape', () => {
    expect(failures(ordinary, says(400, error({ code: 1 })))).toEqual([
      'request.body.required',
      'response.default.body.code.type',
    ]);
  });

  test('without issues says nothing about issues', () => {
    const about = verdictsOn(refused, refuses()).filter(({ clause }) => clause.includes('issues'));
    expect(about).toEqual([]);
  });
});

describe('the media type', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'APPLICATION/JSON',
    'Application/Json ; Charset=UTF-8; profile=x',
  ])('%s is JSON', (type) => {
    expect(failures(ordinary, says(200, body(), type))).toEqual([]);
  });

  test.each([
    'text/html',
    'text/json',
    'application/json+x',
    'application/problem+json',
    'json',
    '',
    ';application/json',
  ])('%j is not', (type) => {
    expect(failures(ordinary, says(200, body(), type))).toEqual(['response.200.media-type']);
  });

  test('left out is not either', () => {
    expect(failures(ordinary, answered(200, [], JSON.stringify(body())))).toEqual(['response.200.media-type']);
  });

  test('may be in a field of any case', () => {
    expect(failures(ordinary, answered(200, [['CONTENT-TYPE', 'application/json']], JSON.stringify(body())))).toEqual(
      [],
    );
  });
});

describe('the bytes', () => {
  const typed = (bytes: Buffer) => answered(200, [['content-type', 'application/json']], bytes);
  test('may have a byte order mark before them', () => {
    expect(failures(ordinary, typed(Buffer.from(`\ufeff${JSON.stringify(body())}`)))).toEqual([]);
  });

  test.each([
    ['no UTF-8', Buffer.from(JSON.stringify(body({ id: 'caf\u00e9' })), 'latin1')],
    ['UTF-16', Buffer.from(JSON.stringify(body()), 'utf16le')],
    ['two values', Buffer.from(JSON.stringify(body()).repeat(2))],
  ])('are not JSON when they are %s', (_, bytes) => {
    expect(failures(ordinary, typed(bytes))).toEqual(['response.200.media-type']);
  });

  test.each([
    ['a value nested 100 000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, ['response.200.body.type']],
    [
      'the same as a property',
      `{"id":${'['.repeat(50_000)}${']'.repeat(50_000)},"thread_id":"thr of email-thread","channel":"email"}`,
      ['response.200.body.id.type'],
    ],
    [
      'a number without end',
      `{"id":1e999,"thread_id":"thr of email-thread","channel":"email"}`,
      ['response.200.body.id.type'],
    ],
  ])('of %s are judged like others', (_, text, broken) => {
    const verdicts = verdictsOn(ordinary, typed(Buffer.from(text)));
    expect(clauses(verdicts)).toEqual(broken);
    expect(verdicts.filter(({ reason }) => reason.length > 500)).toEqual([]);
  });
});

describe('another document', () => {
  test('with its keywords in another order is judged the same', () => {
    const changed = contractWith({ [`${at.success}/properties/channel`]: { enum: ['email'], type: 'string' } });
    const subject = sent(ordinaryCase, sends(ordinaryCase, { channel: 5 }));
    expect(clauses(judged([subject], true, changed))).toEqual(['response.200.body.channel.type']);
  });

  test('without a list of channels still says which channel is right', () => {
    const changed = contractWith({ [`${at.success}/properties/channel/enum`]: undefined });
    const subject = sent(ordinaryCase, sends(ordinaryCase, { channel: 'slack' }));
    expect(clauses(judged([subject], true, changed))).toEqual(['says.channel']);
  });

  test('whose keyword cannot be checked leaves it open', () => {
    const changed = contractWith({ [`${at.success}/properties/id/pattern`]: '(' });
    const verdicts = judged([sent(ordinaryCase, sends(ordinaryCase))], true, changed);
    expect(clauses(verdicts)).toEqual([]);
    expect(verdicts.map(({ clause }) => clause)).not.toContain('response.200.body.id.pattern');
  });

  test('with a nullable property lets it be null', () => {
    const changed = contractWith({ [`${at.success}/properties/id/nullable`]: true });
    const subject = sent(ordinaryCase, sends(ordinaryCase, { id: null }));
    expect(clauses(judged([subject], true, changed))).toEqual([]);
  });
});
