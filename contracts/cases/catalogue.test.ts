import { describe, expect, test } from 'vitest';
import { contract } from '../clauses/testing/document.ts';
import { coverageOf } from '../verdicts/coverage.ts';
import type { Case } from './case.ts';
import { casesOf } from './catalogue.ts';
import { stateNames } from './state.ts';
import { bodyOf, faultIn, objectionsIn } from './testing/validator.ts';

const cases = casesOf(contract);
const byId = new Map(cases.map((one) => [one.id, one]));
const ids = cases.map(({ id }) => id);

function called(id: string): Case {
  const one = byId.get(id);
  if (one === undefined) throw new Error(`there is no case ${id}`);
  return one;
}

describe('every case', () => {
  test('has an id and a title of its own', () => {
    expect(new Set(ids).size).toBe(cases.length);
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
  });

  test('is about clauses of the contract', () => {
    const known = new Set(contract.clauses.map(({ id }) => id));
    for (const { id, clauses } of cases) {
      expect(
        clauses.filter((clause) => !known.has(clause)),
        id,
      ).toEqual([]);
      expect(clauses, id).not.toEqual([]);
    }
  });

  test('has a body in which a second validator sees its fault and nothing else', () => {
    const objections = objectionsIn();
    for (const one of cases.filter(({ request }) => request.body.kind === 'json'))
      expect(objections(bodyOf(one)), one.id).toEqual(faultIn(one));
  });

  test('expects a refusal when it has a fault, and a message to go out when it has none', () => {
    for (const { id, fault, expectation } of cases)
      expect(expectation.kind, id).toBe(fault === null ? 'success' : 'refusal');
  });

  test('is controlled by cases without a fault', () => {
    for (const { id, controls } of cases)
      for (const control of controls) expect(called(control), id).toMatchObject({ fault: null });
  });

  test('is not controlled by itself, however far around', () => {
    const controlling = (id: string, above: string[]): void => {
      expect(above, `${id} is controlled by itself`).not.toContain(id);
      for (const control of called(id).controls) controlling(control, [...above, id]);
    };
    for (const id of ids) controlling(id, []);
  });

  test('that can be refused for another reason than its fault has a control', () => {
    const alone = cases.filter(({ controls }) => controls.length === 0).map(({ id }) => id);
    expect(alone).toEqual(['request.body.required/only-required']);
  });

  test('names a token, and holds none', () => {
    for (const { id, request } of cases)
      if (request.authorization.kind === 'token')
        expect(['state', 'unknown', 'no-scope', 'full'], id).toContain(request.authorization.token);
  });
});

test('every clause has a case', () => {
  const coverage = coverageOf(contract, cases, []);
  expect(coverage).toMatchObject({ holes: [], planned: contract.clauses.length, clauses: contract.clauses.length });
});

test('every state of a profile has a case', () => {
  expect(new Set(cases.map(({ state }) => state))).toEqual(new Set(stateNames));
});

