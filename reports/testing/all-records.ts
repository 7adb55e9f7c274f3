import type { RunRecord } from '../record/record.ts';
import { bigRecord } from './big-record.ts';
import { hostileRecord } from './hostile-record.ts';
import { comparisonRecord, sampleComparisons } from './sample-comparison.ts';
import { loadsRecord } from './sample-loads.ts';
import { emptyRecord, failedRecord, interruptedRecord, passedRecord } from './sample-record.ts';
import { lapsedRecord, waivedRecord } from './waived-record.ts';

/** Every kind of record that each report must be able to tell. */
export const allRecords = (): Record<string, RunRecord> => ({
  empty: emptyRecord(),
  interrupted: interruptedRecord(),
  failed: failedRecord(),
  passed: passedRecord(),
  'passed with waivers': waivedRecord(),
  'failed for its waivers': lapsedRecord(),
  'one with every kind of load': loadsRecord(),
  ...Object.fromEntries(
    Object.entries(sampleComparisons()).map(([name, one]) => [`a comparison: ${name}`, comparisonRecord(one)]),
  ),
  hostile: hostileRecord(),
  'big and failed': bigRecord(true),
  'big and passed': bigRecord(false),
});
