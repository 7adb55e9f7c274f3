import type { Case } from '../../contracts/cases/case.ts';
import { fold } from '../record/fold.ts';
import type { RunRecord } from '../record/record.ts';
import { sampleCases } from './sample-cases.ts';
import { sampleClauses } from './sample-clauses.ts';
import { sampleLoad } from './sample-load.ts';
import { type Fate, sampleEvents, sampleFooter, sampleHeader } from './sample-record.ts';

/** As large as a real audit: about 700 exchanges and 5,000 verdicts, each seventh case failed when `failing`. */
export const bigRecord = (failing: boolean): RunRecord => {
  const clauses = Array.from({ length: 120 }, (_, i) => sampleClauses.map((c) => ({ ...c, id: `${c.id}.${i}` })))
    .flat()
    .slice(0, 150);
  const cases: Case[] = Array.from({ length: 240 }, (_, i) =>
    sampleCases.slice(i % sampleCases.length, (i % sampleCases.length) + 1).map((c) => ({
      ...c,
      id: `${c.id}.${i}`,
      title: `${c.title} (${i})`,
      clauses: clauses.slice(i % 140, (i % 140) + 7).map((clause) => clause.id),
    })),
  ).flat();
  const fate: Fate = { outcome: 'failed', reason: 'Accepted with status 200, though bcc[0].email has 255 characters.' };
  const fates = Object.fromEntries(cases.filter((_, i) => failing && i % 7 === 0).map((c) => [c.id, fate]));
  return fold([
    sampleHeader,
    { type: 'plan', clauses, cases, unread: [] },
    ...sampleEvents(fates, cases),
    { type: 'load', load: sampleLoad() },
    sampleFooter,
  ]);
};
