import { describe, expect, test } from 'vitest';
import { junit } from './junit.ts';
import type { RunRecord } from './record/record.ts';
import { bigRecord } from './testing/big-record.ts';
import { hostileRecord } from './testing/hostile-record.ts';
import { comparisonRecord, sampleComparisons } from './testing/sample-comparison.ts';
import { sampleLoad } from './testing/sample-load.ts';
import { breakpointLoad, loadsRecord, recordOf, sampleLoads } from './testing/sample-loads.ts';
import { emptyRecord, failedRecord, interruptedRecord, passedRecord } from './testing/sample-record.ts';
import { lapsedRecord, waivedRecord } from './testing/waived-record.ts';
import { type Element, elements, readStrictly, textIn } from './testing/well-formed.ts';

const tests = (record: RunRecord): Element[] => elements(readStrictly(junit(record)), 'testcase');

const named = (record: RunRecord, name: string): Element => {
  const found = tests(record).find((t) => t.attributes.name?.startsWith(name));
  if (!found) throw new Error(`no testcase ${name}`);
  return found;
};

const kind = (test: Element): string => {
  const child = test.children.find((c): c is Element => typeof c !== 'string' && c.name !== 'system-out');
  return child?.name ?? 'passed';
};

describe.each([
  ['empty', emptyRecord()],
  ['interrupted', interruptedRecord()],
  ['failed', failedRecord()],
  ['passed', passedRecord()],
  ['passed with waivers', waivedRecord()],
  ['failed for its waivers', lapsedRecord()],
  ['hostile', hostileRecord()],
  ['big', bigRecord(true)],
  ['loads of every kind', loadsRecord()],
  ...Object.entries(sampleComparisons()).map(([name, one]): [string, RunRecord] => [
    `a comparison: ${name}`,
    comparisonRecord(one),
  ]),
  ...Object.entries(sampleLoads()).map(([name, load]): [string, RunRecord] => [`a load: ${name}`, recordOf(load)]),
])('JUnit of a record that is %s', (_, record) => {
  test('counts what it holds', () => {
    const root = readStrictly(junit(record));
    for (const suite of [root, ...elements(root, 'testsuite')]) {
      const own = elements(suite, 'testcase').map(kind);
      const of = (k: string): string => String(own.filter((o) => o === k).length);
      expect(suite.attributes).toMatchObject({
        tests: String(own.length),
        failures: of('failure'),
        errors: of('error'),
        skipped: of('skipped'),
      });
    }
  });

  test('passes as a whole only when the run passed', () => {
    const bad = tests(record).filter((t) => ['failure', 'error'].includes(kind(t)));
    if (record.result === 'passed') expect(bad).toEqual([]);
    else expect(bad.length).toBeGreaterThan(0);
  });
});

test('every case × engine has its own name', () => {
  const names = tests(failedRecord()).map((t) => t.attributes.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('cc.email.255 [dredd] cc[0].email one character over maxLength 254');
});

describe('each outcome is the right element', () => {
  const record = failedRecord();

  test('a must that was not met: a failure with clause, quotation, exchange and command line', () => {
    const test = named(record, 'integration.teams [pact]');
    expect(kind(test)).toBe('failure');
    const [failure] = elements(test, 'failure');
    expect(failure?.attributes.message).toContain(
      '[integration.missing] The contract, line 22: “Returns 400 with code `validation_failed`',
    );
    const body = failure ? textIn(failure) : '';
    expect(body).toContain("curl -sS -X POST 'https://staging.acme.example");
    expect(body).toContain('POST /api/v2/threads/thr_1/messages');
    expect(body).toContain('HTTP 200\n');
  });

  test.each([
    ['a should that was not met passes, and says so', 'auth.none [probe]', 'passed', 'should: auth.401'],
    ['an answer that allows no verdict is an error', 'attachments.length.negative [probe]', 'error', 'rate limited'],
    ['an untested case is skipped, with its reason', 'send.slack [probe]', 'skipped', ''],
    ['a channel that the target has not is skipped', 'integration.live_chat', 'skipped', ''],
    ['a load with findings is a failure', 'load smoke', 'failure', 'wrong-answers (teams)'],
  ])('%s', (_, name, what, text) => {
    expect(kind(named(record, name))).toBe(what);
    expect(textIn(named(record, name))).toContain(text);
  });

  test('what is open besides a warning or a waived failure is an error: it must not hide behind them', () => {
    const open = { outcome: 'cantTell' as const, clause: 'content.required', reason: 'rate limited to the end' };
    for (const [given, id] of [
      [failedRecord(), 'auth.none'],
      [waivedRecord(), 'bcc.email.255'],
    ] as const) {
      const [known] = given.verdicts.filter((v) => v.case === id);
      const verdicts = known ? [...given.verdicts, { ...known, level: 'must' as const, ...open }] : [];
      expect(kind(named({ ...given, verdicts }, `${id} [probe]`))).toBe('error');
    }
  });

  test('what was not run, and a run that did not finish, are errors', () => {
    expect(kind(named(interruptedRecord(), 'load was run'))).toBe('error');
    expect(kind(named(interruptedRecord(), 'the run finished'))).toBe('error');
  });

  test('one engine that could not tell where another could turns no build red', () => {
    const passed = passedRecord();
    const verdicts = passed.verdicts.map((v) => (v.engine === 'dredd' ? { ...v, outcome: 'cantTell' as const } : v));
    expect(kind(named({ ...passed, verdicts }, 'send.email [dredd]'))).toBe('skipped');
  });
});

describe('a load', () => {
  const kinds = (load: RunRecord['loads'][number]): Record<string, string> =>
    Object.fromEntries(tests(recordOf(load)).map((t) => [t.attributes.name ?? '', kind(t)]));
  const others = {
    'load smoke: failed requests on all channels at most 0.1 %': 'passed',
    'load smoke: right answers on email at least 49 a second': 'passed',
  };

  test('has a test for each objective: missed is a failure, undecided no answer', () => {
    expect(kinds(sampleLoad({ objectives: 'missed' }))).toEqual({
      'load smoke': 'failure',
      'load smoke: p99 on all channels at most 50 ms': 'failure',
      ...others,
    });
    expect(kinds(sampleLoad({ objectives: 'undecided' }))).toEqual({
      'load smoke': 'passed',
      'load smoke: p99.99 on teams at most 150 ms': 'error',
      ...others,
    });
  });

  test('has one for each finding, skipped where it does not count', () => {
    const stalls = 'load smoke: stalls';
    const wrong = 'load smoke: wrong-answers (teams)';
    expect(kinds(sampleLoad({ stall: true }))).toMatchObject({ [stalls]: 'failure', [wrong]: 'failure' });
    expect(kinds(sampleLoad({ stall: true, valid: false }))).toMatchObject({ [stalls]: 'skipped', [wrong]: 'failure' });
  });

  test('that was stopped decides no objective, and is no answer itself', () => {
    const found = kinds(sampleLoad({ complete: false, objectives: 'met' }));
    expect(found['load smoke']).toBe('error');
    expect(Object.values(found).filter((k) => k === 'skipped')).toHaveLength(3);
  });

  test('says its sentence', () => {
    expect(textIn(named(recordOf(breakpointLoad()), 'load breakpoint'))).toContain('Up to 325 requests a second');
  });
});
