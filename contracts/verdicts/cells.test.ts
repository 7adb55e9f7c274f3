import { describe, expect, test } from 'vitest';
import type { Case } from '../cases/case.ts';
import { casesOf, clausesReached } from '../cases/catalogue.ts';
import type { Contract } from '../clauses/contract.ts';
import { at, contract, contractWith } from '../clauses/testing/document.ts';
import { cases } from '../target/testing/target.ts';
import { cellsOf, columnOf, columnsOf } from './cells.ts';
import { judged, refuses, rightAnswerTo, sent } from './testing/run.ts';
import type { Cell, Verdict } from './verdict.ts';

type Place = [clause: string, channel: Cell['channel'], response: Cell['response']];

/** One cell, by default of the plan of the whole catalogue. */
function cellAt([clause, channel, response]: Place, cells = plan): Cell {
  const found = cells.find((c) => c.clause === clause && c.channel === channel && c.response === response);
  if (found === undefined) throw new Error(`there is no cell ${clause} ${channel} ${response}`);
  return found;
}

const planOf = (of: Contract, some: readonly Case[] = casesOf(of)): Cell[] => cellsOf(of, some, []);
const plan = planOf(contract);

/** The document with one schema for cc and bcc, which both refer to. */
function sharedList(): Parameters<typeof contractWith>[0] {
  const list = contract.document.resolve(`${at.body}/properties/cc`).value;
  const reference = { $ref: '#/components/schemas/Recipients' };
  return {
    [`${at.body}/properties/cc`]: reference,
    [`${at.body}/properties/bcc`]: reference,
    '/components/schemas': { Recipients: list },
  };
}

describe('the cells of a plan', () => {
  test('are every clause in every column, and an empty one has its reason', () => {
    expect(plan).toHaveLength(contract.clauses.length * columnsOf(contract).length);
    for (const { planned, hole, ...cell } of plan)
      expect(planned > 0 ? hole : hole?.reason, JSON.stringify(cell)).toEqual(
        planned > 0 ? undefined : expect.stringMatching(/\S/),
      );
    expect(plan.filter(({ decided }) => decided > 0)).toEqual([]);
  });

  test('hold every case once for each clause that it reaches', () => {
    const reached = cases.flatMap((one) => clausesReached(contract, one));
    expect(plan.reduce((sum, { planned }) => sum + planned, 0)).toBe(reached.length);
    const teams = cases.filter((one) => columnOf(one, '200').channel === 'teams' && one.expectation.kind === 'success');
    expect(cellAt(['says.channel', 'teams', '200']).planned).toBe(teams.length);
  });

  test('say that sendproof has no case only where it has none', () => {
    for (const { clause, channel, response } of plan.filter(({ hole }) => hole?.kind === 'no-case')) {
      const own = cases.filter((one) => one.clauses.includes(clause)).map((one) => columnOf(one, '200'));
      expect(own).not.toContainEqual({ channel, response });
    }
  });

  test.each<[string, Place, string]>([
    ['what success looks like', ['response.200.body.id.type', 'email', 'default'], 'another response for a refusal'],
    ['what an error looks like', ['response.default.body.type', 'teams', '200'], 'another response for a message'],
    ['the channel that was used', ['says.channel', 'slack', 'default'], 'only a message that goes out'],
    ['the status of a missing token', ['rfc.missing-token-401', 'email', '200'], 'only a refusal'],
    ['the missing integration', ['says.integration', 'slack', '200'], '“Returns 400 with code `validation_failed`'],
    ['a keyword of cc elsewhere', ['request.body.cc[].email.maxLength', 'slack', 'default'], '“Applied only to email-'],
    ['a file to fetch elsewhere', ['says.https-url', 'teams', 'default'], '“Applied only to email-channel threads.”'],
    ['no effect, where there is one', ['says.bcc', 'email', '200'], '“Applied only to email-channel threads.” speaks'],
    ['what Slack needs, elsewhere', ['says.slack-channel-id', 'teams', '200'], '“Required for Slack threads unless'],
    ['a default', ['request.body.bcc[].name.default', 'email', 'default'], 'forbids nothing'],
    ['null', ['request.body.attachments[].ContentLength.nullable', 'email', 'default'], 'forbids nothing'],
    ['a path of text', ['path.thread_id.type', 'email', 'default'], 'forbids nothing'],
    ['a thread that is not there', ['means.thread_id.exists', 'email', 'default'], 'has no channel'],
    ['a body fault besides the thread', ['request.body.content.type', 'none', 'default'], 'of two faults'],
  ])('say what rule or sentence leaves nothing to ask: %s', (_, place, reason) => {
    expect(cellAt(place).hole).toEqual({
      kind: 'document',
      reason: expect.stringContaining(reason),
    });
  });

  test.each<[string, Place]>([
    ['a token', ['security.bearer', 'live_chat', '200']],
    ['a body at all', ['request.required', 'teams', '200']],
    ['an attachment’s media type, on email', ['request.body.attachments[].Content.type', 'email', '200']],
    ['a channel_id, on Slack', ['request.body.channel_id.type', 'slack', '200']],
  ])('say that valid messages keep it: %s', (_, place) => {
    expect(cellAt(place).hole?.kind).toBe('in-passing');
  });

  test.each([
    ['each of the lists is described for itself', contract],
    ['both lists share one schema', contractWith(sharedList())],
  ])('do not say so of what no valid message there has, though others have the like: %s', (_, of) => {
    const format: Place = ['request.body.bcc[].email.format', 'email', '200'];
    const withoutBcc = casesOf(of).filter(({ request }) => !JSON.stringify(request.body).includes('bcc'));
    expect(cellAt(format, planOf(of, withoutBcc)).hole?.kind).toBe('left-out');
    expect(cellAt(format, planOf(of)).hole?.kind).toBe('in-passing');
  });

  test('of some cases only say what is left out, and what would be empty all the same', () => {
    const cells = planOf(
      contract,
      cases.filter(({ clauses }) => clauses.includes('says.scope')),
    );
    expect(cellAt(['says.scope', 'teams', 'default'], cells)).toMatchObject({ planned: 1 });
    expect(cellAt(['says.html', 'email', '200'], cells).hole?.kind).toBe('left-out');
    expect(cellAt(['says.html', 'email', 'default'], cells).hole?.kind).toBe('document');
  });
});

