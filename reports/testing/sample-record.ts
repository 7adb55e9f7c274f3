import type { Case } from '../../contracts/cases/case.ts';
import type { Engine } from '../../contracts/cases/engine.ts';
import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import type { Evidence } from '../record/cap.ts';
import type { RunEvent } from '../record/events.ts';
import { fold } from '../record/fold.ts';
import type { RunRecord } from '../record/record.ts';
import { sampleCases } from './sample-cases.ts';
import { sampleClauses } from './sample-clauses.ts';
import { repetitionIn, sampleCells } from './sample-coverage.ts';
import { sampleLoad } from './sample-load.ts';

export const sampleHeader: Extract<RunEvent, { type: 'header' }> = {
  type: 'header',
  header: {
    schemaVersion: '1.0',
    tool: { name: 'sendproof', version: '0.1.0', node: '24.21.0' },
    command: 'audit',
    contract: {
      title: 'Productlane API',
      version: '2.0.0',
      sha256: '5f6c0f7d0b7f4f2f9d7d0f4f7bb2f5d8d1d7a3e1c9b1a8e7d6c5b4a392817060',
    },
    profile: { name: 'acme-staging', baseUrl: 'https://staging.acme.example/api/v2' },
    target: { name: 'acme-staging', baseUrl: 'https://staging.acme.example/api/v2' },
    startedAt: '2026-11-23T21:30:32.000Z',
    seed: 42,
    strict: false,
  },
};
export const samplePlan: Extract<RunEvent, { type: 'plan' }> = {
  type: 'plan',
  clauses: sampleClauses,
  cases: sampleCases,
  unread: [],
};
export const sampleFooter: RunEvent = { type: 'footer', finishedAt: '2026-11-23T21:31:50.000Z' };

const text = (body: string): { bytes: number; cut: boolean; text: string } => ({
  bytes: body.length,
  cut: false,
  text: body,
});

/** What the target answered: as the contract demands, or not. */
const sampleAnswer = (testCase: Case, wrong: boolean): Evidence['answer'] => {
  const refuses = (testCase.expectation.kind === 'refusal') !== wrong;
  const body = refuses
    ? '{"code":"validation_failed","message":"The request does not fit.","issues":[{"message":"content is missing"}]}'
    : '{"id":"msg_17","thread_id":"thr_1","channel":"email"}';
  return {
    kind: 'answer',
    status: refuses ? 400 : 200,
    headers: [
      ['content-type', 'application/json; charset=utf-8'],
      ['date', 'Mon, 23 Nov 2026 21:30:33 GMT'],
    ],
    body: text(body),
  };
};

export const sampleEvidence = (testCase: Case, engine: Engine, wrong = false): Evidence => {
  const { body } = testCase.request;
  const sent = body.kind === 'json' ? JSON.stringify(body.value) : '';
  return {
    id: `${testCase.id}.${engine}`,
    case: testCase.id,
    engine,
    entry: 0,
    thread: 'thr_1',
    sentAt: 120,
    duration: 14.2,
    round: 0,
    attempt: 1,
    request: {
      method: 'POST',
      url: 'https://staging.acme.example/api/v2/threads/thr_1/messages',
      headers: [
        ['host', 'staging.acme.example'],
        ['authorization', 'Bearer ***'],
        ['content-type', 'application/json'],
        ['content-length', String(sent.length)],
      ],
      body: text(sent),
    },
    answer: sampleAnswer(testCase, wrong),
    curl: `curl -sS -X POST 'https://staging.acme.example/api/v2/threads/thr_1/messages' -H "authorization: Bearer $ACME_TOKEN" -H 'content-type: application/json' --data-raw '${sent}'`,
  };
};

/** How a case of the sample goes, when not well. */
export type Fate = Pick<Verdict, 'outcome' | 'reason'> & { accepted?: true };

const verdict = (testCase: Case, engine: Engine, fate: Fate): RunEvent[] =>
  testCase.clauses.map((clause) => ({
    type: 'verdict',
    verdict: {
      case: testCase.id,
      clause,
      level: sampleClauses.find((c) => c.id === clause)?.level ?? 'must',
      engine,
      exchange: fate.outcome === 'untested' || fate.outcome === 'inapplicable' ? null : `${testCase.id}.${engine}`,
      ...fate,
    },
  }));

