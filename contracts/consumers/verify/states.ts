import { type StateName, stateNames } from '../../cases/state.ts';
import { nearest } from '../../clauses/nearest.ts';
import { type Entry, stateOf, type Target } from '../../target/profile.ts';
import { isStateName } from '../../target/provider-states.ts';

/** Why an interaction is not sent. */
export type Left = { outcome: 'untested' | 'inapplicable'; reason: string; accepted: boolean; elsewhere?: true };

/** What stands for an interaction's provider states: a state of the profile, and a thread and a token of it. */
export type Found = { state: string; entry: Entry; tokenIsSaid: boolean };

/** A state of the profile, and the token where the profile says one. */
type Meaning = { state: StateName; token?: string | undefined };

/**
 * What a target has for the provider states of an interaction. Names of the profile's own states mean these; others what
 * `providerStates` says. Where there is none, the thread in the path says it, if the profile has that.
 */
export function findState(names: readonly string[], thread: string, target: Target): Found | Left {
  if (names.length === 0) return byThread(thread, target);
  const meanings = names.map((name) => meaningOf(name, target));
  const left = meanings.find((one) => 'outcome' in one);
  if (left !== undefined) return left;
  const known = meanings.flatMap((one) => ('state' in one ? [one] : []));
  const [meaning, ...others] = known;
  const tokens = [...new Set(known.flatMap(({ token }) => token ?? []))];
  if (meaning === undefined || others.some(({ state }) => state !== meaning.state) || tokens.length > 1)
    return untested(`its provider states ${quoted(names)} stand for more than one state or token of the profile`);
  return entryOf({ state: meaning.state, token: tokens[0] }, thread, target);
}

export function untested(reason: string, accepted = false): Left {
  return { outcome: 'untested', reason, accepted };
}

function meaningOf(name: string, target: Target): Meaning | Left {
  const said = Object.entries(target.profile.providerStates ?? {}).find(([known]) => known === name)?.[1];
  if (typeof said === 'object' && 'untested' in said) return untested(said.untested, true);
  const { state, token = undefined } = typeof said === 'object' ? said : { state: said ?? name };
  if (isStateName(state)) return { state, token };
  // A sentence is no slip of the pen.
  const hint = /^[\w.-]+$/.test(name) ? `; the nearest is ${JSON.stringify(nearest(name, stateNames))}` : '';
  return untested(
    `the profile does not say what the provider state ${JSON.stringify(name)} is: name one of its states for it in "providerStates"${hint}`,
  );
}

function byThread(thread: string, target: Target): Found | Left {
  const [found] = Object.entries(target.states).flatMap(([state, named]) =>
    named?.kind === 'ready'
      ? named.entries.filter((entry) => entry.thread === thread).map((entry) => ({ state, entry }))
      : [],
  );
  if (found !== undefined) return withToken(found.state, found.entry, undefined, target);
  return untested(
    `the pact names no provider state, and the profile no thread ${JSON.stringify(thread)}: give the interaction a provider state`,
  );
}

function entryOf({ state, token }: Meaning, thread: string, target: Target): Found | Left {
  const named = stateOf(target, state);
  if (named.kind === 'untested') return untested(named.why, named.accepted);
  const [first] = named.kind === 'ready' ? named.entries : [];
  if (named.kind === 'inapplicable' || first === undefined)
    return {
      outcome: 'inapplicable',
      reason: `${state} does not apply to the target, by its profile`,
      accepted: false,
    };
  const entry = named.entries.find((one) => one.thread === thread) ?? first;
  return withToken(state, entry, token, target);
}

function withToken(state: string, entry: Entry, said: string | undefined, target: Target): Found | Left {
  const token = said ?? entry.token;
  const given = target.profile.tokens[token];
  if (given !== undefined && 'untested' in given) return untested(given.untested, true);
  if (token !== 'unknown' && !target.tokens.has(token)) return untested(`the profile names no token "${token}"`);
  return { state, entry: { ...entry, token }, tokenIsSaid: said !== undefined };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