describe('another document', () => {
  test('that applies cc everywhere leaves a hole of sendproof on the other channels', () => {
    const changed = planOf(contractWith({ [`${at.body}/properties/cc/description`]: undefined }));
    expect(cellAt(['request.body.cc.type', 'slack', 'default'], changed).hole?.kind).toBe('no-case');
    expect(cellAt(['request.body.bcc.type', 'slack', 'default'], changed).hole?.kind).toBe('document');
  });

  test('that allows null: a message without null does not show it, and none can break it', () => {
    const changed = planOf(contractWith({ [`${at.body}/properties/content/nullable`]: true }));
    expect(cellAt(['request.body.content.nullable', 'email', '200'], changed).planned).toBe(1);
    expect(cellAt(['request.body.content.nullable', 'slack', '200'], changed).hole?.kind).toBe('no-case');
    expect(cellAt(['request.body.content.nullable', 'slack', 'default'], changed).hole?.kind).toBe('document');
  });

  test('with a keyword that sendproof does not know is kept by valid messages, and broken by none', () => {
    const changed = planOf(contractWith({ [`${at.body}/properties/content/contentEncoding`]: 'quoted-printable' }));
    expect(cellAt(['request.body.content.contentEncoding', 'email', '200'], changed).hole?.kind).toBe('in-passing');
    expect(cellAt(['request.body.content.contentEncoding', 'email', 'default'], changed).hole).toEqual({
      kind: 'no-case',
      reason: 'sendproof has no case for it',
    });
  });
});

describe('the cells of a run', () => {
  /** All cases answered right, but for some. */
  const run = (but: (one: Case) => Verdict[] | undefined): Cell[] => {
    const asked = cases.filter((one) => but(one) === undefined);
    const verdicts = judged(asked.map((one) => sent(one, rightAnswerTo(one))));
    return cellsOf(contract, cases, [...verdicts, ...cases.flatMap((one) => but(one) ?? [])]);
  };
  const about = (one: Case, outcome: Verdict['outcome'], exchange: string | null): Verdict[] =>
    one.clauses.map((clause) => {
      const { level } = one.expectation;
      return { case: one.id, clause, level, engine: 'probe', outcome, reason: `it is ${outcome}`, exchange };
    });

  test('of a target without fault are decided wherever a case is, but for what its answers never had', () => {
    const open = run(() => undefined).filter(({ planned, decided }) => planned > 0 && decided === 0);
    expect(open.length).toBeGreaterThan(0);
    for (const { clause, hole } of open) {
      expect(clause).toMatch(/^response\.default\.body\.issues/);
      expect(hole).toEqual({ kind: 'undecided', reason: 'no answer had what it speaks of' });
    }
  });

  test.each(['untested', 'inapplicable'] as const)(
    'that the profile leaves out as %s say so, all of them',
    (outcome) => {
      const onTeams = (one: Case) => (columnOf(one, '200').channel === 'teams' ? about(one, outcome, null) : undefined);
      const cells = run(onTeams);
      const teams = cells.filter(({ channel, planned }) => channel === 'teams' && planned > 0);
      expect(new Set(teams.map(({ decided }) => decided))).toEqual(new Set([0]));
      // Also what an answer shows in passing, and what valid messages keep: none of it was sent.
      expect(new Set(teams.map(({ hole }) => hole?.reason))).toEqual(new Set([`it is ${outcome}`]));
      const kept = cellAt(['security.bearer', 'teams', '200'], cells).hole;
      expect(kept).toEqual({ kind: 'profile', reason: `it is ${outcome}` });
      expect(cellAt(['security.bearer', 'email', '200'], cells).hole?.kind).toBe('in-passing');
    },
  );

  test('of which no answer decides say why', () => {
    const scope = (one: Case) => (one.clauses.includes('says.scope') ? about(one, 'cantTell', 'x') : undefined);
    expect(cellAt(['says.scope', 'email', 'default'], run(scope))).toMatchObject({
      decided: 0,
      hole: { kind: 'undecided', reason: 'it is cantTell' },
    });
  });

  test('of a target that refuses everything are decided where a message must go out: it failed', () => {
    const cells = cellsOf(contract, cases, judged(cases.map((one) => sent(one, refuses(400)))));
    expect(cellAt(['request.body.required', 'email', '200'], cells).decided).toBeGreaterThan(0);
    expect(cellAt(['response.200.body.id.type', 'email', '200'], cells).hole).toMatchObject({ kind: 'undecided' });
  });
});
