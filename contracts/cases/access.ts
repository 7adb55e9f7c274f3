import type { Contract } from '../clauses/contract.ts';
import { scopeIn } from '../clauses/sentences.ts';
import { ordinaryBody } from './body.ts';
import { onEmail, refusal, request, success } from './build.ts';
import type { Authorization, Case, TokenChange } from './case.ts';
import { onOtherChannels } from './elsewhere.ts';
import { integrationCases } from './integration.ts';
import { fullBody } from './sample.ts';
import { brokenThreads, strangeThreads } from './threads.ts';

/** Who may send, on which thread, in which workspace. */
export function accessCases(contract: Contract): Case[] {
  const body = ordinaryBody(contract);
  const bearer = (label: string, title: string, authorization: Authorization, level: 'must' | 'should' = 'must') =>
    onEmail({
      id: `security.bearer/${label}`,
      title,
      request: request(body, { authorization }),
      fault: { kind: 'authorization' },
      expectation: refusal(level),
      clauses: ['security.bearer'],
    });
  return [
    bearer('missing', 'no Authorization', { kind: 'none' }),
    bearer('unknown-token', 'a token that nobody was given', { kind: 'token', token: 'unknown', scheme: 'Bearer' }),
    bearer('empty', 'Authorization: Bearer, without a token', { kind: 'raw', value: 'Bearer' }),
    bearer('malformed', 'a token of characters that no token has', { kind: 'raw', value: 'Bearer <<>>' }),
    // Every object of JavaScript has one, of a kind.
    bearer('inherited', 'a token called toString', { kind: 'raw', value: 'Bearer toString' }),
    // base64 of "sendproof:sendproof"
    bearer('basic', 'Basic credentials', { kind: 'raw', value: 'Basic c2VuZHByb29mOnNlbmRwcm9vZg==' }),
    // Seven characters before the token, as in "Bearer ": a target may cut them off without looking.
    bearer('other-scheme', 'the token with another scheme', { kind: 'token', token: 'state', scheme: 'Digest' }),
    bearer('token-scheme', 'the token with the scheme Token', { kind: 'token', token: 'state', scheme: 'Token' }),
    bearer('two-parts', 'a made-up word before the token', {
      kind: 'token',
      token: 'state',
      scheme: 'Bearer sendproof',
    }),
    bearer('basic-token', 'the token as Basic credentials', { kind: 'token', token: 'state', scheme: 'Basic' }),
    bearer('longer-token', 'the token with more behind it', changedToken('longer')),
    bearer('segment-token', 'the token with a dot and more behind it', changedToken('segment')),
    bearer('comma-token', 'the token with a comma and more behind it', changedToken('comma'), 'should'),
    bearer('shorter-token', 'the token without its last character', changedToken('shorter')),
    bearer('other-case-token', 'the token with its letters in the other case', changedToken('other-case')),
    bearer('no-scheme', 'the token without a scheme', { kind: 'token', token: 'state', scheme: '' }, 'should'),
    ...['bearer', 'BEARER'].map((scheme) =>
      onEmail({
        id: `rfc.scheme-case/${scheme === 'bearer' ? 'lower' : 'upper'}`,
        title: `the scheme written ${scheme}`,
        request: request(body, { authorization: { kind: 'token', token: 'state', scheme } }),
        fault: null,
        expectation: success('email-thread', 'should'),
        clauses: ['rfc.scheme-case'],
      }),
    ),
    onEmail({
      id: 'says.scope/without',
      title: `a token without the scope ${scopeOf(contract)}`,
      request: request(body, { authorization: { kind: 'token', token: 'no-scope', scheme: 'Bearer' } }),
      fault: { kind: 'scope' },
      expectation: refusal(),
      clauses: ['says.scope'],
    }),
    onEmail({
      id: 'means.thread_id.exists/unknown',
      title: 'a thread that does not exist',
      state: 'unknown-thread',
      request: request(body),
      fault: { kind: 'thread' },
      expectation: refusal(),
      clauses: ['means.thread_id.exists'],
    }),
    ...strangeThreads(body),
    ...brokenThreads(contract, body),
    onEmail({
      id: 'means.workspace/foreign',
      title: 'a thread of another workspace',
      state: 'foreign-thread',
      request: request(body),
      fault: { kind: 'thread' },
      expectation: refusal(),
      clauses: ['means.workspace'],
    }),
    onEmail({
      id: 'path.thread_id.required/empty',
      title: 'an empty thread id in the path',
      request: request(body, { thread: { kind: 'text', text: '' } }),
      fault: { kind: 'thread' },
      expectation: refusal(),
      clauses: ['path.thread_id.required'],
    }),
    onEmail({
      id: 'path.thread_id.type/percent-encoded',
      title: 'the thread id with one character percent-encoded',
      request: request(body, { thread: { kind: 'percent-encoded' } }),
      fault: null,
      expectation: success('email-thread', 'should'),
      clauses: ['path.thread_id.type'],
    }),
  ];
}

/** The scope that the document asks of a token. */
function scopeOf({ clauses }: Contract): string {
  const source = clauses.find(({ id }) => id === 'says.scope')?.source;
  return (source?.kind === 'sentence' ? scopeIn(source.quote) : undefined) ?? 'to write messages';
}

function changedToken(change: TokenChange): Authorization {
  return { kind: 'token', token: 'state', scheme: 'Bearer', change };
}

/** The same demands with everything in the body that may be there: a target may look at it first, or in another place. */
export function accessCasesWithEverything(contract: Contract): Case[] {
  const ids = [
    'security.bearer/missing',
    'security.bearer/unknown-token',
    'says.scope/without',
    'means.thread_id.exists/unknown',
    'means.workspace/foreign',
  ];
  return accessCases(contract)
    .filter(({ id }) => ids.includes(id))
    .map((one) => ({ ...withEverything(contract, one), controls: ['request.body.type/everything'] }));
}

/** A missing integration with everything in the body: what has no effect on a channel may be refused there, in other words. */
export function integrationCasesWithEverything(contract: Contract): Case[] {
  return integrationCases(contract).map((one) => ({
    ...withEverything(contract, one),
    expectation: one.state === 'email-not-configured' ? one.expectation : refusal(),
  }));
}

function withEverything({ body }: Contract, one: Case): Case {
  return {
    ...one,
    id: `${one.id}-everything`,
    title: `${one.title}, with everything in the body`,
    request: { ...one.request, body: { kind: 'json', value: fullBody(body) } },
  };
}

/** The same demands on the other channels: a target may have a way in for each. */
export function accessCasesElsewhere(contract: Contract): Case[] {
  const ids = [
    'security.bearer/missing',
    'security.bearer/unknown-token',
    'says.scope/without',
    'rfc.scheme-case/lower',
    'path.thread_id.type/percent-encoded',
  ];
  return onOtherChannels(
    contract,
    accessCases(contract).filter(({ id }) => ids.includes(id)),
  );
}
