import type { Case } from '../cases/case.ts';
import { fill, placeholders } from '../cases/sample.ts';
import type { Json } from '../clauses/json.ts';
import type { HeaderList, Message } from './exchange.ts';
import { type Entry, type State, stateOf, type Target, unknownToken } from './profile.ts';
import { changed, tokenPlaceholder } from './token.ts';

/** Used when the profile names no attachment URL; a target that fetches will refuse it, and may. */
export const defaultAttachmentUrl = 'https://example.com/sendproof-test.pdf';

/** Why a case is not sent to this target. */
export type NotSent = { kind: 'inapplicable' } | { kind: 'untested'; why: string; accepted: boolean };

/** What an engine sends for a case: one message for each entry of its state, or why there is none. A drawn body is empty yet. */
export type Resolved = { kind: 'ready'; messages: { message: Message; thread: string }[] } | NotSent;

/** Puts a case and a profile together. Tokens stay placeholders: only the gate knows them. */
export function resolve(one: Case, target: Target): Resolved {
  const state = stateOf(target, one.state);
  if (state.kind !== 'ready') return state;
  const missing =
    missingToken(one, state.entries, target) ??
    unchangeableToken(one, state.entries, target) ??
    unshortenableThread(one, state.entries, target) ??
    missingChannelId(one, state, target);
  if (missing !== undefined) return missing;
  return {
    kind: 'ready',
    messages: state.entries.map((entry) => ({ message: messageFor(one, entry, target), thread: entry.thread })),
  };
}

function messageFor(one: Case, entry: Entry, target: Target): Message {
  const { authorization, contentType, body } = one.request;
  const headers: HeaderList = [];
  if (authorization.kind === 'raw') headers.push(['authorization', authorization.value]);
  if (authorization.kind === 'token') {
    const token = tokenName(authorization.token, entry);
    const value = token === 'unknown' ? unknownToken : tokenPlaceholder(token, authorization.change);
    headers.push(['authorization', `${authorization.scheme} ${value}`.trimStart()]);
  }
  if (contentType !== null) headers.push(['content-type', contentType]);
  return { path: `/threads/${threadInPath(one, entry)}/messages`, headers, body: bytesFor(body, entry, target) };
}

/** A JSON body as it is sent on one entry of the case's state: with the profile's values in it. */
export function bodyBytes(value: Json, { state }: Case, entry: number, target: Target): Buffer {
  const named = stateOf(target, state);
  const one = named.kind === 'ready' ? named.entries[entry] : undefined;
  if (one === undefined) throw new RangeError(`the profile has no entry ${entry} for ${state}`);
  return bytesFor({ kind: 'json', value }, one, target);
}

function bytesFor(body: Case['request']['body'], entry: Entry, target: Target): Buffer {
  switch (body.kind) {
    case 'none':
    case 'drawn':
      return Buffer.alloc(0);
    case 'bytes':
      return Buffer.from(body.base64, 'base64');
    case 'text':
      return Buffer.from(fillText(body.text, valuesFor(entry, target)));
    case 'json':
      return Buffer.from(JSON.stringify(fill(body.value, valuesFor(entry, target))));
  }
}

/** Text that is sent as it is has its placeholders inside of JSON strings. */
function fillText(text: string, values: Record<string, string>): string {
  return Object.entries(values).reduce(
    (rest, [placeholder, value]) => rest.replaceAll(`"${placeholder}"`, () => JSON.stringify(value)),
    text,
  );
}

/** What the profile gives for each placeholder in a body. */
function valuesFor(entry: Entry, target: Target): Record<string, string> {
  return {
    [placeholders.channelId]: channelIdFor(entry, target) ?? '',
    [placeholders.attachmentUrl]: target.attachmentUrl ?? defaultAttachmentUrl,
  };
}

function threadInPath(one: Case, entry: Entry): string {
  const { thread } = one.request;
  if (thread.kind === 'text') return encodeURIComponent(thread.text);
  if (thread.kind === 'of-state') return encodeURIComponent(entry.thread);
  if (thread.kind === 'longer') return encodeURIComponent(thread.before + entry.thread + thread.behind);
  if (thread.kind === 'shorter') return encodeURIComponent(entry.thread.slice(0, -1));
  const [first = '', ...rest] = entry.thread;
  const hex = [...Buffer.from(first)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  const once = hex + encodeURIComponent(rest.join(''));
  return thread.kind === 'percent-encoded' ? once : once.replaceAll('%', '%25');
}

function tokenName(token: string, entry: Entry): string {
  return token === 'state' ? entry.token : token;
}

function missingToken(one: Case, entries: Entry[], target: Target): NotSent | undefined {
  const { authorization } = one.request;
  if (authorization.kind !== 'token') return undefined;
  const name = entries
    .map((entry) => tokenName(authorization.token, entry))
    .find((token) => token !== 'unknown' && !target.tokens.has(token));
  if (name === undefined) return undefined;
  const given = target.profile.tokens[name];
  return given !== undefined && 'untested' in given
    ? { kind: 'untested', why: given.untested, accepted: true }
    : { kind: 'untested', why: `the profile names no token ${JSON.stringify(name)}`, accepted: false };
}

/** A token that is the same after its change, or then that of somebody else, proves nothing. */
function unchangeableToken(
  { request: { authorization } }: Case,
  entries: Entry[],
  target: Target,
): NotSent | undefined {
  if (authorization.kind !== 'token' || authorization.change === undefined) return undefined;
  const { token, change } = authorization;
  const real = [...target.tokens.values()].map(({ value }) => value);
  const changes = entries.map((entry) => changed(target.tokens.get(tokenName(token, entry))?.value ?? '', change));
  return changes.some((one) => one === '' || real.includes(one)) ? { kind: 'inapplicable' } : undefined;
}

/** What is left of a short id, or of one that ends in a number, may well be the id of another thread. */
function unshortenableThread({ request: { thread } }: Case, entries: Entry[], target: Target): NotSent | undefined {
  if (thread.kind !== 'shorter') return undefined;
  const known = Object.values(target.states).flatMap((state) =>
    state?.kind === 'ready' ? state.entries.map((entry) => entry.thread) : [],
  );
  const isRisky = (id: string) => id.length < 6 || /(^|\D)\d{1,9}$/.test(id) || known.includes(id.slice(0, -1));
  return entries.some((entry) => isRisky(entry.thread)) ? { kind: 'inapplicable' } : undefined;
}

function missingChannelId(one: Case, state: State, target: Target): NotSent | undefined {
  if (state.kind !== 'ready' || !JSON.stringify(one.request.body).includes(placeholders.channelId)) return undefined;
  return state.entries.every((entry) => channelIdFor(entry, target) !== undefined)
    ? undefined
    : { kind: 'untested', why: `the profile names no channelId for ${one.state}`, accepted: false };
}

/** A state's own channel id, else that of the Slack thread: any will do where only its presence counts. */
function channelIdFor(entry: Entry, target: Target): string | undefined {
  if (entry.channelId !== undefined) return entry.channelId;
  const slack = target.states['slack-thread'];
  return slack.kind === 'ready' ? slack.entries.find(({ channelId }) => channelId !== undefined)?.channelId : undefined;
}
