import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../contracts/verdicts/verdict.ts';
import { sampleLoad } from '../../testing/sample-load.ts';
import { sampleFooter, sampleHeader } from '../../testing/sample-record.ts';
import { waiverOf } from '../../testing/waived-record.ts';
import { caseResults } from '../../view/cases.ts';
import type { RunEvent } from '../events.ts';
import { fold } from '../fold.ts';
import type { RunRecord } from '../record.ts';
import { standings, waiverFinder } from './standing.ts';
import type { Waiver } from './waiver.ts';

const says = (outcome: Verdict['outcome'], more: Partial<Verdict> = {}): RunEvent => ({
  type: 'verdict',
  verdict: { case: 'c', clause: 'k', level: 'must', engine: 'probe', outcome, reason: '', exchange: null, ...more },
});

const header = (more: object): RunEvent => ({ ...sampleHeader, header: { ...sampleHeader.header, ...more } });

/** A finished run with these waivers. It began on 2026-11-23. */
const run = (waivers: Waiver[], events: RunEvent[], more: object = {}): RunRecord =>
  fold([header({ waivers, ...more }), ...events, sampleFooter]);

const came = (record: RunRecord): string[] => [record.result, ...standings(record).map(({ standing }) => standing)];

const ofK = waiverOf({ clause: 'k' });
const other = says('passed', { case: 'd', clause: 'l' });

describe('a waiver', () => {
  test.each<[string, Waiver[], RunEvent[], string[]]>([
    ['waives the failures of its clause', [ofK], [says('failed')], ['passed', 'used']],
    ['waives them in every case', [ofK], [says('failed'), says('failed', { case: 'd' })], ['passed', 'used']],
    ['waives the failures of its case', [waiverOf({ case: 'c' })], [says('failed')], ['passed', 'used']],
    [
      'waives every clause of its case',
      [waiverOf({ case: 'c' })],
      [says('failed'), says('failed', { clause: 'l' })],
      ['passed', 'used'],
    ],
    ['does not waive another clause', [ofK], [says('failed'), says('failed', { clause: 'l' })], ['failed', 'used']],
    [
      'does not waive another case',
      [waiverOf({ case: 'c' })],
      [says('failed'), says('failed', { case: 'd' })],
      ['failed', 'used'],
    ],
    ['is no glob', [waiverOf({ clause: '*' })], [says('failed')], ['failed', 'idle']],
    [
      'is used once one engine saw the failure',
      [ofK],
      [says('failed'), says('passed', { engine: 'pact' })],
      ['passed', 'used'],
    ],
    ['for what passes fails the run', [ofK], [says('passed')], ['failed', 'needless']],
    [
      'for what passes in one case and fails in another is used',
      [ofK],
      [says('passed', { case: 'd' }), says('failed')],
      ['passed', 'used'],
    ],
    ['for what this run did not test says nothing', [ofK], [other], ['passed', 'idle']],
    [
      'for what the profile leaves out says nothing',
      [ofK],
      [other, says('untested', { accepted: true })],
      ['passed', 'idle'],
    ],
    ['for what does not apply says nothing', [ofK], [other, says('inapplicable')], ['passed', 'idle']],
    ['for what nobody could tell says nothing', [ofK], [other, says('cantTell')], ['inconclusive', 'idle']],
    [
      'for what passes in one case and is open in another says nothing: that may be just what fails',
      [ofK],
      [says('passed'), says('cantTell', { case: 'd' })],
      ['inconclusive', 'idle'],
    ],
    [
      'leaves what is open open',
      [ofK],
      [says('failed'), says('untested', { case: 'd', clause: 'l' })],
      ['inconclusive', 'used'],
    ],
    [
      'leaves a fault of the harness what it is',
      [ofK],
      [says('failed'), { type: 'fault', fault: { where: 'pact', message: 'it crashed' } }],
      ['inconclusive', 'used'],
    ],
    [
      'leaves the findings of a load what they are',
      [ofK],
      [says('failed'), { type: 'load', load: sampleLoad({ stall: true }) }],
      ['failed', 'used'],
    ],
  ])('%s', (_, waivers, events, expected) => {
    expect(came(run(waivers, events))).toEqual(expected);
  });

  test('of a should is used with --strict; without, it still warns, so the waiver is not needless', () => {
    const events = [says('failed', { level: 'should' })];
    expect(came(run([ofK], events, { strict: true }))).toEqual(['passed', 'used']);
    expect(came(run([ofK], events))).toEqual(['passed', 'idle']);
    const waived = (strict: boolean) =>
      caseResults(run([ofK], events, { strict })).map(({ outcome, waived, warnings }) => [
        outcome,
        waived.length,
        warnings.length,
      ]);
    expect([waived(true), waived(false)]).toEqual([[['waived', 1, 0]], [['warned', 0, 1]]]);
  });

  test('of an info is needed by nobody', () => {
    expect(came(run([ofK], [says('failed', { level: 'info' })], { strict: true }))).toEqual(['failed', 'needless']);
  });
});

describe('the last day of a waiver', () => {
  const until = (expires: string): Waiver => waiverOf({ clause: 'k', expires });

  test.each([
    ['2027-01-31T00:00:00.000Z', ['passed', 'used']],
    ['2027-01-31T23:59:59.999Z', ['passed', 'used']],
    ['2027-02-01T00:00:00.000Z', ['failed', 'expired']],
    ['2028-01-01T00:00:00.000Z', ['failed', 'expired']],
  ])('is whole: a run that began at %s', (startedAt, expected) => {
    expect(came(run([until('2027-01-31')], [says('failed')], { startedAt }))).toEqual(expected);
  });

  test('fails the run when it is over, even when nothing else does', () => {
    expect(came(run([until('2026-11-22')], [says('passed')]))).toEqual(['failed', 'expired']);
    expect(came(run([until('2026-11-22')], [other]))).toEqual(['failed', 'expired']);
    expect(came(run([until('2026-11-22')], [other, says('untested')]))).toEqual(['failed', 'expired']);
  });

  test('makes no answer of a run that has none: nobody answered, so nothing was decided', () => {
    const notRun: RunEvent = { type: 'notRun', notRun: { what: 'contract', why: 'no answer', hint: 'Start it.' } };
    expect(came(run([until('2026-11-22')], [notRun, says('untested')]))).toEqual(['inconclusive', 'expired']);
  });

  test('of one waiver is not that of another for the same failure', () => {
    const waivers = [until('2026-11-22'), waiverOf({ case: 'c' })];
    const record = run(waivers, [says('failed')]);
    const failure = { case: 'c', clause: 'k', level: 'must', outcome: 'failed' } as const;
    expect(came(record)).toEqual(['failed', 'expired', 'used']);
    expect(waiverFinder(record)(failure)).toEqual(waivers[1]);
    expect(waiverFinder(record)({ ...failure, case: 'd' })).toBeUndefined();
  });
});
