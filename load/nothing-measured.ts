import type { Driven } from './drive.ts';
import { totals } from './measurement.ts';

/** Nothing was measured. `why` says what happened, `hint` what to do. */
export type NotRun = { kind: 'notRun'; why: string; hint: string };

/** Nobody answered: the set-up is to blame before the target is. */
export function nothingMeasured({ measurement, end, settings }: Driven): NotRun {
  const { requests } = totals(measurement);
  if (requests > 0) {
    const reasons = [...measurement.reasons.values()].map(({ why }) => why);
    const why = `none of ${requests} requests was answered: ${[...new Set(reasons)].slice(0, 3).join(', ')}`;
    return { kind: 'notRun', why, hint: `check that the target runs and can be reached at ${settings.baseUrl}` };
  }
  const words = end.stderr === '' ? '' : `: ${end.stderr}`;
  switch (end.ended) {
    case 'aborted':
      return { kind: 'notRun', why: 'the load was interrupted before any answer came', hint: 'run it again' };
    case 'timeLimit':
      return {
        kind: 'notRun',
        why: `k6 did not end in time and sent nothing${words}`,
        hint: 'try another k6 with --k6 PATH',
      };
    case 'notStarted':
      return {
        kind: 'notRun',
        why: `k6 could not be started${words}`,
        hint: 'run `sendproof doctor`, or try another k6 with --k6 PATH',
      };
    case 'itself':
      return {
        kind: 'notRun',
        why: `k6 sent nothing and ended with ${end.exitCode === null ? 'a signal' : `exit code ${end.exitCode}`}${words}`,
        hint: 'run `sendproof doctor`, or try another k6 with --k6 PATH',
      };
  }
}
