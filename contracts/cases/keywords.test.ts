import { describe, expect, test } from 'vitest';
import { readContract } from '../clauses/contract.ts';
import type { Json } from '../clauses/json.ts';
import { at, contract, documentWith } from '../clauses/testing/document.ts';
import { coverageOf } from '../verdicts/coverage.ts';
import type { Case } from './case.ts';
import { casesOf } from './catalogue.ts';
import { bodyOf, faultIn, objectionsIn } from './testing/validator.ts';

const cases = casesOf(contract);
const content = `${at.body}/properties/content`;
const email = `${at.body}/properties/cc/items/properties/email`;
const length = `${at.body}/properties/attachments/items/properties/ContentLength`;

function bodyNamed(list: readonly Case[], id: string): Json {
  const one = list.find((candidate) => candidate.id === id);
  if (one === undefined) throw new Error(`there is no case ${id}`);
  return bodyOf(one);
}

/** What a change of the document does to the cases; the second validator must agree with each that there then is. */
function effectOf(changes: Record<string, Json | undefined>) {
  const text = documentWith(changes);
  const changed = readContract(text);
  const now = casesOf(changed);
  const objections = objectionsIn(text);
  const wrong = now
    .filter(({ request }) => request.body.kind === 'json')
    .filter((one) => {
      const found = objections(bodyOf(one));
      const [fault] = faultIn(one);
      return fault === undefined ? found.length > 0 : !found.includes(fault);
    });
  expect(wrong.map(({ id }) => id)).toEqual([]);
  const known = new Set(changed.clauses.map(({ id }) => id));
  expect(now.filter(({ clauses }) => clauses.some((clause) => !known.has(clause)))).toEqual([]);
  const before = new Set(cases.map(({ id }) => id));
  const after = new Set(now.map(({ id }) => id));
  return {
    now,
    gone: [...before].filter((id) => !after.has(id)).toSorted(),
    came: [...after].filter((id) => !before.has(id)).toSorted(),
    holes: coverageOf(changed, now, []).holes.map(({ clause }) => clause),
  };
}

describe('at the bounds', () => {
  test.each<[string, string | number | null]>([
    ['request.body.content.minLength/1', 'x'],
    ['request.body.content.minLength/0', ''],
  ])('%s', (id, value) => {
    expect(bodyNamed(cases, id)).toMatchObject({ content: value });
  });

  test.each(['cc', 'bcc'])('an address in %s has 254 characters, or one more', (list) => {
    const address = (label: string): unknown => bodyNamed(cases, `request.body.${list}[].email.maxLength/${label}`);
    expect(address('254')).toMatchObject({ [list]: [{ email: expect.stringMatching(/^.{254}$/) }] });
    expect(address('255')).toMatchObject({ [list]: [{ email: expect.stringMatching(/^.{255}$/) }] });
  });

  test.each<[string, Json]>([
    ['minimum/0', 0],
    ['minimum/-1', -1],
    ['nullable/null', null],
    ['type/fraction', 1.5],
    ['type/string', '1'],
  ])('ContentLength %s', (label, value) => {
    const body = bodyNamed(cases, `request.body.attachments[].ContentLength.${label}`);
    expect(body).toMatchObject({ attachments: [{ ContentLength: value }] });
  });

  test('every optional property is given once, at one character and empty; lists are given empty', () => {
    const items = (label: string) => bodyNamed(cases, `request.body.${label}`);
    expect(items('cc.type/given')).toMatchObject({ cc: [] });
    expect(items('bcc.type/given')).toMatchObject({ bcc: [] });
    expect(items('attachments.type/given')).toMatchObject({ attachments: [] });
    expect(items('cc[].name.type/one-character')).toMatchObject({ cc: [{ name: 'x' }] });
    expect(items('cc[].name.default/explicit')).toMatchObject({ cc: [{ name: '' }] });
    expect(items('bcc[].mailboxHash.type/one-character')).toMatchObject({ bcc: [{ mailboxHash: 'x' }] });
    expect(items('attachments[].ContentID.type/empty')).toMatchObject({ attachments: [{ ContentID: '' }] });
    expect(items('channel_id.type/one-character')).toMatchObject({ channel_id: 'x' });
  });

  test('what has a default may be left out', () => {
    const body = bodyNamed(cases, 'request.body.cc[].name.default/left-out');
    expect(body).toMatchObject({ cc: [{ email: expect.any(String), mailboxHash: expect.any(String) }] });
    expect(body).not.toHaveProperty('cc.0.name');
  });
});

