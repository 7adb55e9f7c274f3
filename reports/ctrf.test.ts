import { describe, expect, test } from 'vitest';
import { ctrf } from './ctrf.ts';
import type { RunRecord } from './record/record.ts';
import { testcases } from './testcases/testcases.ts';
import { allRecords } from './testing/all-records.ts';
import { comparisonRecord, undecided, worse } from './testing/sample-comparison.ts';
import { sampleLoad } from './testing/sample-load.ts';
import { recordOf } from './testing/sample-loads.ts';
import { emptyRecord, failedRecord, interruptedRecord, passedRecord } from './testing/sample-record.ts';
import { ctrfProblems } from './testing/schemas.ts';
import { waivedRecord } from './testing/waived-record.ts';
import { view } from './view/index.ts';

interface Test {
  testId: string;
  name: string;
  status: string;
  rawStatus: string;
  [more: string]: unknown;
}

const results = (record: RunRecord): { summary: Record<string, unknown>; tests: Test[]; environment: object } =>
  JSON.parse(ctrf(record)).results;

const named = (record: RunRecord, name: string): Test => {
  const found = results(record).tests.find((t) => t.name.startsWith(name));
  if (!found) throw new Error(`no test ${name}`);
  return found;
};

describe.each(Object.entries(allRecords()))('CTRF of a record that is %s', (_, record) => {
  const { summary, tests } = results(record);

  test('is what its schema allows', () => expect(ctrfProblems(JSON.parse(ctrf(record)))).toEqual([]));

  test('has every test of JUnit and counts each once', () => {
    expect(tests).toHaveLength(testcases(view(record)).length);
    const counted = Object.groupBy(tests, (t) => t.status);
    for (const status of ['passed', 'failed', 'skipped', 'pending', 'other'])
      expect(summary[status]).toBe(counted[status]?.length ?? 0);
    expect(summary.tests).toBe(tests.length);
  });

  test('passes as a whole only when the run passed', () => {
    const bad = tests.filter((t) => t.status === 'failed' || t.status === 'other');
    expect(bad.length === 0).toBe(record.result === 'passed');
  });
});

test('the schema refuses what is no CTRF', () => {
  expect(ctrfProblems({ ...JSON.parse(ctrf(emptyRecord())), reportFormat: 'JUnit' })).not.toEqual([]);
});

describe('each outcome has its status', () => {
  test.each([
    ['send.email [probe]', 'passed', 'passed'],
    ['bcc.email.255 [probe]', 'failed', 'failed'],
    ['attachments.length.negative [probe]', 'other', 'cantTell'],
    ['send.slack [probe]', 'pending', 'untested'],
    ['send.teams [probe]', 'skipped', 'untested-accepted'],
    ['integration.live_chat', 'skipped', 'inapplicable'],
    ['load smoke: wrong-answers (teams)', 'failed', 'failed'],
  ])('%s: %s', (name, status, rawStatus) => expect(named(failedRecord(), name)).toMatchObject({ status, rawStatus }));

  test('what is waived, interrupted, undecided or not counted is neither passed nor failed', () => {
    expect(named(waivedRecord(), 'bcc.email.255 [probe]')).toMatchObject({ status: 'skipped', rawStatus: 'waived' });
    expect(named(interruptedRecord(), 'the run finished')).toMatchObject({ status: 'other', rawStatus: 'interrupted' });
    expect(named(interruptedRecord(), 'auth.none [no engine]').status).toBe('pending');
    expect(named(comparisonRecord(worse()), 'p99 is not worse')).toMatchObject({ rawStatus: 'undecided' });
    expect(named(comparisonRecord(undecided()), 'p50 is not worse').rawStatus).toBe('not-counted');
    expect(named(recordOf(sampleLoad({ objectives: 'undecided' })), 'load smoke: p99.99').status).toBe('other');
  });
});

test('a failure names the line of the contract, the clause, what came back and how to send it again', () => {
  const found = named(failedRecord(), 'integration.teams [pact]');
  expect(found).toMatchObject({
    testId: 'integration.teams [pact]',
    suite: ['contract', 'pact'],
    filePath: 'contracts/openapi-v2.json',
    line: 22,
    tags: ['contract', 'teams-not-configured', 'must'],
    labels: { clauses: ['integration.missing'] },
    message: expect.stringContaining('Accepted with status 200'),
    trace: expect.stringContaining("curl -sS -X POST 'https://staging.acme.example"),
  });
});

test('of several demands the line is of the one that was not met', () => {
  const record = failedRecord();
  const cases = record.cases.map((c) =>
    c.id === 'bcc.email.255' ? { ...c, clauses: ['content.required', ...c.clauses] } : c,
  );
  expect(named({ ...record, cases }, 'bcc.email.255 [probe]')).toMatchObject({
    line: 87,
    labels: { clauses: ['bcc.email.maxLength', 'content.required'] },
  });
});

test('times are those of the record', () => {
  const [start, stop] = [Date.parse('2026-11-23T21:30:32Z'), Date.parse('2026-11-23T21:31:50Z')];
  expect(results(passedRecord()).summary).toMatchObject({ start, stop, duration: 78_000 });
  // Its last answer came after 120 ms and took 14.2.
  expect(results(interruptedRecord()).summary).toMatchObject({ start, stop: start + 134 });
});

test('a run without an answer is not healthy', () => {
  expect(results(failedRecord()).environment).toMatchObject({ healthy: true, appName: 'acme-staging' });
  expect(results(interruptedRecord()).environment).toMatchObject({ healthy: false });
});
