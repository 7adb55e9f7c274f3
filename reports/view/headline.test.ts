import { expect, test } from 'vitest';
import { fold } from '../record/fold.ts';
import type { RunRecord } from '../record/record.ts';
import { comparisonRecord, notWorse, stored, undecided, worse } from '../testing/sample-comparison.ts';
import { sampleLoad } from '../testing/sample-load.ts';
import { breakpointLoad, recordOf } from '../testing/sample-loads.ts';
import {
  emptyRecord,
  failedRecord,
  interruptedRecord,
  passedRecord,
  sampleFooter,
  sampleHeader,
} from '../testing/sample-record.ts';
import { lapsedRecord, waivedRecord } from '../testing/waived-record.ts';
import { view } from './index.ts';

const onlyLoad = (options: Parameters<typeof sampleLoad>[0]): RunRecord =>
  fold([sampleHeader, { type: 'load', load: sampleLoad(options) }, sampleFooter]);

test.each<[string, RunRecord, string]>([
  [
    'passed',
    passedRecord(),
    '✓ acme-staging does what the contract demands: all 15 cases passed and the load "smoke" found no problem in 12,000 requests.',
  ],
  [
    'failed',
    failedRecord(),
    '✕ acme-staging falls short of the contract: 2 of 12 tested cases failed (2 not tested) and the load "smoke" found 2 problems in 12,000 requests.',
  ],
  [
    'passed with waivers',
    waivedRecord(),
    '✓ acme-staging does what the contract demands, but for what is waived: 12 of 15 cases passed (2 waived, 1 not tested).',
  ],
  [
    'failed for its waivers',
    lapsedRecord(),
    '✕ acme-staging fails for its waivers alone: 1 waiver has expired and 1 waiver is no longer needed; 12 of 15 cases passed (2 waived, 1 not tested).',
  ],
  [
    'interrupted',
    interruptedRecord(),
    '? No full answer about acme-staging: the run did not finish: what follows is what it found until then. And 2 more reasons. So far 6 of 15 cases passed (9 not tested).',
  ],
  [
    'empty',
    emptyRecord(),
    '? No full answer about acme-staging: the run did not finish: what follows is what it found until then. And 1 more reason.',
  ],
  [
    'a clean load',
    onlyLoad({}),
    '✓ acme-staging holds under load: the load "smoke" found no problem in 12,000 requests.',
  ],
  [
    'a load with findings',
    onlyLoad({ stall: true }),
    '✕ acme-staging does not hold under load: the load "smoke" found 2 problems in 12,000 requests.',
  ],
  [
    'an objective that is open',
    onlyLoad({ objectives: 'undecided' }),
    '? No full answer about acme-staging: the load "smoke" leaves an objective undecided: p99.99 on teams is 131 ms, at most 150 ms were promised, but 2,700 answers do not tell: it takes about 30,000, so run it for 11 minutes. So far the load "smoke" found no problem in 12,000 requests.',
  ],
  [
    'a load that was stopped',
    onlyLoad({ complete: false }),
    '? No full answer about acme-staging: the load "smoke" was stopped before its end, after 22 seconds. Run it again. So far the load "smoke" found no problem in 4,400 requests.',
  ],
  [
    'a search for the highest rate',
    recordOf(breakpointLoad()),
    '✓ acme-staging holds under load: the load "breakpoint" found the objectives met up to 325 requests a second.',
  ],
  [
    'a candidate that is worse',
    comparisonRecord(worse()),
    '✕ acme-next is worse than acme-main: p50 is 4.8 % slower (3.7 to 5.9), seen in 52 s; could have seen 1.8 %.',
  ],
  [
    'a candidate that is not worse',
    comparisonRecord(notWorse()),
    '✓ acme-next is not worse than acme-main: p50 is 0.2 % slower (-0.5 to 0.9), seen in 3 min; could have seen 1.1 %.',
  ],
  [
    'a comparison that is open',
    comparisonRecord(undecided()),
    '? Nobody can say whether acme-main is worse than acme-main: the baseline differs from itself: p50 by 3 % (1.5 to 4.5).',
  ],
  [
    'a comparison with a stored run',
    comparisonRecord(stored()),
    '? Nobody can say whether acme-next is worse than acme-main: p50 is 4 % slower than in the stored run; between runs 18 % is chance.',
  ],
  [
    'a worse candidate and a clean load',
    fold([sampleHeader, { type: 'load', load: sampleLoad({}) }, { type: 'comparison', ...worse() }, sampleFooter]),
    '✕ acme-staging is worse than what it is compared with: the load "smoke" found no problem in 12,000 requests and acme-next is worse than acme-main: p50 is 4.8 % slower (3.7 to 5.9), seen in 52 s; could have seen 1.8 %.',
  ],
  [
    'a comparison in a run that did not finish',
    fold([sampleHeader, { type: 'comparison', ...notWorse() }]),
    '? No full answer about acme-staging: the run did not finish: what follows is what it found until then. So far acme-next is not worse than acme-main: p50 is 0.2 % slower (-0.5 to 0.9), seen in 3 min; could have seen 1.1 %.',
  ],
])('one sentence says how it went: %s', (_, record, sentence) => {
  const { headline } = view(record);
  expect(`${headline.sign} ${headline.sentence}`).toBe(sentence);
});
