import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import { hasLapsed } from '../../reports/record/waivers/standing.ts';
import { whyInconclusive } from '../../reports/record/why-inconclusive.ts';
import { evidenceText } from '../../reports/testcases/evidence.ts';
import type { CaseResult } from '../../reports/view/cases.ts';
import type { View } from '../../reports/view/index.ts';
import { standingInWords, waiverInWords, waives } from '../../reports/view/waivers.ts';

/** What a test runner is told of one test. */
export type Told = { kind: 'passed' } | { kind: 'skipped'; why: string } | { kind: 'failed'; why: string };

/** What a test runner is told of one case: demand, exchange and command line, where it failed. */
export function toldOfCase(view: View, id: string): Told {
  const result = view.cases.find((one) => one.id === id);
  if (result === undefined) return { kind: 'failed', why: 'The run did not try this case.' };
  switch (result.outcome) {
    case 'passed':
    case 'warned':
      return { kind: 'passed' };
    case 'failed':
      return { kind: 'failed', why: said(view, result, result.failures) };
    case 'cantTell': {
      const open = result.undecided.filter(({ outcome }) => outcome === 'cantTell');
      return { kind: 'failed', why: `No answer could be given.\n\n${said(view, result, open)}` };
    }
    case 'waived': {
      const [first] = result.waived;
      const why = first === undefined ? 'waived' : `${waiverInWords(first.waiver)} (${first.verdict.reason})`;
      return { kind: 'skipped', why };
    }
    case 'untested':
    case 'inapplicable':
      return { kind: 'skipped', why: result.undecided[0]?.reason ?? 'no engine sent this case' };
  }
}

/** What was seen more than once, by another engine or when it was sent again, is shown once. */
function said(view: View, result: CaseResult, verdicts: readonly Verdict[]): string {
  const alike = Map.groupBy(verdicts, ({ clause, reason }) => `${clause} ${reason}`);
  return evidenceText(
    view,
    result,
    [...alike.values()].flatMap((same) => same.slice(0, 1)),
  );
}

/** What keeps a run from an answer and is not about any one case. */
export function toldOfRun({ record, waivers, whyInconclusive }: View): Told {
  if (record.result === 'passed') return { kind: 'passed' };
  const lapsed = waivers
    .filter(hasLapsed)
    .map((one) => `The waiver of ${waives(one.waiver)} (${one.waiver.owner}): ${standingInWords(one)}`);
  const reasons = [...lapsed, ...whyInconclusive];
  return reasons.length === 0 ? { kind: 'passed' } : { kind: 'failed', why: reasons.join('\n') };
}

/** Why no test of a run can be believed, in the harness's own words; undefined when nothing is wrong with the run. */
export function whyBroken(record: RunRecord): string | undefined {
  const isWhole = record.faults.length === 0 && record.notRun.length === 0 && record.finishedAt !== null;
  return isWhole ? undefined : whyInconclusive(record).join('\n');
}
