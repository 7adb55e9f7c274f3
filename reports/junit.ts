import { create } from 'xmlbuilder2';
import type { RunRecord } from './record/record.ts';
import { capped } from './testcases/cap.ts';
import type { TestCase } from './testcases/testcase.ts';
import { testcases } from './testcases/testcases.ts';
import { shortLine } from './text.ts';
import { view } from './view/index.ts';

/**
 * JUnit XML: a suite for each engine, one for the comparison, one for the loads, one for the waivers, one for what the run itself did not do.
 * What was not done is an error or skipped, never a pass; so is what is waived.
 */
export const junit = (record: RunRecord): string => {
  const suites = [...Map.groupBy(capped(testcases(view(record))), (t) => t.suite)];
  const all = suites.flatMap(([, tests]) => tests);
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    name: attribute(`sendproof ${record.command}: ${record.target.name}`),
    ...sums(all),
  });
  for (const [name, tests] of suites) {
    const suite = root.ele('testsuite', {
      name: attribute(name),
      timestamp: attribute(record.startedAt),
      ...sums(tests),
    });
    for (const test of tests) {
      const element = suite.ele('testcase', {
        name: attribute(test.name),
        classname: attribute(test.classname),
        time: seconds(test.milliseconds),
      });
      const { outcome } = test;
      if (outcome.kind !== 'passed') {
        const child = element.ele(outcome.kind, { message: attribute(outcome.message, 2000), ...typed(outcome) });
        if (outcome.body !== '') child.txt(outcome.body);
      }
      if (test.output !== '') element.ele('system-out').txt(test.output);
    }
  }
  return `${root.end({ prettyPrint: true })}\n`;
};

const typed = (outcome: TestCase['outcome']): { type?: string } =>
  'type' in outcome ? { type: attribute(outcome.type) } : {};

const sums = (tests: readonly TestCase[]): Record<string, string> => {
  const of = (kind: string): string => String(tests.filter((t) => t.outcome.kind === kind).length);
  return {
    tests: String(tests.length),
    failures: of('failure'),
    errors: of('error'),
    skipped: of('skipped'),
    time: seconds(tests.reduce((sum, t) => sum + t.milliseconds, 0)),
  };
};

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

/** A parser makes spaces of an attribute's line feeds; so they are spaces from the start. */
const attribute = shortLine;
