import { type StateName, stateNames, statePattern } from '../cases/state.ts';
import { below, isObject, property, text } from '../clauses/json.ts';
import { nearest } from '../clauses/nearest.ts';

/** What is wrong with what a profile of any shape says of the provider states of pacts. */
export function providerStateProblems(
  providerStates: unknown,
  tokens: unknown,
): { pointer: string; message: string }[] {
  return Object.entries(isObject(providerStates) ? providerStates : {}).flatMap(([name, value]) => {
    const pointer = below('/providerStates', name);
    const state = text(value) ?? text(property(value, 'state'));
    const token = text(property(value, 'token'));
    return [
      ...(state === undefined || isStateName(state)
        ? []
        : [
            {
              pointer,
              message: `names the state ${JSON.stringify(state)}, which there is not; the nearest is ${JSON.stringify(nearest(state, stateNames))}`,
            },
          ]),
      ...(token === undefined || token === 'unknown' || !isObject(tokens) || Object.hasOwn(tokens, token)
        ? []
        : [{ pointer, message: `names the token ${JSON.stringify(token)}, which is not in /tokens` }]),
    ];
  });
}

/** Whether a profile may have a state of this name. */
export function isStateName(name: string): name is StateName {
  return stateNames.some((known) => known === name) || statePattern.test(name);
}
