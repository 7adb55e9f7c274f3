import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Clause } from '../../contracts/clauses/clause.ts';
import type { ConsumerResult } from '../../contracts/consumers/verify/result.ts';
import type { Hole, Verdict } from '../../contracts/verdicts/verdict.ts';
import { anyStream, anyStrictness } from '../testing/arbitraries.ts';
import { sampleLoad } from '../testing/sample-load.ts';
import { failedRecord, interruptedRecord, passedRecord, sampleFooter, sampleHeader } from '../testing/sample-record.ts';
import type { RunEvent } from './events.ts';
import { exitCode, whyInconclusive } from './exit-code.ts';
import { fold } from './fold.ts';
import type { RunRecord } from './record.ts';

const says = (outcome: Verdict['outcome'], more: Partial<Verdict> = {}): RunEvent => ({
  type: 'verdict',
  verdict: {
    case: 'c',
    clause: 'k',
    level: 'must',
    engine: 'probe',
    outcome,
    reason: 'because',
    exchange: null,
    ...more,
  },
});

const run = (events: RunEvent[], strict = false): RunRecord =>
  fold([{ ...sampleHeader, header: { ...sampleHeader.header, strict } }, ...events, sampleFooter]);

const code = (events: RunEvent[], strict = false): number => exitCode(run(events, strict));

const load = (options: Parameters<typeof sampleLoad>[0]): RunEvent => ({ type: 'load', load: sampleLoad(options) });
const resumed: RunEvent = { type: 'resumed', at: '2026-11-23T21:31:00.000Z' };
const fault: RunEvent = { type: 'fault', fault: { where: 'dredd', message: 'it crashed' } };
const consumer = (outcome: ConsumerResult['outcome'], more: Partial<ConsumerResult> = {}): RunEvent => ({
  type: 'consumer',
  consumer: {
    id: 'consumer: 1',
    consumer: 'shop',
    provider: 'api',
    source: 'shop.json',
    description: 'a message',
    states: [],
    outcome,
    reason: 'because',
    exchange: null,
    ...more,
  },
});
const notRun: RunEvent = { type: 'notRun', notRun: { what: 'load', why: 'no k6', hint: 'Install Go.' } };
const unread: RunEvent = {
  type: 'plan',
  clauses: [],
  cases: [],
  unread: [{ pointer: '', line: 22, quote: 'It must shine.' }],
};

const demand = { id: 'query.page', pointer: '', line: 9, text: '', source: { kind: 'meaning', of: 'page' } } as const;
const neverAsked = (level: Clause['level'], kind: Hole['kind']): RunEvent[] => [
  { type: 'plan', clauses: [{ ...demand, level }], cases: [], unread: [] },
  {
    type: 'coverage',
    coverage: {
      clauses: 1,
      planned: 0,
      decided: 0,
      holes: [],
      cells: [
        { clause: demand.id, channel: 'email', response: '200', planned: 0, decided: 0, hole: { kind, reason: '' } },
      ],
    },
  },
];

describe('the exit code', () => {
  test.each<[string, RunEvent[], number, number]>([
    ['everything passed', [says('passed')], 0, 0],
    ['a demand was not met', [says('passed'), says('failed')], 1, 1],
    ['only a should was not met', [says('failed', { level: 'should' })], 0, 1],
    ['only an info went otherwise', [says('failed', { level: 'info' })], 0, 0],
    ['a wrong answer once, right the second time', [says('failed'), says('passed', { engine: 'dredd' })], 1, 1],
    ['nobody could tell about a must', [says('cantTell')], 3, 3],
    ['nobody could tell about a should', [says('passed'), says('cantTell', { clause: 'l', level: 'should' })], 0, 3],
    ['one engine could not tell, another could', [says('cantTell'), says('passed', { engine: 'pact' })], 0, 0],
    ['a state without a thread', [says('passed'), says('untested', { case: 'd' })], 3, 3],
    ['a state without a thread, for an info', [says('passed'), says('untested', { case: 'd', level: 'info' })], 3, 3],
    ['a state without a thread, accepted', [says('passed'), says('untested', { case: 'd', accepted: true })], 0, 0],
    ['a channel that the target has not', [says('passed'), says('inapplicable', { case: 'd' })], 0, 0],
    ['a failure and something open', [says('failed'), says('untested', { case: 'd' })], 1, 1],
    ['a consumer that is served', [says('passed'), consumer('passed')], 0, 0],
    ['a consumer that is broken', [says('passed'), consumer('failed')], 1, 1],
    ['a consumer that is broken, and one without an answer', [consumer('failed'), consumer('fault')], 1, 1],
    ['a consumer that asks for too much', [says('passed'), consumer('unpromised')], 3, 3],
    ['a consumer without an answer', [says('passed'), consumer('fault')], 3, 3],
    ['a consumer that was not tried', [says('passed'), consumer('untested')], 3, 3],
    ['a consumer that was not tried, accepted', [says('passed'), consumer('untested', { accepted: true })], 0, 0],
    ['a consumer of something else', [says('passed'), consumer('inapplicable')], 0, 0],
    ['a consumer that an earlier part broke', [consumer('failed'), resumed, says('passed'), consumer('passed')], 0, 0],
    ['a fault of the harness', [says('passed'), fault], 3, 3],
    ['a fault of the harness beside a failure', [says('failed'), fault], 3, 3],
    ['a part that was not run', [says('passed'), notRun], 3, 3],
    ['a failure and a part that was not run', [says('failed'), notRun], 1, 1],
    ['a sentence that nobody has read', [says('passed'), unread], 3, 3],
    ['a demand that no case asks for', [says('passed'), ...neverAsked('must', 'no-case')], 3, 3],
    ['a hint that no case asks for', [says('passed'), ...neverAsked('should', 'no-case')], 0, 0],
    ['a demand that the document makes nowhere', [says('passed'), ...neverAsked('must', 'document')], 0, 0],
    ['nothing at all', [], 3, 3],
    ['a clean load alone', [load({})], 0, 0],
    ['a load with findings', [says('passed'), load({ stall: true })], 1, 1],
    ['a load that is not valid', [says('passed'), load({ valid: false })], 3, 3],
    ['a load that was stopped', [says('passed'), load({ complete: false })], 3, 3],
    ['wrong answers in a load that was stopped', [load({ complete: false, stall: true })], 1, 1],
    ['a missed objective', [says('passed'), load({ objectives: 'missed' })], 1, 1],
    ['a missed objective in a load that is not valid', [load({ valid: false, objectives: 'missed' })], 3, 3],
    [
      'a missed objective in a load that was stopped because too much failed',
      [load({ complete: false, objectives: 'missed' })],
      1,
      1,
    ],
    ['an objective that is open', [says('passed'), load({ objectives: 'undecided' })], 3, 3],
    ['an objective that is open, and a finding', [load({ objectives: 'undecided', stall: true })], 1, 1],
    ['objectives that are met', [load({ objectives: 'met' })], 0, 0],
    ['wrong answers in a load that is not valid', [says('passed'), load({ valid: false, stall: true })], 1, 1],
  ])('%s', (_, events, plain, strict) => {
    expect([code(events), code(events, true)]).toEqual([plain, strict]);
  });

  test('slow answers in a load that is not valid say nothing about the target', () => {
    const slow = sampleLoad({ valid: false, stall: true });
    const findings = slow.findings.filter((f) => f.kind === 'stalls');
    expect(code([says('passed'), { type: 'load', load: { ...slow, findings } }])).toBe(3);
  });

  test('a planned case without any verdict keeps the run from passing', () => {
    const { cases } = passedRecord();
    expect(code([says('passed'), { type: 'plan', clauses: [], cases, unread: [] }])).toBe(3);
  });

  test('the samples are what they are called', () => {
    expect([passedRecord(), failedRecord(), interruptedRecord()].map(exitCode)).toEqual([0, 1, 3]);
  });
});

