import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../record/record.ts';
import { sampleHeader, samplePlan } from '../testing/sample-record.ts';
import { compared, open, passed, run } from './testing/runs.ts';

describe('what differs between the runs themselves', () => {
  const before = run(passed('k'), passed('k', 'old'));

  test('is said: contract, profile, seed, version, engines and strictness', () => {
    const profile = { ...sampleHeader.header, baseUrl: 'http://b', states: { 'teams-thread': { thread: '2' }, x: 1 } };
    const after: RunRecord = {
      ...run(passed('k', 'c', { engine: 'pact' })),
      contract: { ...before.contract, sha256: 'other' },
      profile,
      seed: 43,
      strict: true,
      tool: { ...before.tool, version: '0.2.0' },
    };
    const old = {
      ...before,
      profile: { ...profile, baseUrl: 'http://a', states: { 'teams-thread': { thread: '1' } } },
    };
    expect(compared(old, after).differences).toEqual([
      { what: 'contract', before: before.contract.sha256, after: 'other' },
      { what: 'profile /baseUrl', before: '"http://a"', after: '"http://b"' },
      { what: 'profile /states/teams-thread', before: '{"thread":"1"}', after: '{"thread":"2"}' },
      { what: 'profile /states/x', before: 'left out', after: '1' },
      { what: 'seed', before: '42', after: '43' },
      { what: 'version of sendproof', before: '0.1.0', after: '0.2.0' },
      { what: 'engines', before: 'probe', after: 'pact' },
      { what: 'strictness', before: 'warnings do not fail', after: 'warnings fail' },
    ]);
  });

  test('is said of cases, too: which gave a verdict in one run only, and which ask something else', () => {
    const after = run(passed('k'), passed('k', 'new'), open('k', 'old'));
    const cases = samplePlan.cases.slice(0, 2);
    const others = samplePlan.cases.slice(0, 3).map((one, i) => (i === 1 ? { ...one, title: 'another title' } : one));
    expect(compared({ ...before, cases }, { ...after, cases: others }).cases).toEqual({
      onlyBefore: ['old'],
      onlyAfter: ['new'],
      changed: [cases[1]?.id],
    });
  });

  test('of engines, only those count that sent something', () => {
    const unsent = { clause: 'k', case: 'd', outcome: 'untested', exchange: null } as const;
    expect(compared(run(passed('k'), { ...unsent, engine: 'dredd' }), run(passed('k'))).differences).toEqual([]);
  });

  test('a profile with its properties in another order is the same', () => {
    const after = { ...before, profile: { baseUrl: 'a', name: 'b' } };
    expect(compared({ ...before, profile: { name: 'b', baseUrl: 'a' } }, after).differences).toEqual([]);
  });
});
