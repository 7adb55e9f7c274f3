import { ordinary } from '../../cases/build.ts';
import type { Case, Channel, Fault } from '../../cases/case.ts';
import { placeholders } from '../../cases/sample.ts';
import type { StateName } from '../../cases/state.ts';
import { isObject, type Json, type JsonObject } from '../../clauses/json.ts';

export const consumer = 'sendproof-consumer';
export const provider = 'productlane-api';

/** What a consumer relies on in one case, as data: the pact is written from it, and so are the consumer's tests. */
export type Interaction = {
  description: string;
  state: StateName;
  params: { case: string };
  /** Whether the consumer shows a token. Which one is the provider state's business. */
  authorized: boolean;
  /** As in the case: with placeholders where the provider state fills something in. */
  body: JsonObject;
  expected: Expected;
};

export type Expected =
  | { kind: 'sent'; channel: Channel }
  /** Exactly this status and code, or any 4xx with any code; then they are examples. `field` is where the code stands. */
  | { kind: 'refused'; exactly: boolean; status: number; code: string; field: string };

/** Stand in the pact for what the provider state fills in. Nothing here is a secret, or looks like one. */
export const examples = {
  thread: 'thr_1',
  token: 'example',
  id: 'msg_1',
  message: 'why it was refused',
  [placeholders.channelId]: 'C024BE91L',
  [placeholders.attachmentUrl]: 'https://files.example.com/test.pdf',
} as const;

/**
 * The interaction of a case, if a consumer relies on what happens in it: that a message goes out on the channel it
 * belongs to, with everything that may be in it; and that it is told of what it did wrong or may not do.
 */
export function interactionOf(one: Case): Interaction | undefined {
  const { thread, authorization, contentType, body } = one.request;
  if (one.times !== undefined || one.after !== undefined) return undefined;
  // Pact sends well-formed JSON objects on a thread's own path; the rest is for engines that write raw requests.
  const isPlain = thread.kind === 'of-state' && contentType === 'application/json';
  if (!isPlain || body.kind !== 'json' || !isObject(body.value)) return undefined;
  const reliesOn = one.fault === null ? isSentByConsumers(one) : isHandledByConsumers(one.fault, one);
  // A consumer cannot rely on what the document leaves open.
  if (one.expectation.level !== 'must' || !reliesOn) return undefined;
  return {
    description: `${one.id}: ${one.title}`,
    state: one.state,
    params: { case: one.id },
    authorized: authorization.kind !== 'none',
    body: body.value,
    expected: expectedOf(one),
  };
}

const channelClauses = ['says.channel', 'says.slack-channel-id', 'says.html'];

function isSentByConsumers({ id, clauses }: Case): boolean {
  return id === ordinary || id.endsWith('/every-property') || clauses.some((clause) => channelClauses.includes(clause));
}

/**
 * Faults that a consumer's data can lead to at run time: something missing, too short, too long, too small, or one too
 * many. Wrong types are what its generated types are for.
 */
const keywordsOfData = ['required', 'minLength', 'maxLength', 'minimum', 'additionalProperties'];

function isHandledByConsumers(fault: Fault, { request: { authorization }, state }: Case): boolean {
  switch (fault.kind) {
    case 'keyword':
      // Once is enough: that other channels check the body as well is for engines that send every case.
      return state === 'email-thread' && keywordsOfData.includes(fault.keyword);
    case 'authorization':
      // What this consumer's own client can send: no header, or a bearer token.
      return authorization.kind === 'none' || (authorization.kind === 'token' && authorization.scheme === 'Bearer');
    case 'scope':
    case 'thread':
    case 'integration':
    case 'channel-id':
      return true;
    default:
      return false;
  }
}

function expectedOf({ expectation, fault }: Case): Expected {
  if (expectation.kind === 'success') return { kind: 'sent', channel: expectation.channel };
  const field = 'code';
  if (expectation.exactly) return { kind: 'refused', exactly: true, field, ...expectation.exactly };
  return { kind: 'refused', exactly: false, field, ...(refusals[fault?.kind ?? ''] ?? invalid) };
}

const invalid = { status: 400, code: 'invalid' };

/** What a provider may well answer. The document leaves status and code open, so these are examples. */
const refusals: Record<string, { status: number; code: string }> = {
  authorization: { status: 401, code: 'unauthorized' },
  scope: { status: 403, code: 'forbidden' },
  thread: { status: 404, code: 'not_found' },
};

/** Puts something in place of each placeholder of a body. */
export function fill<T>(value: Json, replace: (placeholder: Placeholder) => T): Filled<T> {
  if (isPlaceholder(value)) return replace(value);
  if (Array.isArray(value)) return value.map((one) => fill(one, replace));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, replace)]));
  return value;
}

export type Placeholder = (typeof placeholders)[keyof typeof placeholders];
export type Filled<T> = T | null | boolean | number | string | Filled<T>[] | { [key: string]: Filled<T> };

/** What a provider state calls the value that belongs in a placeholder. */
export function nameOf(placeholder: Placeholder): string {
  return placeholder.slice(2, -2);
}

export function isPlaceholder(value: Json): value is Placeholder {
  return value === placeholders.channelId || value === placeholders.attachmentUrl;
}
