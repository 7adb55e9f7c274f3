import { coverageOf } from '../../contracts/verdicts/coverage.ts';
import { repetitionOf } from '../../contracts/verdicts/repetition.ts';
import { names } from '../attestation/names.ts';
import type { Evidence } from '../record/cap.ts';
import { asJson, difference } from '../record/difference.ts';
import type { RunRecord } from '../record/record.ts';
import { type Check, type Claim, check, withoutCases } from './check.ts';

const hint = 'Do not rely on the numbers in this record: count again, or run the command again.';

/** Whether what the record counts comes from its cases, exchanges and verdicts. */
export const countsCheck = ({ contract }: Claim, record: RunRecord, exchanges: readonly Evidence[]): Check => {
  const { cases, verdicts } = record;
  const isLoad = withoutCases(record);
  const right = {
    coverage: isLoad ? null : coverageOf(contract, cases, verdicts),
    // Where nothing was judged, nothing was looked at.
    repetition: isLoad || nothingJudged(record) ? null : repetitionOf(cases, exchanges, verdicts),
  };
  const problems = (['coverage', 'repetition'] as const).flatMap((name) => {
    const place = difference(record[name], asJson(right[name]));
    return place === undefined
      ? []
      : [
          {
            what: `${place === '' ? 'it' : place} is not what comes of counting`,
            where: `${names.record}/${name}`,
            hint,
          },
        ];
  });
  return check('counts', 'coverage and repetition are counted rightly', problems);
};

/** Whether the set-up was to blame: that says nothing about the target. */
export const nothingJudged = ({ notRun }: RunRecord): boolean => notRun.some(({ what }) => what === 'contract');
