import type { RunRecord } from '../record/record.ts';
import { standings, type WaiverStanding } from '../record/waivers/standing.ts';
import { whyInconclusive } from '../record/why-inconclusive.ts';
import { type CaseOutcome, type CaseResult, caseResults, tally } from './cases.ts';
import { type ClauseResult, clauseResults } from './clauses.ts';
import { type Gap, gaps } from './gaps.ts';
import { type Headline, headline } from './headline.ts';
import { type Lookup, lookup } from './lookup.ts';
import { lapsedFirst } from './waivers.ts';

/** What every report and the console show of a record, worked out once. */
export interface View {
  record: RunRecord;
  headline: Headline;
  cases: CaseResult[];
  tally: Record<CaseOutcome, number>;
  clauses: ClauseResult[];
  gaps: Gap[];
  /** What each waiver came to; those that fail the run first. */
  waivers: WaiverStanding[];
  /** Sentences; empty when the answer is whole. */
  whyInconclusive: string[];
  find: Lookup;
}

/** The view of a record: pure, and the only thing that a format needs. */
export const view = (record: RunRecord): View => {
  const cases = caseResults(record);
  const waivers = lapsedFirst(standings(record));
  return {
    record,
    headline: headline(record, cases, waivers),
    cases,
    tally: tally(cases),
    clauses: clauseResults(record),
    gaps: gaps(cases),
    waivers,
    whyInconclusive: whyInconclusive(record),
    find: lookup(record),
  };
};
