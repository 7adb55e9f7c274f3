import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import { exitCode } from '../record/exit-code.ts';
import { fold } from '../record/fold.ts';
import { anyStream, anyStrictness } from '../testing/arbitraries.ts';
import { sampleCases } from '../testing/sample-cases.ts';
import { failedRecord, interruptedRecord, sampleFooter, sampleHeader } from '../testing/sample-record.ts';
import { type CaseResult, caseResults, tally } from './cases.ts';
import { clauseResults } from './clauses.ts';
import { brokenConsumers } from './consumers.ts';
import { gaps } from './gaps.ts';

const judged = (verdicts: Partial<Verdict>[], strict = false): CaseResult | undefined =>
  caseResults(
    fold([
      { ...sampleHeader, header: { ...sampleHeader.header, strict } },
      ...verdicts.map((v) => ({
        type: 'verdict' as const,
        verdict: {
          case: 'c',
          clause: 'k',
          level: 'must' as const,
          engine: 'probe' as const,
          outcome: 'passed' as const,
          reason: 'because',
          exchange: null,
          ...v,
        },
      })),
      sampleFooter,
    ]),
  )[0];

describe('the outcome of a case', () => {
  test.each<[string, Partial<Verdict>[], string, string]>([
    ['one failed clause among passed ones', [{}, { clause: 'l', outcome: 'failed' }], 'failed', 'failed'],
    ['a should that was not met', [{}, { clause: 'l', outcome: 'failed', level: 'should' }], 'warned', 'failed'],
    ['an info that went otherwise', [{}, { clause: 'l', outcome: 'failed', level: 'info' }], 'passed', 'passed'],
    ['one engine could not tell', [{ outcome: 'cantTell' }, { engine: 'pact' }], 'passed', 'passed'],
    ['nobody could tell about one must', [{}, { clause: 'l', outcome: 'cantTell' }], 'cantTell', 'cantTell'],
    [
      'nobody could tell about one should',
      [{}, { clause: 'l', outcome: 'cantTell', level: 'should' }],
      'passed',
      'cantTell',
    ],
    [
      'nobody could tell about the only clause, an info',
      [{ outcome: 'cantTell', level: 'info' }],
      'cantTell',
      'cantTell',
    ],
    ['nothing was sent', [{ outcome: 'untested' }], 'untested', 'untested'],
    ['the target has no such channel', [{ outcome: 'inapplicable' }], 'inapplicable', 'inapplicable'],
  ])('%s', (_, verdicts, plain, strict) => {
    expect([judged(verdicts)?.outcome, judged(verdicts, true)?.outcome]).toEqual([plain, strict]);
  });

  test('comes for each engine too, so that a difference shows', () => {
    const result = judged([{ outcome: 'failed' }, { engine: 'dredd' }]);
    expect(result?.engines.map((e) => [e.engine, e.outcome])).toEqual([
      ['probe', 'failed'],
      ['dredd', 'passed'],
    ]);
    expect(result?.outcome).toBe('failed');
  });
});

test('a planned case without a verdict is untested, and one that nobody planned is not lost', () => {
  const results = caseResults(interruptedRecord());
  expect(results).toHaveLength(sampleCases.length);
  expect(tally(results)).toMatchObject({ passed: 6, untested: 9 });
  expect(judged([{ case: 'nobody planned me', outcome: 'failed' }])).toMatchObject({
    id: 'nobody planned me',
    case: null,
    outcome: 'failed',
  });
});

test('gaps come by reason: what can be mended before what was accepted', () => {
  expect(gaps(caseResults(failedRecord())).map((g) => [g.outcome, g.accepted, g.cases.map((c) => c.id)])).toEqual([
    ['cantTell', false, ['attachments.length.negative']],
    ['untested', false, ['send.slack']],
    ['inapplicable', false, ['integration.live_chat']],
    ['untested', true, ['send.teams']],
  ]);
});

test('clauses are decided by a passed or a failed verdict; the rest says why not', () => {
  const results = clauseResults(failedRecord());
  const of = (id: string): unknown => results.find((r) => r.clause.id === id);
  expect(of('bcc.email.maxLength')).toMatchObject({ outcome: 'failed', failed: 1, passed: 0, hole: null });
  expect(of('cc.email.maxLength')).toMatchObject({ outcome: 'passed', passed: 2 });
  expect(of('auth.401')).toMatchObject({ outcome: 'warned' });
  expect(of('attachments.ContentLength.minimum')).toMatchObject({
    outcome: 'untested',
    hole: 'rate limited to the end',
  });
  expect(of('answer.id.unique')).toMatchObject({ hole: 'no case of this run tested it' });
});

describe('of any run', () => {
  const anyRun = anyStream.chain(anyStrictness).map(fold);

  test('a failed case and exit code 1 go together, unless the harness failed, or a load or a consumer did', () => {
    fc.assert(
      fc.property(anyRun, (record) => {
        const failed = caseResults(record).some((c) => c.outcome === 'failed');
        const others = record.loads.length + brokenConsumers(record).length;
        if (exitCode(record) === 1 && others === 0) expect(failed).toBe(true);
        if (failed) expect(exitCode(record)).not.toBe(0);
      }),
    );
  });

  test('exit code 0 leaves no case failed, open or untested without leave', () => {
    fc.assert(
      fc.property(anyRun, (record) => {
        if (exitCode(record) !== 0) return;
        for (const c of caseResults(record)) {
          expect(c.outcome).not.toBe('failed');
          if (c.outcome === 'untested') expect(c.accepted).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('every case is counted once', () => {
    fc.assert(
      fc.property(anyRun, (record) => {
        const results = caseResults(record);
        expect(new Set(results.map((c) => c.id)).size).toBe(results.length);
        expect(Object.values(tally(results)).reduce((a, b) => a + b)).toBe(results.length);
      }),
    );
  });
});
