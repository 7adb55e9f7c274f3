import type { Contract } from '../clauses/contract.ts';
import type { Json } from '../clauses/json.ts';
import { placeNamed } from '../clauses/named.ts';
import { successesOf } from '../clauses/operation.ts';
import { namesIn, placesOf } from '../clauses/schema.ts';
import { channelOf } from './build.ts';
import type { Case, Channel } from './case.ts';

/** Where a case is asked: on the thread of a channel, or on none, which is called `none`. */
export type CaseChannel = Channel;

/** The names that the document lists for the channel of an answer; `undefined` where no answer names its channel. */
export function channelNamesIn({ document, operation }: Contract): readonly Json[] | undefined {
  const named = successesOf(operation).flatMap(({ media }) =>
    media === undefined ? [] : (placeNamed(placesOf(document, media.schema), 'channel') ?? []),
  );
  if (named.length === 0) return undefined;
  return [...new Set(named.flatMap(({ schema }) => (Array.isArray(schema.enum) ? schema.enum : [])))];
}

/** Every channel, in the order in which the document lists them; those that its sentences name where it lists none. */
export function channelsOf(contract: Contract): readonly Channel[] {
  const listed = namesIn([...(channelNamesIn(contract) ?? [])]);
  return listed.length > 0 ? listed : ['email', 'slack', 'live_chat', 'teams'];
}

/**
 * The channel of the thread that a case is asked on. An id of no thread has none, and of a foreign thread nobody says it: a
 * profile may name several, and an answer must not even show that they exist.
 */
export function channelOfCase({ state, request: { thread } }: Pick<Case, 'state' | 'request'>): CaseChannel {
  const isOwn = thread.kind === 'of-state' || thread.kind === 'percent-encoded';
  return (isOwn ? channelOf(state) : undefined) ?? 'none';
}
