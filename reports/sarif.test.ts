import { describe, expect, test } from 'vitest';
import { at, contract } from '../contracts/clauses/testing/document.ts';
import { knownLine, operationLine } from './contract-file.ts';
import type { RunRecord } from './record/record.ts';
import { sarif } from './sarif.ts';
import { allRecords } from './testing/all-records.ts';
import { bigRecord } from './testing/big-record.ts';
import { comparisonRecord, notWorse, undecided, worse } from './testing/sample-comparison.ts';
import { sampleLoad } from './testing/sample-load.ts';
import { recordOf } from './testing/sample-loads.ts';
import { emptyRecord, failedRecord, interruptedRecord, passedRecord } from './testing/sample-record.ts';
import { sarifProblems } from './testing/schemas.ts';
import { lapsedRecord, waivedRecord } from './testing/waived-record.ts';

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
  partialFingerprints: { primaryLocationLineHash: string };
  occurrenceCount: number;
  properties: Record<string, unknown>;
}
interface Run {
  tool: { driver: { rules: { id: string; help: { text: string }; defaultConfiguration: { level: string } }[] } };
  invocations: {
    executionSuccessful: boolean;
    toolExecutionNotifications: { level: string; message: { text: string } }[];
  }[];
  results: Result[];
}

const run = (record: RunRecord): Run => JSON.parse(sarif(record)).runs[0];
const told = (record: RunRecord): string[] =>
  run(record).results.map(({ ruleId, level, properties }) => `${level} ${ruleId} ${properties.case ?? ''}`.trim());
const notes = (record: RunRecord): string =>
  run(record)
    .invocations.flatMap((i) => i.toolExecutionNotifications.map((n) => n.message.text))
    .join('\n');

describe.each(Object.entries(allRecords()))('SARIF of a record that is %s', (_, record) => {
  const { results, tool } = run(record);

  test('is what its schema allows', () => expect(sarifProblems(JSON.parse(sarif(record)))).toEqual([]));

  test('gives each result a rule, a place in the contract and a fingerprint of its own', () => {
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(locations[0]?.physicalLocation.artifactLocation.uri).toBe('contracts/openapi-v2.json');
      expect(locations[0]?.physicalLocation.region.startLine).toBeGreaterThan(0);
    }
    const fingerprints = new Set(results.map((r) => r.partialFingerprints.primaryLocationLineHash));
    expect(fingerprints.size).toBe(results.length);
  });

  test('has no result of a run that passed, and says when there is no answer', () => {
    if (record.result === 'passed') expect(results).toEqual([]);
    expect(run(record).invocations[0]?.executionSuccessful).toBe(record.result !== 'inconclusive');
  });
});

test('the schema refuses what is no SARIF', () => {
  expect(sarifProblems({ ...JSON.parse(sarif(emptyRecord())), version: '2.0.0' })).not.toEqual([]);
});

describe('results', () => {
  test('are what fails the run: once for a clause and a case, whichever engines saw it', () => {
    expect(told(failedRecord())).toEqual([
      'error bcc.email.maxLength bcc.email.255',
      'error integration.missing integration.teams',
      'error load.stalls',
      'error load.wrong-answers',
    ]);
    expect(run(failedRecord()).results[0]).toMatchObject({
      message: { text: expect.stringMatching(/^bcc\[0\]\.email one character over maxLength 254: Accepted with/) },
      locations: [{ physicalLocation: { region: { startLine: 87 } } }],
      properties: { engines: ['probe', 'dredd', 'pact'], state: 'email-thread' },
    });
  });

  test('are warnings for what weighs only with --strict', () => {
    expect(told({ ...failedRecord(), strict: true })).toContain('warning auth.401 auth.none');
  });

  test('are none for what is waived; a lapsed waiver is told beside them', () => {
    expect(told(waivedRecord())).toEqual([]);
    expect(notes(lapsedRecord())).toContain('1 waiver has expired');
  });

  test('of a load are the findings that count', () => {
    expect(told(recordOf(sampleLoad({ stall: true, valid: false })))).toEqual(['error load.wrong-answers']);
    expect(run(recordOf(sampleLoad({ stall: true }))).results[0]?.locations[0]?.physicalLocation.region.startLine).toBe(
      knownLine,
    );
  });

  test('of a load that ran twice are one', () => {
    const [stalls] = run(recordOf(sampleLoad({ stall: true }), sampleLoad({ stall: true }))).results;
    expect(stalls).toMatchObject({ ruleId: 'load.stalls', occurrenceCount: 2 });
  });

  test('of a comparison are the rows that are worse, where it is worse', () => {
    expect(told(comparisonRecord(worse()))).toEqual(expect.arrayContaining(['error compare.p50', 'error compare.cpu']));
    expect(told(comparisonRecord(worse()))).not.toContain('error compare.errors');
    for (const one of [notWorse(), undecided()]) expect(told(comparisonRecord(one))).toEqual([]);
    expect(told(comparisonRecord({ ...worse(), comparisons: [] }))).toEqual(['error compare.whole']);
  });
});

