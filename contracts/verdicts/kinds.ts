import type { Case } from '../cases/case.ts';
import { placeholders } from '../cases/sample.ts';
import type { Recorded } from '../target/evidence.ts';
import { field } from '../target/exchange.ts';
import type { Reading } from './answer.ts';
import type { Shape } from './shape.ts';

/** One exchange with its case, and what was read of its answer, if there is one. */
export type Judged = { exchange: Recorded; one: Case; reading: Reading | undefined };

/** A message went out. A 2xx that is not the documented success and not an error response either is taken for one. */
export function isSuccess({ request }: Case, reading: Reading, shape: Shape): boolean {
  const { status } = reading;
  const isDocumented = shape.isSuccess(status);
  if (mayBeOutside(request)) return isDocumented && shape.fits(reading, shape.responseTo(status) ?? '');
  if (isDocumented) return true;
  return status >= 200 && status < 300 && !shape.fits(reading, 'default');
}

/** Answers that did not come and 5xx answers weigh `must` only within what every implementation must be able to do. */
export function isWithinLimits({ expectation, pastLimits }: Case): boolean {
  return expectation.level !== 'info' && pastLimits !== true;
}

/** What is refused is the client's fault; so is what a target refuses for a limit of its own. */
export function isClientsFault(one: Case): boolean {
  return one.expectation.kind === 'refusal' || !isWithinLimits(one);
}

/**
 * Whether the path may not be the operation's for the target: without a thread id it is not, and an id that has to be
 * escaped may be refused by a router or a proxy before the operation is reached. Then only whether a message went out
 * counts, and only an answer that is the operation's own says so.
 */
export function mayBeOutside({ thread }: Case['request']): boolean {
  if (thread.kind === 'longer') return !plain.test(thread.before + thread.behind);
  return thread.kind === 'percent-encoded-twice' || (thread.kind === 'text' && !plain.test(thread.text));
}

/** What is never escaped in a path (RFC 3986, 2.3). */
const plain = /^[\w.~-]+$/;

/** "Later", not "no": the gate waits as long as it may. */
export function isPutOff({ status }: Pick<Reading, 'status'>): boolean {
  return status === 429 || status === 503;
}

/** Redirects within the origin were followed; to another one the token must not go. */
export function isSentAway({ status, answer }: Reading): boolean {
  return (status === 307 || status === 308) && field(answer.headers, 'location') !== undefined;
}

export function isServerError({ status }: Pick<Reading, 'status'>): boolean {
  return status >= 500 && status !== 503;
}

export type Silence = Extract<Recorded['answer'], { kind: 'none' }>;

export function isMissing(answer: Recorded['answer']): boolean {
  return answer.kind === 'none' && (answer.cause === 'timeout' || answer.cause === 'broken');
}

export function usesAttachmentUrl({ request }: Case): boolean {
  return JSON.stringify(request.body).includes(placeholders.attachmentUrl);
}
