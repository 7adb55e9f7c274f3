import type { Case } from '../cases/case.ts';
import { placeholders } from '../cases/sample.ts';
import type { Level } from '../clauses/clause.ts';
import type { Contract } from '../clauses/contract.ts';
import { type Json, property } from '../clauses/json.ts';
import { type Exchange, field, type NoAnswer } from '../target/exchange.ts';
import { named, type Reading, read, shown } from './answer.ts';
import { type Shape, shapeOf } from './shape.ts';
import type { Outcome, Verdict } from './verdict.ts';

/** What one exchange shows about one clause, before it is said which case and engine it was. */
type Finding = { clause: string; level: Level; outcome: Outcome; reason: string };

/** What a judge must know besides the exchange. */
type Circumstances = {
  /** A case that lacks what is tested here and did not go out either. */
  failedControl: string | undefined;
  /** Whether the controls were answered with the right channel. */
  controlChannelRight: boolean;
  /** Answers that did not come, and 5xx answers to valid requests: once is an accident, twice is a fault. */
  missing: number;
  serverErrors: number;
  /** Whether a channel_id was sent on the same thread before: the target may have stored it there. */
  channelIdSent: boolean;
  /** Whether the profile names an attachment URL that the target can fetch. */
  attachmentKnown: boolean;
  /** Channel names that the document lists: a name of none is a fault of shape, not of meaning. */
  channels: readonly Json[];
};

/** Judges all exchanges of a run. Order does not matter; what one exchange means may depend on another (its control). */
export function judgeAll(contract: Contract, exchanges: readonly Exchange[], attachmentKnown: boolean): Verdict[] {
  const shape = shapeOf(contract);
  const readings = exchanges.map((exchange) => ({
    exchange,
    reading: exchange.answer.kind === 'answer' ? read(exchange.answer) : undefined,
  }));
  const sent = new Set(exchanges.map((exchange) => exchange.case.id));
  const succeeded = new Set<string>();
  const rightChannel = new Set<string>();
  for (const { exchange, reading } of readings) {
    const { id, expectation } = exchange.case;
    if (expectation.kind !== 'success' || reading === undefined || !isSuccess(exchange.case, reading, shape)) continue;
    succeeded.add(id);
    if (property(reading.json, 'channel') === expectation.channel) rightChannel.add(id);
  }
  const failedControl = (controls: readonly string[], among: Set<string>): string | undefined =>
    controls.find((control) => (sent.has(control) ? !among.has(control) : among.size === 0));
  const missing = sum(exchanges.map(({ answer, unanswered }) => (isMissing(answer) ? unanswered : 0)));
  const serverErrors = readings.filter(
    ({ exchange, reading }) => exchange.case.expectation.kind === 'success' && reading && isServerError(reading),
  ).length;
  const repeated = repeatedIds(readings);
  const channelIdsSince = new Map<string, number>();
  for (const { case: one, thread, sentAt } of exchanges)
    if (sendsChannelId(one)) channelIdsSince.set(thread, Math.min(sentAt, channelIdsSince.get(thread) ?? sentAt));
  const listed = contract.clauses.find(({ id }) => id === 'response.200.body.channel.enum')?.source;
  const channels = listed?.kind === 'keyword' && Array.isArray(listed.value) ? listed.value : [];
  return readings.flatMap(({ exchange, reading }) => {
    const circumstances = {
      failedControl: failedControl(exchange.case.controls, succeeded),
      controlChannelRight: failedControl(exchange.case.controls, rightChannel) === undefined,
      missing,
      serverErrors,
      channelIdSent: (channelIdsSince.get(exchange.thread) ?? Number.POSITIVE_INFINITY) < exchange.sentAt,
      attachmentKnown,
      channels,
    };
    const findings =
      exchange.answer.kind === 'none' || reading === undefined
        ? withoutAnswer(exchange.case, exchange.answer, circumstances)
        : [...withAnswer(exchange, reading, shape, circumstances), ...(repeated.get(exchange.id) ?? [])];
    return worstByClause(findings).map((finding) => ({
      case: exchange.case.id,
      engine: exchange.engine,
      exchange: exchange.id,
      ...finding,
    }));
  });
}

/** A message went out. A 2xx that is not the documented success and not an error response either is taken for one. */
export function isSuccess({ request }: Case, reading: Reading, shape: Shape): boolean {
  // Without a thread id the path is not the operation's: only an answer that is the operation's own counts.
  if (isOutsideOfPath(request)) return reading.status === 200 && shape.fits(reading, '200');
  if (reading.status === 200) return true;
  return reading.status > 200 && reading.status < 300 && !shape.fits(reading, 'default');
}