describe('each channel', () => {
  test.each([
    ['email', 'request.body.required/only-required', 'email-thread'],
    ['slack', 'says.slack-channel-id/given', 'slack-thread'],
    ['slack', 'says.slack-channel-id/stored', 'slack-thread-stored'],
    ['slack', 'says.slack-channel-id/given-and-stored', 'slack-thread-stored'],
    ['live_chat', 'says.channel/live-chat', 'live-chat-thread'],
    ['teams', 'says.channel/teams', 'teams-thread'],
  ])('%s: %s must go out', (channel, id, state) => {
    expect(called(id)).toMatchObject({ state, fault: null, expectation: { kind: 'success', level: 'must', channel } });
  });

  test('Slack gets a channel_id, or has one stored, or both', () => {
    expect(bodyOf(called('says.slack-channel-id/given'))).toHaveProperty('channel_id');
    expect(bodyOf(called('says.slack-channel-id/given-and-stored'))).toHaveProperty('channel_id');
    expect(bodyOf(called('says.slack-channel-id/stored'))).not.toHaveProperty('channel_id');
    expect(bodyOf(called('says.slack-channel-id/missing'))).not.toHaveProperty('channel_id');
  });

  test.each(['slack-thread', 'slack-thread-stored', 'live-chat-thread', 'teams-thread'])(
    'cc, bcc and attachments on a %s: a refusal is worth knowing, no more',
    (state) => {
      for (const list of ['cc', 'bcc', 'attachments']) {
        const one = called(`says.${list}/@${state}`);
        expect(one).toMatchObject({
          state,
          expectation: { kind: 'success', level: 'info' },
          clauses: [`says.${list}`],
        });
        expect(bodyOf(one)).toHaveProperty([list, 0]);
      }
    },
  );

  test.each(['slack-thread', 'live-chat-thread', 'teams-thread'])('on a %s the body is checked as well', (state) => {
    for (const fault of ['content.type/number', 'required/without-content', 'additionalProperties/extra'])
      expect(called(`request.body.${fault}@${state}`)).toMatchObject({ state, expectation: { kind: 'refusal' } });
  });
});

describe('each error', () => {
  test.each([
    ['Slack without either channel', 'says.slack-channel-id/missing', 'slack-thread'],
    ['a missing token', 'security.bearer/missing', 'email-thread'],
    ['a malformed token', 'security.bearer/malformed', 'email-thread'],
    ['a scheme without a token', 'security.bearer/empty', 'email-thread'],
    ['an unknown token', 'security.bearer/unknown-token', 'email-thread'],
    ['a token without the scope', 'says.scope/without', 'email-thread'],
    ['an unknown thread', 'means.thread_id.exists/unknown', 'unknown-thread'],
    ['a thread of another workspace', 'means.workspace/foreign', 'foreign-thread'],
    ['no body', 'request.required/none', 'email-thread'],
    ['a body that is not JSON', 'request.media-type/not-json', 'email-thread'],
    ['a wrong content type', 'request.media-type/form', 'email-thread'],
    ['another wrong content type', 'request.media-type/xml', 'email-thread'],
  ])('%s: %s must be refused', (_, id, state) => {
    expect(called(id)).toMatchObject({ state, expectation: { kind: 'refusal', level: 'must' } });
    expect(called(id).fault).not.toBeNull();
  });

  test.each(['email', 'slack', 'live-chat', 'teams'])('%s not configured: 400 with validation_failed', (channel) => {
    expect(called(`says.integration/${channel}`)).toMatchObject({
      state: `${channel}-not-configured`,
      expectation: { kind: 'refusal', level: 'must', exactly: { status: 400, code: 'validation_failed' } },
    });
  });

  test('whose level the document leaves open is a warning', () => {
    const weak = cases.filter(({ expectation }) => expectation.kind === 'refusal' && expectation.level !== 'must');
    const elsewhere = weak.filter(({ id }) => id.includes('@'));
    expect(new Set(elsewhere.map(({ fault }) => fault?.kind === 'keyword' && fault.at))).toEqual(
      new Set(['cc[]', 'bcc[]', 'attachments[]']),
    );
    expect(
      weak
        .map(({ id }) => id)
        .filter((id) => !id.includes('@'))
        .toSorted(),
    ).toEqual([
      'request.body.bcc[].email.format/first-no-at',
      'request.body.bcc[].email.format/last-no-at',
      'request.body.bcc[].email.format/no-at',
      'request.body.bcc[].email.format/nothing-before-at',
      'request.body.cc[].email.format/first-no-at',
      'request.body.cc[].email.format/last-no-at',
      'request.body.cc[].email.format/no-at',
      'request.body.cc[].email.format/nothing-before-at',
      'request.body.required/other-case',
      'request.media-type/trailing-brace',
      'request.media-type/trailing-text',
      'request.media-type/two-values',
      'rfc.media-type/text',
      'says.https-url/http',
      'says.https-url/not-a-url',
      'security.bearer/comma-token',
      'security.bearer/no-scheme',
    ]);
  });
});
