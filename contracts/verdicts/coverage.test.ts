import { expect, test } from 'vitest';
import { at, contract, contractWith } from '../clauses/testing/document.ts';
import { caseCalled, cases } from '../target/testing/target.ts';
import { coverageOf } from './coverage.ts';
import { judged, none, type Reply, refuses, rightAnswerTo, sent } from './testing/run.ts';
import type { Verdict } from './verdict.ts';

const verdict = (parts: Partial<Verdict>): Verdict => ({
  case: 'c',
  clause: 'says.html',
  level: 'must',
  engine: 'probe',
  outcome: 'passed',
  reason: 'because',
  exchange: null,
  ...parts,
});
const holeAt = (verdicts: Verdict[], clause = 'says.html') =>
  coverageOf(contract, cases, verdicts).holes.find((hole) => hole.clause === clause)?.reason;

test('a plan without cases reaches nothing', () => {
  const { planned, decided, holes, clauses } = coverageOf(contract, [], []);
  expect({ planned, decided, holes: holes.length }).toEqual({ planned: 0, decided: 0, holes: contract.clauses.length });
  expect(clauses).toBe(contract.clauses.length);
});

test('a plan reaches the clauses of its cases and those of the answers that they expect', () => {
  const { holes, planned } = coverageOf(contract, [caseCalled('says.channel/teams')], []);
  const open = holes.map(({ clause }) => clause);
  expect(open).not.toContain('says.channel');
  expect(open).not.toContain('response.200.body.id.type');
  expect(open).not.toContain('means.thread_id.echo');
  expect(open).toContain('response.default');
  expect(open).toContain('rfc.missing-token-401');
  expect(planned).toBe(contract.clauses.length - holes.length);
});

test('a run of a target without fault decides all but what its answers never had', () => {
  const { holes, decided } = coverageOf(contract, cases, judged(cases.map((one) => sent(one, rightAnswerTo(one)))));
  expect(holes.length).toBeGreaterThan(0);
  for (const hole of holes)
    expect(hole).toEqual({
      clause: expect.stringMatching(/^response\.default\.body\.issues/),
      reason: 'no answer had what it speaks of',
    });
  expect(decided).toBe(contract.clauses.length - holes.length);
});

test.each(['passed', 'failed'] as const)('%s is a decision', (outcome) => {
  expect(holeAt([verdict({ outcome })])).toBeUndefined();
});

test.each(['cantTell', 'untested', 'inapplicable'] as const)('%s is none: the hole has its reason', (outcome) => {
  expect(holeAt([verdict({ outcome, reason: 'no Slack here' })])).toBe('no Slack here');
  expect(holeAt([verdict({ outcome }), verdict({})])).toBeUndefined();
});

test('a clause that no case of the run reaches says so', () => {
  const { holes } = coverageOf(contract, [caseCalled('says.channel/teams')], [verdict({ clause: 'says.channel' })]);
  expect(holes).toContainEqual({ clause: 'says.scope', reason: 'no case of this run reaches it' });
});

test('a target that puts everything off decides nothing but what its errors look like; one that never answers, nothing', () => {
  const decidedBy = (reply: Reply) => {
    const verdicts = judged(cases.map((one) => sent(one, reply)));
    const open = new Set(coverageOf(contract, cases, verdicts).holes.map(({ clause }) => clause));
    return contract.clauses.map(({ id }) => id).filter((id) => !open.has(id));
  };
  expect(decidedBy(none('limit'))).toEqual([]);
  expect(decidedBy(refuses(503)).filter((id) => !id.startsWith('response.default'))).toEqual([]);
});

test('a sentence that nobody has read is a hole whatever was decided', () => {
  const changed = contractWith({ [`${at.body}/properties/content/description`]: 'Be kind.' });
  expect(coverageOf(changed, cases, [verdict({})]).holes).toContainEqual({
    clause: '“Be kind.”',
    reason: 'this sentence has not been read for what it demands',
  });
});
