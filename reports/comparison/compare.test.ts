import { describe, expect, test } from 'vitest';
import { fold } from '../record/fold.ts';
import type { RunRecord } from '../record/record.ts';
import { failedRecord, interruptedRecord, sampleFooter, sampleHeader, samplePlan } from '../testing/sample-record.ts';
import { waivedRecord } from '../testing/waived-record.ts';
import { compareRuns, comparisonExitCode } from './compare.ts';
import type { Group } from './comparison.ts';
import { compared, failed, open, passed, run, told } from './testing/runs.ts';

const should = { level: 'should' as const };
const info = { level: 'info' as const };

describe('a clause', () => {
  test.each<[string, RunRecord, RunRecord, Partial<Record<Group, string[]>>]>([
    ['that passed and now fails got worse', run(passed('k')), run(failed('k')), { worse: ['k: c'] }],
    ['that failed and now passes got better', run(failed('k')), run(passed('k')), { better: ['k: c'] }],
    ['that fails as before is no change', run(failed('k')), run(failed('k')), { stillFailing: ['k: c'] }],
    ['that passes as before is nothing to tell', run(passed('k')), run(passed('k')), {}],
    [
      'of level should that now fails got worse',
      run(passed('k', 'c', should)),
      run(failed('k', 'c', should)),
      { worse: ['k: c'] },
    ],
    ['that only warned and now fails got worse', run(failed('k', 'c', should)), run(failed('k')), { worse: ['k: c'] }],
    ['of level info cannot get worse', run(passed('k', 'c', info)), run(failed('k', 'c', info)), {}],
    [
      'can get worse in one case and better in another',
      run(passed('k', 'a'), failed('k', 'b'), failed('k', 'c'), passed('k', 'd')),
      run(failed('k', 'a'), passed('k', 'b'), failed('k', 'c'), passed('k', 'd')),
      { worse: ['k: a'], better: ['k: b'], stillFailing: ['k: c'] },
    ],
    ['that was not tested is newly tested', run(passed('k')), run(passed('k'), passed('l')), { newlyTested: ['l: c'] }],
    [
      'that could not be told is newly tested',
      run(passed('k'), open('l')),
      run(passed('k'), failed('l')),
      { newlyTested: ['l: c'] },
    ],
    [
      'that is no longer tested did not get better',
      run(passed('k'), failed('l')),
      run(passed('k')),
      { noLongerTested: ['l: c'] },
    ],
    [
      'that can no longer be told did not get better',
      run(passed('k'), failed('l')),
      run(passed('k'), open('l')),
      { noLongerTested: ['l: c'] },
    ],
    [
      'that passes in another case besides is nothing to tell',
      run(passed('k')),
      run(passed('k'), passed('k', 'new')),
      {},
    ],
    [
      'that fails in a case that was not run before is newly tested there: nobody knows that it got worse',
      run(passed('k')),
      run(passed('k'), failed('k', 'new')),
      { newlyTested: ['k: new'] },
    ],
    [
      'whose failing case was not run again did not get better',
      run(passed('k'), failed('k', 'gone')),
      run(passed('k')),
      { noLongerTested: ['k: gone'] },
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(compared(before, after))).toEqual(expected);
  });

  test('comes with what it demands, and its cases with what each run says of them', () => {
    const before = fold([
      sampleHeader,
      samplePlan,
      ...run(passed('content.required', 'content.missing')).verdicts.map((verdict) => ({
        type: 'verdict' as const,
        verdict,
      })),
      sampleFooter,
    ]);
    const after = {
      ...before,
      verdicts: before.verdicts.map((v) => ({ ...v, outcome: 'failed' as const, reason: 'Accepted with status 200.' })),
    };
    expect(compared(before, after).worse).toEqual([
      {
        clause: 'content.required',
        text: samplePlan.clauses.find(({ id }) => id === 'content.required')?.text,
        level: 'must',
        line: samplePlan.clauses.find(({ id }) => id === 'content.required')?.line,
        cases: [
          {
            case: 'content.missing',
            title: 'content is left out',
            before: { outcome: 'passed', level: 'must', reason: 'passed', waived: false, exchange: 'x' },
            after: {
              outcome: 'failed',
              level: 'must',
              reason: 'Accepted with status 200.',
              waived: false,
              exchange: 'x',
            },
          },
        ],
      },
    ]);
  });

  test('has its cases in the order of the plan, whatever order they were sent in', () => {
    const ids = samplePlan.cases.slice(0, 4).map(({ id }) => id);
    const [before, after] = [passed, failed].map((says) => run(...ids.toReversed().map((id) => says('k', id))));
    if (!before || !after) throw new Error('there are two runs');
    const { worse } = compared({ ...before, cases: samplePlan.cases }, { ...after, cases: samplePlan.cases });
    expect(worse.flatMap(({ cases }) => cases.map((one) => one.case))).toEqual(ids);
  });

  test('that got worse did so whether or not its failure is waived, and the waiver is said', () => {
    const after = waivedRecord();
    const before = {
      ...after,
      verdicts: after.verdicts.map((v) => (v.outcome === 'failed' ? { ...v, outcome: 'passed' as const } : v)),
    };
    const { worse } = compared(before, after);
    expect(worse.map(({ clause }) => clause).toSorted()).toEqual(['bcc.email.maxLength', 'integration.missing']);
    expect(worse.flatMap(({ cases }) => cases.map((one) => one.after.waived))).toEqual([true, true]);
  });
});

describe('the exit code', () => {
  test.each<[string, RunRecord, RunRecord, number]>([
    ['something got worse', run(passed('k'), failed('l')), run(failed('k'), passed('l')), 1],
    ['something got better', run(failed('k')), run(passed('k')), 0],
    ['the same fails as before', run(failed('k')), run(failed('k')), 0],
    ['nothing was decided in both', run(passed('k')), run(passed('l')), 3],
    ['a clause was decided in both, but in no case of both', run(passed('k', 'a')), run(failed('k', 'b')), 3],
    ['the second decided nothing', run(passed('k')), run(open('k')), 3],
    ['the first did not finish', interruptedRecord(), failedRecord(), 3],
    ['the second did not finish', failedRecord(), interruptedRecord(), 3],
  ])('%s', (_, before, after, code) => {
    expect(comparisonExitCode(compareRuns(before, after))).toBe(code);
  });
});
