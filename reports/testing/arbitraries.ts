import fc from 'fast-check';
import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import type { RunEvent } from '../record/events.ts';
import type { Waiver } from '../record/waivers/waiver.ts';
import { sampleCases } from './sample-cases.ts';
import { sampleConsumers } from './sample-consumers.ts';
import { repetitionIn } from './sample-coverage.ts';
import { sampleLoad } from './sample-load.ts';
import { sampleEvents, sampleEvidence, sampleFooter, sampleHeader, samplePlan } from './sample-record.ts';

const few = sampleCases.slice(0, 4);

/** Verdicts about few cases and clauses, so that they meet. */
export const anyVerdict: fc.Arbitrary<Verdict> = fc.record(
  {
    case: fc.constantFrom(...few.map((c) => c.id), 'not planned'),
    clause: fc.constantFrom('channel.origin', 'content.required', 'auth.401'),
    level: fc.constantFrom('must' as const, 'should' as const, 'info' as const),
    engine: fc.constantFrom('probe' as const, 'dredd' as const, 'pact' as const),
    outcome: fc.constantFrom(
      'passed' as const,
      'failed' as const,
      'cantTell' as const,
      'inapplicable' as const,
      'untested' as const,
    ),
    reason: fc.constantFrom('because', 'for another reason'),
    exchange: fc.constantFrom(null, 'send.email.probe'),
    accepted: fc.constant(true as const),
  },
  { requiredKeys: ['case', 'clause', 'level', 'engine', 'outcome', 'reason', 'exchange'] },
);

/** A waiver for what those verdicts are about, or for nothing that there is; on the day of the sample runs it may be over. */
export const anyWaiver: fc.Arbitrary<Waiver> = fc
  .record({
    about: fc.constantFrom(
      { clause: 'channel.origin' },
      { clause: 'auth.401' },
      { clause: 'nothing' },
      { case: 'send.email' },
      { case: 'not planned' },
    ),
    reason: fc.constantFrom('known', 'being mended'),
    expires: fc.constantFrom('2026-11-22', '2026-11-23', '2027-01-31'),
  })
  .map(({ about, ...rest }) => ({ ...about, ...rest, owner: 'Ana' }));

/** Any event but the header. */
export const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  { weight: 6, arbitrary: anyVerdict.map((verdict): RunEvent => ({ type: 'verdict', verdict })) },
  fc.constant<RunEvent>({ ...samplePlan, cases: few }),
  fc.constantFrom(...few).map((c): RunEvent => ({ type: 'evidence', evidence: sampleEvidence(c, 'probe') })),
  fc.constant<RunEvent>(repetitionIn(few, sampleEvents({}, few))),
  fc
    .record({
      valid: fc.boolean(),
      stall: fc.boolean(),
      complete: fc.boolean(),
      objectives: fc.constantFrom('met' as const, 'missed' as const, 'undecided' as const),
    })
    .map((o): RunEvent => ({ type: 'load', load: sampleLoad(o) })),
  fc.constantFrom<RunEvent[]>(...sampleConsumers('shop', 'because', null)),
  fc.constant<RunEvent>({ type: 'notRun', notRun: { what: 'pact', why: 'no binary', hint: 'Install it.' } }),
  fc.constant<RunEvent>({ type: 'fault', fault: { where: 'dredd', message: 'it crashed' } }),
  fc.constant<RunEvent>(sampleFooter),
);

/** A whole stream: a header, then anything. */
export const anyStream: fc.Arbitrary<RunEvent[]> = fc
  .array(anyEvent, { maxLength: 25 })
  .map((events) => [sampleHeader, ...events]);

/** The same with `--strict` or without. */
export const anyStrictness = (events: RunEvent[]): fc.Arbitrary<RunEvent[]> =>
  fc
    .boolean()
    .map((strict) => events.map((e) => (e.type === 'header' ? { ...e, header: { ...e.header, strict } } : e)));