const passed: Fate = { outcome: 'passed', reason: 'as the contract demands' };

/** All events between plan and footer, for cases that go well but for those named. */
export const sampleEvents = (
  fates: Readonly<Record<string, Fate>> = {},
  cases: readonly Case[] = sampleCases,
): RunEvent[] =>
  cases.flatMap((testCase) => {
    const fate = fates[testCase.id] ?? passed;
    const engines: Engine[] =
      fate.outcome === 'untested' || fate.outcome === 'inapplicable' ? ['probe'] : ['probe', 'dredd', 'pact'];
    return engines.flatMap((engine): RunEvent[] => [
      ...(engines.length > 1
        ? [{ type: 'evidence' as const, evidence: sampleEvidence(testCase, engine, fate.outcome === 'failed') }]
        : []),
      ...verdict(testCase, engine, fate),
    ]);
  });

const coverage: RunEvent = {
  type: 'coverage',
  coverage: {
    clauses: sampleClauses.length,
    planned: sampleClauses.length,
    decided: sampleClauses.length,
    holes: [],
    cells: sampleCells(sampleClauses, sampleCases, { reason: (kind) => `${kind}, by the sample` }),
  },
};

/** Everything went well. */
export const passedRecord = (): RunRecord =>
  fold([
    sampleHeader,
    samplePlan,
    ...sampleEvents(),
    coverage,
    repetitionIn(sampleCases, sampleEvents()),
    { type: 'load', load: sampleLoad() },
    sampleFooter,
  ]);

/** A bit of everything: failures, warnings, gaps with and without leave, a disagreement, a load with findings. */
export const failedRecord = (): RunRecord =>
  fold([
    sampleHeader,
    samplePlan,
    ...sampleEvents({
      'bcc.email.255': {
        outcome: 'failed',
        reason: 'Accepted with status 200, though bcc[0].email has 255 characters.',
      },
      'integration.teams': {
        outcome: 'failed',
        reason: 'Accepted with status 200; expected 400 with code validation_failed.',
      },
      'auth.none': { outcome: 'failed', reason: 'Refused with 403; RFC 6750 says 401.' },
      'cc.on.slack': { outcome: 'failed', reason: 'Refused with 400.' },
      'attachments.length.negative': {
        outcome: 'cantTell',
        reason: 'rate limited to the end: 5 answers 429 within 30 seconds',
      },
      'integration.live_chat': { outcome: 'inapplicable', reason: 'the target has no live chat' },
      'send.slack': { outcome: 'untested', reason: 'the profile names no thread for slack-thread' },
      'send.teams': { outcome: 'untested', reason: 'no Teams sandbox before March', accepted: true },
    }),
    {
      type: 'disagreement',
      disagreement: {
        case: 'bcc.email.255',
        engine: 'dredd',
        opinion: {
          case: 'bcc.email.255',
          engine: 'dredd',
          entry: 0,
          outcome: 'passed',
          words: 'pass: POST (200) /threads/thr_1/messages',
        },
        judged: 'failed',
        explanation: 'Dredd does not look at maxLength of requests.',
      },
    },
    {
      type: 'coverage',
      coverage: {
        clauses: 13,
        planned: 13,
        decided: 12,
        holes: [{ clause: 'attachments.ContentLength.minimum', reason: 'rate limited to the end' }],
        cells: sampleCells(sampleClauses, sampleCases, {
          undecided: ['attachments.ContentLength.minimum'],
          reason: (kind) => (kind === 'undecided' ? 'rate limited to the end' : `${kind}, by the sample`),
        }),
      },
    },
    repetitionIn(sampleCases, sampleEvents(), 'send.email.probe'),
    { type: 'load', load: sampleLoad({ stall: true }) },
    sampleFooter,
  ]);

/** Ctrl-C in the middle: no footer, the load not run, cases without any verdict. */
export const interruptedRecord = (): RunRecord =>
  fold([
    sampleHeader,
    samplePlan,
    ...sampleEvents({}, sampleCases.slice(0, 6)),
    { type: 'notRun', notRun: { what: 'load', why: 'interrupted', hint: 'Run the command again.' } },
  ]);

/** Nothing but the header. */
export const emptyRecord = (): RunRecord => fold([sampleHeader]);