describe('a changed schema changes the cases', () => {
  test('maxLength 254 becomes 10', () => {
    const { gone, came, holes, now } = effectOf({ [`${email}/maxLength`]: 10 });
    const bounds = (ids: string[]) => ids.filter((id) => id.includes('.maxLength/'));
    expect(bounds(gone)).toEqual(
      ['254', '255', 'beside-255', 'first-255', 'last-255'].map(
        (label) => `request.body.cc[].email.maxLength/${label}`,
      ),
    );
    expect(bounds(came)).toEqual(
      ['10', '11', 'beside-11', 'first-11', 'last-11'].map((label) => `request.body.cc[].email.maxLength/${label}`),
    );
    // Addresses that have become too long for a valid body.
    expect(gone.filter((id) => !bounds([id]).length)).toContain('request.body.cc[].email.type/subdomain');
    expect(holes).toEqual([]);
    expect(bodyNamed(now, 'request.body.cc[].required/only-required')).toMatchObject({
      cc: [{ email: expect.stringMatching(/^.{10}$/) }],
    });
  });

  test('an address of at least 100 characters', () => {
    const { came, holes } = effectOf({ [`${email}/minLength`]: 100 });
    expect(came).toEqual(
      ['100', '99', 'beside-99', 'drawn', 'first-99', 'last-99'].map(
        (label) => `request.body.cc[].email.minLength/${label}`,
      ),
    );
    expect(holes).toEqual([]);
  });

  test('a new required property', () => {
    const { now, gone, came, holes } = effectOf({
      [`${at.body}/properties/priority`]: { type: 'integer', minimum: 3, maximum: 5 },
      [`${at.body}/required`]: ['content', 'priority'],
    });
    expect(gone).toEqual([]);
    expect(came).toContain('request.body.required/without-priority');
    expect(came).toContain('request.body.priority.maximum/6');
    expect(came).toContain('request.body.priority.minimum/2@teams-thread');
    expect(holes).toEqual([]);
    expect(bodyNamed(now, 'says.channel/teams')).toHaveProperty('priority');
  });

  test('a minimum taken away', () => {
    const { gone, came } = effectOf({ [`${length}/minimum`]: undefined });
    expect(gone).toEqual([
      ...['-1', '0', 'beside--1', 'drawn', 'first--1', 'last--1'].map(
        (label) => `request.body.attachments[].ContentLength.minimum/${label}`,
      ),
      'request.body.attachments[].ContentLength.type/below-zero',
    ]);
    expect(came).toEqual([]);
  });

  test('a new optional list with a most number of elements', () => {
    const { came, gone, holes, now } = effectOf({
      [`${at.body}/properties/tags`]: { type: 'array', maxItems: 2, items: { type: 'string', minLength: 1 } },
    });
    expect(gone).toEqual([]);
    expect(holes).toEqual([]);
    expect(came).toContain('request.body.tags[].minLength/0');
    expect(bodyNamed(now, 'request.body.tags.maxItems/2')).toMatchObject({ tags: ['x', 'x'] });
    expect(bodyNamed(now, 'request.body.tags.maxItems/3')).toMatchObject({ tags: ['x', 'x', 'x'] });
  });

  test('a list with a least number of elements', () => {
    const { holes, gone, now } = effectOf({ [`${at.body}/properties/cc/minItems`]: 2 });
    expect(gone).toEqual([]);
    expect(holes).toEqual([]);
    expect(bodyNamed(now, 'request.body.cc.minItems/1')).toMatchObject({ cc: [{}] });
    expect(bodyNamed(now, 'request.body.cc[].email.maxLength/255')).toHaveProperty('cc.1.email');
  });

  test('an enumeration', () => {
    const { came, holes } = effectOf({
      [`${at.body}/properties/tone`]: { type: 'string', enum: ['warm', 'plain'] },
    });
    expect(came.filter((id) => id.includes('.enum/') && !id.includes('@'))).toEqual([
      'request.body.tone.enum/"plain"',
      'request.body.tone.enum/"warm"',
      'request.body.tone.enum/beside-other',
      'request.body.tone.enum/drawn',
      'request.body.tone.enum/other',
    ]);
    expect(holes).toEqual([]);
  });

  test('other properties allowed', () => {
    const { gone, came } = effectOf({ [`${at.body}/additionalProperties`]: undefined });
    expect(came).toEqual([]);
    expect(gone).toContain('request.body.additionalProperties/extra');
    expect(gone.filter((id) => !id.startsWith('request.body.additionalProperties/'))).toEqual([]);
  });

  test.each(['cc', 'attachments'])('%s taken away', (list) => {
    const { gone, came, holes } = effectOf({ [`${at.body}/properties/${list}`]: undefined });
    // An implementation of the older document takes it still.
    expect(came.filter((id) => !id.includes('@'))).toEqual([`request.body.additionalProperties/extra-${list}`]);
    expect(holes).toEqual([]);
    expect(gone).toContain(`says.${list}/@teams-thread`);
  });

  test('a body that need not be there', () => {
    const { gone, holes } = effectOf({ [`${at.post}/requestBody/required`]: false });
    expect(gone.filter((id) => !id.includes('@'))).toEqual(['request.required/empty', 'request.required/none']);
    expect(holes).toEqual([]);
  });

  test('a sentence that is gone takes its cases along', () => {
    const { gone } = effectOf({ [`${content}/description`]: undefined });
    expect(gone).toContain('says.html/markup');
    expect(gone.filter((id) => !id.startsWith('says.html/'))).toEqual([]);
  });
});

describe('what sendproof cannot make cases from', () => {
  test('a keyword that OpenAPI 3.0 does not have is a hole in the coverage', () => {
    const { holes } = effectOf({ [`${content}/contentEncoding`]: 'quoted-printable' });
    expect(holes).toEqual(['request.body.content.contentEncoding']);
  });

  test('a pattern that HTML breaks makes a hole, and bodies that fit it; no case asks for the opposite', () => {
    const { holes, now } = effectOf({ [`${content}/pattern`]: '^[0-9]{40}$' });
    expect(holes).toEqual(['says.html']);
    const valid = now.filter(({ request, fault }) => request.body.kind === 'json' && fault === null);
    expect(valid).not.toEqual([]);
    for (const one of valid)
      expect(bodyOf(one), one.id).toHaveProperty('content', expect.stringMatching(/^[0-9]{40}$/));
  });

  test('a schema that cannot be checked leaves no case with a JSON body', () => {
    const changed = readContract(documentWith({ [`${content}/pattern`]: '(' }));
    expect(casesOf(changed).filter(({ request }) => request.body.kind === 'json')).toEqual([]);
  });
});
