import type { Case } from '../cases/case.ts';
import { fill, placeholders } from '../cases/sample.ts';
import type { HeaderList, Message } from './exchange.ts';
import { type Entry, type State, type Target, unknownToken } from './profile.ts';

/** Used when the profile names no attachment URL; a target that fetches will refuse it, and may. */
export const defaultAttachmentUrl = 'https://example.com/sendproof-test.pdf';

/** Why a case is not sent to this target. */
export type NotSent = { kind: 'inapplicable' } | { kind: 'untested'; why: string; accepted: boolean };

/** What an engine sends for a case: one message for each entry of its state, or why there is none. */
export type Resolved = { kind: 'ready'; messages: { message: Message; thread: string }[] } | NotSent;

/** Puts a case and a profile together. Tokens stay placeholders: only the gate knows them. */
export function resolve(one: Case, target: Target): Resolved {
  const state = target.states[one.state];
  if (state.kind !== 'ready') return state;
  const missing = missingToken(one, state.entries, target) ?? missingChannelId(one, state, target);
  if (missing !== undefined) return missing;
  return {
    kind: 'ready',
    messages: state.entries.map((entry) => ({ message: messageFor(one, entry, target), thread: entry.thread })),
  };
}

/** The text that stands for a token until the gate puts the token in its place. */
export function tokenPlaceholder(name: string): string {
  return `{{token:${name}}}`;
}

function messageFor(one: Case, entry: Entry, target: Target): Message {
  const { authorization, contentType, body } = one.request;
  const headers: HeaderList = [];
  if (authorization.kind === 'raw') headers.push(['authorization', authorization.value]);
  if (authorization.kind === 'token') {
    const token = tokenName(authorization.token, entry);
    const value = token === 'unknown' ? unknownToken : tokenPlaceholder(token);
    headers.push(['authorization', `${authorization.scheme} ${value}${authorization.suffix ?? ''}`.trimStart()]);
  }
  if (contentType !== null) headers.push(['content-type', contentType]);
  return { path: `/threads/${threadInPath(one, entry)}/messages`, headers, body: bodyBytes(body, entry, target) };
}

function bodyBytes(body: Case['request']['body'], entry: Entry, target: Target): Buffer {
  switch (body.kind) {
    case 'none':
      return Buffer.alloc(0);
    case 'text':
      return Buffer.from(body.text);
    case 'json':
      return Buffer.from(JSON.stringify(fill(body.value, valuesFor(entry, target))));
  }
}

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
  const [first = '', ...rest] = entry.thread;
  const hex = [...Buffer.from(first)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  return hex + encodeURIComponent(rest.join(''));
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