test('a result keeps its fingerprint whatever the seed, the port, the time and the figures', () => {
  const before = failedRecord();
  const after: RunRecord = {
    ...before,
    seed: 7,
    startedAt: '2027-01-01T00:00:00.000Z',
    finishedAt: '2027-01-01T00:05:00.000Z',
    target: { ...before.target, baseUrl: 'http://127.0.0.1:40123/api/v2' },
    verdicts: before.verdicts
      .map((v) => ({ ...v, reason: `${v.reason} It took 17 ms.`, exchange: null }))
      .filter((v) => v.engine === 'probe'),
    loads: before.loads.map((l) => ({ ...l, findings: l.findings.map((f) => ({ ...f, text: `${f.text} Again.` })) })),
  };
  const identity = (record: RunRecord): string[] =>
    run(record).results.map((r) => `${r.ruleId} ${r.partialFingerprints.primaryLocationLineHash}`);
  expect(identity(after)).toEqual(identity(before));
});

test('each missed objective is an alert of its own, whatever was measured', () => {
  const load = sampleLoad({ objectives: 'missed' });
  const both = {
    ...load,
    objectives: load.objectives.map((o) => ({ ...o, channel: null, text: `${o.metric} missed` })),
  };
  const findings = both.objectives.map(({ text }) => ({ kind: 'objective' as const, channel: null, text }));
  const fingerprints = (of: typeof findings): string[] =>
    run(recordOf({ ...both, findings: of })).results.map((r) => r.partialFingerprints.primaryLocationLineHash);
  expect(new Set(fingerprints(findings)).size).toBe(findings.length);
  expect(fingerprints(findings.slice(1))).toEqual(fingerprints(findings).slice(1));
});

test('rules are the clauses, with the words of the contract', () => {
  const rules = run(passedRecord()).tool.driver.rules;
  expect(rules.map(({ id }) => id)).toEqual(passedRecord().clauses.map(({ id }) => id));
  expect(rules.find(({ id }) => id === 'integration.missing')).toMatchObject({
    help: { text: expect.stringContaining('Line 22 of the contract: “Returns 400 with code') },
    defaultConfiguration: { level: 'error' },
  });
  expect(rules.find(({ id }) => id === 'auth.401')?.defaultConfiguration.level).toBe('warning');
});

test('no more results than are shown, the heaviest first, and how many more there are', () => {
  const record = bigRecord(true);
  const [known] = record.verdicts.filter((v) => v.outcome === 'failed');
  if (!known) throw new Error('nothing failed');
  const many = (level: 'must' | 'should', n: number) =>
    Array.from({ length: n }, (_, i) => ({ ...known, level, case: `${level}.${i}` }));
  const { results } = run({ ...record, strict: true, verdicts: [...many('should', 3000), ...many('must', 3000)] });
  expect(results.map(({ level }) => level)).toEqual([...Array(3000).fill('error'), ...Array(2000).fill('warning')]);
  expect(notes({ ...record, strict: true, verdicts: many('must', 5001) })).toContain('1 more result left out');
});

test('a message has no placeholder and no link of its own', () => {
  const record = failedRecord();
  const verdicts = record.verdicts.map((v) => ({ ...v, reason: 'Sent {0}, got [a](1).' }));
  expect(run({ ...record, verdicts }).results[0]?.message.text).toContain('Sent {{0}}, got [a] (1).');
});

test('what keeps a run from an answer is told', () => {
  expect(notes(interruptedRecord())).toContain('did not finish');
});

test('the line of the operation is where the document has it', () => {
  expect(contract.document.linesOf([at.post]).get(at.post)).toBe(knownLine);
  expect(operationLine({ clauses: contract.clauses, contract: passedRecord().contract })).toBe(knownLine);
});