function withAnswer(exchange: Exchange, reading: Reading, shape: Shape, circumstances: Circumstances): Finding[] {
  const one = exchange.case;
  if (isPutOff(reading)) return decided(one, 'cantTell', `the target answered ${named(reading)} to the end`);
  if (isSentAway(reading)) return decided(one, 'cantTell', 'the target redirects to another origin: is baseUrl right?');
  const went = isSuccess(one, reading, shape);
  const decision =
    one.expectation.kind === 'success'
      ? demandSuccess(one, reading, went, circumstances)
      : demandRefusal(one, reading, went, circumstances);
  if (isOutsideOfPath(one.request)) return decision;
  return [
    ...decision,
    ...shapeFindings(reading, went, shape),
    ...(went && one.expectation.kind === 'success' ? meaningOfSuccess(exchange, reading, circumstances) : []),
    ...(!went && one.expectation.kind === 'refusal' ? standardsOfRefusal(one, reading) : []),
  ];
}

function demandSuccess(one: Case, reading: Reading, went: boolean, circumstances: Circumstances): Finding[] {
  if (went) return decided(one, 'passed', `answered ${reading.status}`);
  const reason = `a message must go out, but the target answered ${named(reading)}`;
  if (circumstances.failedControl !== undefined)
    return decided(one, 'cantTell', `${reason}; so it did to ${circumstances.failedControl}`);
  if (usesAttachmentUrl(one) && !circumstances.attachmentKnown)
    return decided(one, 'cantTell', `${reason}; the profile names no attachmentUrl that this target can fetch`);
  if (isServerError(reading) && circumstances.serverErrors < 2)
    return decided(one, 'cantTell', `${reason}; it came once and not again`);
  return decided(one, 'failed', reason);
}

function demandRefusal(
  one: Case,
  reading: Reading,
  went: boolean,
  { failedControl, channelIdSent }: Circumstances,
): Finding[] {
  if (one.expectation.kind !== 'refusal') return [];
  if (went && one.fault?.kind === 'channel-id' && channelIdSent)
    return decided(one, 'cantTell', 'answered 200; the target may have stored the channel_id that was sent before');
  if (went) return decided(one, 'failed', `must be refused, but the target answered ${named(reading)}`);
  const { exactly } = one.expectation;
  if (exactly !== undefined) {
    const right = reading.status === exactly.status && property(reading.json, 'code') === exactly.code;
    const wanted = `${exactly.status} with code ${JSON.stringify(exactly.code)}`;
    return decided(
      one,
      right ? 'passed' : 'failed',
      right ? `answered ${wanted}` : `must be ${wanted}, but is ${named(reading)}`,
    );
  }
  if (failedControl !== undefined)
    return decided(
      one,
      'cantTell',
      `answered ${named(reading)}, but ${failedControl}, which lacks the fault, did not go out either`,
    );
  return decided(one, 'passed', `answered ${named(reading)}`);
}

function shapeFindings(reading: Reading, went: boolean, shape: Shape): Finding[] {
  const must = (clause: string, holds: boolean, reason: string): Finding => ({
    clause,
    level: 'must',
    outcome: holds ? 'passed' : 'failed',
    reason,
  });
  // One mistake, one clause: a success with another status is not also a misshapen error.
  if (went && reading.status !== 200)
    return [must('response.200', false, `success is answered with ${reading.status}`)];
  const response = went ? '200' : 'default';
  return [
    must(`response.${response}`, true, `answered ${reading.status}`),
    ...shape.judge(reading, response).map(({ clause, holds, reason }) => must(clause, holds, reason)),
  ];
}

function meaningOfSuccess({ case: one, thread }: Exchange, { json }: Reading, circumstances: Circumstances): Finding[] {
  if (one.expectation.kind !== 'success') return [];
  const { channel: expected, level } = one.expectation;
  const channel = property(json, 'channel');
  const echo = property(json, 'thread_id');
  const finding = (clause: string, holds: boolean, reason: string): Finding => ({
    clause,
    level: 'must',
    outcome: holds ? 'passed' : 'failed',
    reason,
  });
  const channelRight = channel === expected;
  const channelReason = `the answer's channel is ${shown(channel)} on a thread of ${expected}`;
  // What has no effect on this channel had one, if without it the channel was right.
  const effect = level === 'info' && circumstances.controlChannelRight ? one.clauses : [];
  const meant = circumstances.channels.length === 0 || circumstances.channels.includes(channel ?? null);
  const channelClauses = meant ? ['says.channel', ...effect] : [];
  return [
    ...channelClauses.map((clause) => finding(clause, channelRight, channelReason)),
    ...(typeof echo === 'string'
      ? [finding('means.thread_id.echo', echo === thread, `sent on ${shown(thread)}, the answer says ${shown(echo)}`)]
      : []),
  ];
}

