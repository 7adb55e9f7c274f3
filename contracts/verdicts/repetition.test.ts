import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '../cases/case.ts';
import { caseCalled, cases, ordinaryCase } from '../target/testing/target.ts';
import { isWithinLimits } from './kinds.ts';
import { shareOnce, shareTwice } from './rarity.ts';
import { plannedRepetition, type Repetition, repetitionOf } from './repetition.ts';
import { judged, none, type Reply, recorded, refuses, rightAnswerTo, sends, sent } from './testing/run.ts';

const teams = caseCalled('says.channel/teams');
const noToken = caseCalled('security.bearer/missing');
const unknown = caseCalled('means.thread_id.exists/unknown');
const open = caseCalled('request.body.content.type/huge');

/** What a run of these cases with these answers has looked at. */
function looked(...run: [one: Case, reply: Reply][]): Repetition {
  const exchanges = run.map(([one, reply], at) => sent(one, reply, { id: `x${at}` }));
  return repetitionOf(cases, recorded(exchanges), judged(exchanges));
}

const right = (one: Case): [Case, Reply] => [one, rightAnswerTo(one)];

describe('what a run has looked at', () => {
  test('are its answers: valid messages, refusals, and what the document leaves open', () => {
    const { valid, refusals, open: rest } = looked(right(ordinaryCase), right(teams), right(noToken), right(open));
    expect([valid.answers, refusals.answers, rest.answers]).toEqual([2, 1, 1]);
    expect([valid.wrong, valid.missing, valid.serverErrors]).toEqual([[], [], []]);
  });

  test('is counted for each channel, and for requests that reach no thread', () => {
    const { valid, refusals } = looked(right(ordinaryCase), right(teams), right(teams), right(unknown));
    expect(valid.channels.map(({ channel, answers }) => [channel, answers])).toEqual([
      ['email', 1],
      ['teams', 2],
    ]);
    expect(refusals.channels.map(({ channel, answers }) => [channel, answers])).toEqual([['none', 1]]);
  });

  test.each([
    ['a wrong answer', sends(ordinaryCase, { channel: 'slack' }), 'wrong'],
    ['no answer', none('timeout'), 'missing'],
    ['a broken connection', none('broken'), 'missing'],
    ['a 500', refuses(500), 'serverErrors'],
  ] as const)('shows %s once, with its exchange', (_, reply, what) => {
    const { valid } = looked(right(ordinaryCase), [ordinaryCase, reply], right(ordinaryCase));
    const { wrong, missing, serverErrors } = valid;
    expect({ wrong, missing, serverErrors }).toEqual({ wrong: [], missing: [], serverErrors: [], [what]: ['x1'] });
    expect(valid.answers).toBe(what === 'missing' ? 2 : 3);
    expect(valid.channels[0]).toMatchObject({ channel: 'email', [what]: ['x1'] });
  });

  test('shows an accident with what the document leaves open, too: nothing else would tell', () => {
    expect(looked([open, none('broken')]).open).toMatchObject({ answers: 0, missing: ['x0'] });
  });

  test('is not what was put off, nor what was never sent', () => {
    const { valid } = looked([ordinaryCase, refuses(429)], [ordinaryCase, refuses(503)], [ordinaryCase, none('limit')]);
    expect(valid).toMatchObject({ answers: 0, missing: [], serverErrors: [], once: { at95: null, at99: null } });
  });

  test('calls a refusal wrong that breaks a must, and not one that only should be another', () => {
    const { refusals } = looked([noToken, refuses(403)], [noToken, sends(noToken)], right(ordinaryCase));
    expect(refusals.wrong).toEqual(['x1']);
  });
});

describe('how rare a fault it can find', () => {
  test('goes by the answers for what fails at once, by the requests for what must come twice', () => {
    const { valid } = looked(...Array.from({ length: 9 }, () => right(ordinaryCase)), [ordinaryCase, none('timeout')]);
    expect(valid.once).toEqual({ at95: shareOnce(9, 0.95), at99: shareOnce(9, 0.99) });
    expect(valid.twice).toEqual({ at95: shareTwice(10, 0.95), at99: shareTwice(10, 0.99) });
  });

  test('becomes rarer with every answer, and never rarer on a channel than on all', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(ordinaryCase, teams), { minLength: 1, maxLength: 30 }), (sent) => {
        const before = looked(...sent.map(right)).valid;
        const after = looked(...sent.map(right), right(teams)).valid;
        expect(after.once.at95).toBeLessThan(before.once.at95 ?? 0);
        for (const { once } of after.channels) expect(once.at95).toBeGreaterThanOrEqual(after.once.at95 ?? 1);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a plan', () => {
  test('sends each case as often as it says, and as many bodies as are drawn', () => {
    const again = caseCalled('response.200/again@teams-thread');
    const drawn = caseCalled('request.body.type/drawn-valid');
    expect(plannedRepetition([again]).valid.answers).toBe(again.times);
    expect(plannedRepetition([drawn]).valid.answers).toBe(
      drawn.request.body.kind === 'drawn' ? drawn.request.body.values : undefined,
    );
    expect(plannedRepetition([ordinaryCase, noToken]).refusals.answers).toBe(1);
  });

  test('finds what a run of it finds, when everything is answered right and nothing is sent again', () => {
    const once = cases.filter((one) => one.times === undefined && one.request.body.kind !== 'drawn');
    expect(looked(...once.map(right))).toEqual(plannedRepetition(once));
  });

  test('counts every case in one kind', () => {
    const { valid, refusals, open: rest } = plannedRepetition(cases.map(({ times: _, ...one }) => one));
    const drawn = cases.reduce((sum, { request: { body } }) => sum + (body.kind === 'drawn' ? body.values - 1 : 0), 0);
    expect(valid.answers + refusals.answers + rest.answers).toBe(cases.length + drawn);
    expect(rest.answers).toBe(cases.filter((one) => !isWithinLimits(one)).length);
  });
});
