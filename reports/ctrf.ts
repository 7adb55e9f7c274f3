import { contractFileOf } from './contract-file.ts';
import { runTimes } from './epoch.ts';
import { exitCode } from './record/exit-code.ts';
import type { RunRecord } from './record/record.ts';
import { capped } from './testcases/cap.ts';
import type { TestCase, TestOutcome } from './testcases/testcase.ts';
import { testcases } from './testcases/testcases.ts';
import { shortLine } from './text.ts';
import { view } from './view/index.ts';

/** What is still to be done is pending; what nobody can answer is other: neither is passed, and neither is failed. */
const statuses = ['passed', 'failed', 'skipped', 'pending', 'other'] as const;
type Status = (typeof statuses)[number];

/** More clauses than this are no label. */
const labelled = 20;

/**
 * The tests of JUnit as Common Test Report Format (ctrf.io, specification 0.0): each case with each engine, the comparison,
 * the loads, the waivers, and what the run itself did not do. Times are milliseconds.
 */
export const ctrf = (record: RunRecord): string => {
  const seen = view(record);
  const tests = capped(testcases(seen));
  const { start, stop } = runTimes(record) ?? { start: 0, stop: 0 };
  const { tool, contract, target } = record;
  const report = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    generatedBy: `${tool.name} ${shortLine(tool.version)}`,
    results: {
      tool: { name: tool.name, version: shortLine(tool.version) },
      summary: {
        tests: tests.length,
        ...Object.fromEntries(statuses.map((s) => [s, tests.filter((t) => statusOf(t.outcome) === s).length])),
        suites: new Set(tests.map((t) => t.suite)).size,
        start,
        stop,
        duration: Math.max(0, stop - start),
        extra: {
          'sendproof.result': {
            result: record.result,
            exitCode: exitCode(record),
            sentence: shortLine(seen.headline.sentence, 2000),
          },
        },
      },
      tests: tests.map((test) => testOf(record, test)),
      environment: {
        reportName: shortLine(`sendproof ${record.command}: ${target.name}`),
        appName: shortLine(target.name),
        ...(record.machine === undefined ? {} : { osPlatform: shortLine(record.machine.os) }),
        healthy: record.result !== 'inconclusive',
        extra: {
          'sendproof.run': {
            baseUrl: shortLine(target.baseUrl),
            contract: {
              title: shortLine(contract.title),
              version: shortLine(contract.version),
              sha256: shortLine(contract.sha256),
            },
            node: shortLine(tool.node),
            seed: record.seed,
            strict: record.strict,
          },
        },
      },
    },
  };
  return `${JSON.stringify(report, null, 1)}\n`;
};

const statusOf = (outcome: TestOutcome): Status => {
  if (outcome.kind === 'passed') return 'passed';
  if (outcome.kind === 'skipped') return outcome.why === 'untested' ? 'pending' : 'skipped';
  return outcome.kind === 'failure' ? 'failed' : 'other';
};

/** The outcome in our own words, where CTRF has one word for several. */
const rawStatusOf = (outcome: TestOutcome): string => {
  if (outcome.kind === 'skipped') return outcome.why;
  return outcome.kind === 'error' ? shortLine(outcome.type) : statusOf(outcome);
};

const testOf = (record: RunRecord, test: TestCase) => {
  const { outcome, line, clauses, output } = test;
  const levels = new Set(clauses.map(({ level }) => level));
  return {
    testId: shortLine(test.id),
    name: shortLine(test.name),
    status: statusOf(outcome),
    rawStatus: rawStatusOf(outcome),
    // A viewer may read whole numbers of no more than 53 bits.
    duration: Math.min(Math.round(test.milliseconds), Number.MAX_SAFE_INTEGER),
    type: test.suite.replace(/:.*/, ''),
    suite: test.suite.split(': '),
    ...(outcome.kind === 'passed' ? {} : { message: shortLine(outcome.message, 2000) }),
    ...(outcome.kind === 'passed' || outcome.body === '' ? {} : { trace: outcome.body }),
    ...(line === null ? {} : { filePath: contractFileOf(record), line }),
    tags: [...new Set([...test.classname.split('.'), ...levels])].map((tag) => shortLine(tag)),
    ...(clauses.length === 0 ? {} : { labels: { clauses: clauses.slice(0, labelled).map(({ id }) => shortLine(id)) } }),
    ...(output === '' ? {} : { stdout: output.split('\n') }),
  };
};
