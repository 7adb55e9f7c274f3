import fc from 'fast-check';
import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import type { RunEvent } from '../record/events.ts';
import { sampleCases } from './sample-cases.ts';
import { sampleLoad } from './sample-load.ts';
import { sampleEvidence, sampleFooter, sampleHeader, samplePlan } from './sample-record.ts';

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

/** Any event but the header. */
export const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  { weight: 6, arbitrary: anyVerdict.map((verdict): RunEvent => ({ type: 'verdict', verdict })) },
  fc.constant<RunEvent>({ ...samplePlan, cases: few }),
  fc.constantFrom(...few).map((c): RunEvent => ({ type: 'evidence', evidence: sampleEvidence(c, 'probe') })),
  fc.record({ valid: fc.boolean(), stall: fc.boolean() }).map((o): RunEvent => ({ type: 'load', load: sampleLoad(o) })),
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
