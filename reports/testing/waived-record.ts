import { fold } from '../record/fold.ts';
import type { RunRecord } from '../record/record.ts';
import type { Waiver } from '../record/waivers/waiver.ts';
import { type Fate, sampleEvents, sampleFooter, sampleHeader, samplePlan } from './sample-record.ts';

/** A waiver that holds on the day of the sample runs, 2026-11-23, unless something else is said. */
export const waiverOf = (about: Partial<Waiver>): Waiver => ({
  reason: 'the gateway cuts long addresses',
  owner: 'team-mail',
  expires: '2027-01-31',
  ...about,
});

const fates: Readonly<Record<string, Fate>> = {
  'bcc.email.255': { outcome: 'failed', reason: 'Accepted with status 200, though bcc[0].email has 255 characters.' },
  'integration.teams': { outcome: 'failed', reason: 'Accepted with status 200; expected 400 with validation_failed.' },
  'send.teams': { outcome: 'untested', reason: 'no Teams sandbox before March', accepted: true },
};

const runWith = (waivers: Waiver[]): RunRecord =>
  fold([
    { ...sampleHeader, header: { ...sampleHeader.header, waivers } },
    samplePlan,
    ...sampleEvents(fates),
    sampleFooter,
  ]);

/** Two failures, both waived: one by its clause, one by its case. A third waiver is for what was not tested. */
export const waivedRecord = (): RunRecord =>
  runWith([
    waiverOf({ clause: 'bcc.email.maxLength' }),
    waiverOf({ case: 'integration.teams', owner: 'team-chat', reason: 'the new Teams app is not out yet' }),
    waiverOf({ case: 'send.teams' }),
  ]);

/** The same failures: both waived, but another waiver has expired and one is for what no longer fails. */
export const lapsedRecord = (): RunRecord =>
  runWith([
    waiverOf({ clause: 'bcc.email.maxLength' }),
    waiverOf({ case: 'integration.teams' }),
    waiverOf({ case: 'bcc.email.255', expires: '2026-11-22' }),
    waiverOf({ clause: 'content.required' }),
  ]);
