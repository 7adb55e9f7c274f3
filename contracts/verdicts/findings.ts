import type { Case } from '../cases/case.ts';
import type { Level } from '../clauses/clause.ts';
import { field } from '../target/exchange.ts';
import { named, type Reading, shown } from './answer.ts';
import type { Circumstances } from './circumstances.ts';
import {
  isClientsFault,
  isMissing,
  isPutOff,
  isSentAway,
  isServerError,
  isSuccess,
  isWithinLimits,
  type Judged,
  mayBeOutside,
  type Silence,
  usesAttachmentUrl,
} from './kinds.ts';
import type { Shape } from './shape.ts';
import type { Outcome } from './verdict.ts';

/** What one exchange shows about one clause, before it is said which case and engine it was. */
export type Finding = { clause: string; level: Level; outcome: Outcome; reason: string };

/** What one answer shows about the clauses that its case reaches. */
export function withAnswer(
  { exchange, one }: Judged,
  reading: Reading,
  shape: Shape,
  circumstances: Circumstances,
): Finding[] {
  // "Later" decides nothing about the case; it is an error response all the same.
  if (isPutOff(reading))
    return [
      ...decided(one, 'cantTell', `the target answered ${named(reading)}`),
      ...shapeFindings(reading, false, shape),
    ];
  if (isSentAway(reading)) return decided(one, 'cantTell', 'the target redirects to another origin: is baseUrl right?');
  const went = isSuccess(one, reading, shape);
  const decision =
    one.expectation.kind === 'success'
      ? demandSuccess(one, reading, went, circumstances)
      : demandRefusal(one, reading, went, shape, circumstances);
  if (mayBeOutside(one.request)) return decision;
  return [
    ...decision,
    ...shapeFindings(reading, went, shape),
    ...(went && one.expectation.kind === 'success'
      ? meaningOfSuccess(one, exchange.thread, reading, shape, circumstances)
      : []),
    ...(!went && isClientsFault(one) ? standardsOfRefusal(one, reading) : []),
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
  shape: Shape,
  { failedControl, channelIdSent }: Circumstances,
): Finding[] {
  if (one.expectation.kind !== 'refusal') return [];
  if (went && one.fault?.kind === 'channel-id' && channelIdSent)
    return decided(
      one,
      'cantTell',
      `answered ${reading.status}; the target may have stored the channel_id that was sent before`,
    );
  if (went) return decided(one, 'failed', `must be refused, but the target answered ${named(reading)}`);
  const { exactly } = one.expectation;
  const isRight =
    exactly === undefined ||
    (reading.status === exactly.status && shape.named(reading, exactly.field ?? 'code') === exactly.code);
  if (!isRight) {
    const wanted = `${exactly.status} with ${exactly.field ?? 'code'} ${JSON.stringify(exactly.code)}`;
    return decided(one, 'failed', `must be ${wanted}, but is ${named(reading)}`);
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
  const must = (clause: string, holds: boolean, reason: string): Finding =>
    // In OpenAPI 3.0 a format is an annotation.
    finding(clause, clause.endsWith('.format') ? 'should' : 'must', holds, reason);
  // One mistake, one clause: a success with another status is not also a misshapen error.
  if (went && !shape.isSuccess(reading.status))
    return [must(`response.${shape.success}`, false, `success is answered with ${reading.status}`)];
  const response = shape.responseTo(reading.status);
  if (response === undefined) return [];
  return [
    must(`response.${response}`, true, `answered ${reading.status}`),
    ...shape.judge(reading, response).map(({ clause, holds, reason }) => must(clause, holds, reason)),
  ];
}

function meaningOfSuccess(
  one: Case,
  thread: string,
  reading: Reading,
  shape: Shape,
  circumstances: Circumstances,
): Finding[] {
  if (one.expectation.kind !== 'success') return [];
  const { channel: expected, level } = one.expectation;
  const channel = shape.named(reading, 'channel');
  const echo = shape.named(reading, 'thread_id');
  const channelRight = channel === expected;
  const channelReason = `the answer's channel is ${shown(channel)} on a thread of ${expected}`;
  // What has no effect on this channel had one, if without it the channel was right, and with it never: once may be chance.
  const effect =
    level === 'info' && circumstances.controlChannelRight && circumstances.channelAlwaysWrong
      ? one.clauses.filter((id) => id.startsWith('says.'))
      : [];
  const { channels } = circumstances;
  const meant = channels !== undefined && (channels.length === 0 || channels.includes(channel ?? null));
  const channelClauses = meant ? ['says.channel', ...effect] : [];
  return [
    ...channelClauses.map((clause) => finding(clause, 'must', channelRight, channelReason)),
    ...(typeof echo === 'string'
      ? [
          finding(
            'means.thread_id.echo',
            'must',
            echo === thread,
            `sent on ${shown(thread)}, the answer says ${shown(echo)}`,
          ),
        ]
      : []),
  ];
}

function standardsOfRefusal(one: Case, reading: Reading): Finding[] {
  const should = (clause: string, holds: boolean, reason: string): Finding => finding(clause, 'should', holds, reason);
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

/** What it shows that no answer came. */
export function withoutAnswer(one: Case, answer: Silence, shape: Shape, { missing }: Circumstances): Finding[] {
  const { reason } = answer;
  const undecided = decided(one, 'cantTell', reason);
  if (!isMissing(answer)) return undecided;
  const isRefusal = one.expectation.kind === 'refusal';
  const clause = `response.${(isRefusal ? shape.refusal : undefined) ?? shape.success}`;
  const again = missing > 1;
  return [
    ...undecided,
    {
      clause,
      // Past limits that the document does not give, no answer is no more than bad manners.
      level: isWithinLimits(one) ? 'must' : 'should',
      outcome: again ? 'failed' : 'cantTell',
      reason: again ? `${reason}; ${missing} requests got none` : `${reason}; once, and not again`,
    },
  ];
}

function decided({ clauses, expectation }: Case, outcome: Outcome, reason: string): Finding[] {
  return clauses.map((clause) => ({ clause, level: expectation.level, outcome, reason }));
}

function finding(clause: string, level: Level, holds: boolean, reason: string): Finding {
  return { clause, level, outcome: holds ? 'passed' : 'failed', reason };
}