function standardsOfRefusal(one: Case, reading: Reading): Finding[] {
  const should = (clause: string, holds: boolean, reason: string): Finding => ({
    clause,
    level: 'should',
    outcome: holds ? 'passed' : 'failed',
    reason,
  });
  const { status } = reading;
  const authenticate = field(reading.answer.headers, 'www-authenticate');
  return [
    should('rfc.client-error-4xx', status >= 400 && status < 500, `a fault of the client, answered ${status}`),
    ...(one.fault?.kind === 'authorization'
      ? [should('rfc.missing-token-401', status === 401, `no valid token, answered ${status}`)]
      : []),
    ...(one.fault?.kind === 'authorization' && status === 401
      ? [
          should(
            'rfc.www-authenticate',
            authenticate !== undefined,
            authenticate === undefined ? '401 without WWW-Authenticate' : 'there',
          ),
        ]
      : []),
  ];
}

function withoutAnswer(one: Case, answer: Exchange['answer'], { missing }: Circumstances): Finding[] {
  const reason = answer.kind === 'none' ? answer.reason : '';
  const undecided = decided(one, 'cantTell', reason);
  if (answer.kind !== 'none' || !isMissing(answer)) return undecided;
  const clause = one.expectation.kind === 'success' ? 'response.200' : 'response.default';
  const again = missing > 1;
  return [
    ...undecided,
    {
      clause,
      level: 'must',
      outcome: again ? 'failed' : 'cantTell',
      reason: again ? `${reason}; ${missing} requests of this run got none` : `${reason}; it came once and not again`,
    },
  ];
}

/** Message ids that came before in the run, by the exchange in which they came again. */
function repeatedIds(readings: { exchange: Exchange; reading: Reading | undefined }[]): Map<string, Finding[]> {
  const first = new Map<string, string>();
  const findings = new Map<string, Finding[]>();
  for (const { exchange, reading } of readings) {
    const id = reading?.status === 200 ? property(reading.json, 'id') : undefined;
    if (typeof id !== 'string') continue;
    const before = first.get(id);
    if (before === undefined) first.set(id, exchange.id);
    const reason = before === undefined ? 'a new id' : `the id ${shown(id)} came before, in exchange ${before}`;
    findings.set(exchange.id, [
      { clause: 'means.id.unique', level: 'should', outcome: before === undefined ? 'passed' : 'failed', reason },
    ]);
  }
  return findings;
}

function decided({ clauses, expectation }: Case, outcome: Outcome, reason: string): Finding[] {
  return clauses.map((clause) => ({ clause, level: expectation.level, outcome, reason }));
}

const severity: Outcome[] = ['inapplicable', 'untested', 'passed', 'cantTell', 'failed'];

function worstByClause(findings: Finding[]): Finding[] {
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const before = worst.get(finding.clause);
    if (before === undefined || severity.indexOf(finding.outcome) > severity.indexOf(before.outcome))
      worst.set(finding.clause, finding);
  }
  return [...worst.values()];
}

function isOutsideOfPath({ thread }: Case['request']): boolean {
  return thread.kind === 'text' && thread.text === '';
}

/** "Later", not "no": the gate has waited as long as it may. */
function isPutOff({ status }: Reading): boolean {
  return status === 429 || status === 503;
}

/** Redirects within the origin were followed; to another one the token must not go. */
function isSentAway({ status, answer }: Reading): boolean {
  return (status === 307 || status === 308) && field(answer.headers, 'location') !== undefined;
}

function isServerError({ status }: Reading): boolean {
  return status >= 500 && status !== 503;
}

function isMissing(answer: Exchange['answer']): answer is NoAnswer {
  return answer.kind === 'none' && (answer.cause === 'timeout' || answer.cause === 'broken');
}

function sendsChannelId({ request: { body } }: Case): boolean {
  return body.kind === 'json' && property(body.value, 'channel_id') !== undefined;
}

function usesAttachmentUrl({ request }: Case): boolean {
  return JSON.stringify(request.body).includes(placeholders.attachmentUrl);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