describe('of any run', () => {
  const anyRun = anyStream.chain(anyStrictness).map(fold);

  test('0 only when it finished, nothing is missing and nothing failed that weighs', () => {
    fc.assert(
      fc.property(anyRun, (record) => {
        if (exitCode(record) !== 0) return;
        expect(record.finishedAt).not.toBeNull();
        expect([...record.notRun, ...record.faults, ...record.unread]).toEqual([]);
        expect(record.loads.filter((l) => !l.valid || !l.complete)).toEqual([]);
        expect(record.loads.flatMap((l) => l.objectives).filter((o) => o.decision !== 'met')).toEqual([]);
        const heavy = record.verdicts.filter((v) => v.level === 'must' || (record.strict && v.level === 'should'));
        expect(heavy.filter((v) => v.outcome === 'failed')).toEqual([]);
        for (const open of record.verdicts.filter((v) => v.outcome === 'untested' && v.accepted !== true)) {
          expect(
            record.verdicts.some((v) => v.case === open.case && v.clause === open.clause && v.outcome !== 'untested'),
          ).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('never 1 with a fault of the harness or without a footer', () => {
    fc.assert(
      fc.property(anyRun, (record) => {
        if (record.faults.length > 0 || record.finishedAt === null) expect(exitCode(record)).toBe(3);
      }),
    );
  });

  test('3 always has a reason in words', () => {
    fc.assert(
      fc.property(anyRun, (record) => {
        if (exitCode(record) === 3) expect(whyInconclusive(record)).not.toEqual([]);
      }),
    );
  });

  test('the order of verdicts does not matter', () => {
    fc.assert(
      fc.property(anyRun, (record) => {
        expect(exitCode({ ...record, verdicts: record.verdicts.toReversed() })).toBe(exitCode(record));
      }),
    );
  });
});

describe('why a run is inconclusive', () => {
  test('groups cases by reason, the most first', () => {
    const reason = 'the profile names no thread for slack-thread';
    const record = run([
      says('untested', { case: 'a', reason }),
      says('untested', { case: 'b', reason }),
      says('untested', { case: 'b', clause: 'l', reason }),
      says('cantTell', { case: 'c', reason: 'rate limited to the end' }),
    ]);
    expect(whyInconclusive(record)).toEqual([
      `2 cases untested: ${reason}`,
      '1 case without a verdict: rate limited to the end',
    ]);
  });

  test('names what was not run, with what to do about it', () => {
    expect(whyInconclusive(run([says('passed'), notRun]))).toEqual(['load was not run: no k6. Install Go.']);
  });

  test('says of a load that it was stopped, and of an objective what would decide it', () => {
    const [stopped] = whyInconclusive(run([load({ complete: false })]));
    expect(stopped).toBe('The load "smoke" was stopped before its end, after 22 seconds. Run it again.');
    expect(whyInconclusive(run([load({ objectives: 'undecided' })]))).toEqual([
      expect.stringMatching(
        /^The load "smoke" leaves an objective undecided: p99.99 on teams .*run it for 11 minutes\.$/,
      ),
    ]);
  });

  test('stays short however much is missing', () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      says('cantTell', { case: `c${i}`, reason: `${i}`.repeat(500) }),
    );
    const reasons = whyInconclusive(run(many));
    expect(reasons.length).toBeLessThan(20);
    expect(reasons.at(-1)).toBe('Further cases open for 2,988 other reasons.');
  });
});
