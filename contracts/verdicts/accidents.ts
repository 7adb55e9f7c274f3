import { isMissing, isServerError, isWithinLimits, type Judged } from './kinds.ts';

/** What could be an accident when it comes once, counted over a run: it is a fault when it comes again. */
export type Accidents = { missing: number; serverErrors: number };

/** Answers that did not come, and 5xx answers (but 503) to valid requests. What is past limits does not count. */
export function accidentsOf(judged: readonly Judged[]): Accidents {
  const within = judged.filter(({ one }) => isWithinLimits(one));
  return {
    missing: within.filter(({ exchange }) => isMissing(exchange.answer)).length,
    serverErrors: within.filter(
      ({ one, reading }) => one.expectation.kind === 'success' && reading !== undefined && isServerError(reading),
    ).length,
  };
}
