import { below, isObject, property } from '../clauses/json.ts';

type Problem = { pointer: string; message: string };

/** What is wrong with the tokens of a profile of any shape: those that it has, and those that its states name. */
export function tokenProblems(profile: unknown, env: Readonly<Record<string, string | undefined>>): Problem[] {
  const tokens = property(profile, 'tokens');
  return [
    ...fullTokenProblems(tokens),
    ...namedTokenProblems(property(profile, 'states'), tokens),
    ...variableProblems(tokens, env),
  ];
}

function fullTokenProblems(tokens: unknown): Problem[] {
  return isObject(tokens) && !Object.hasOwn(tokens, 'full') ? [{ pointer: '/tokens/full', message: 'is missing' }] : [];
}

function namedTokenProblems(states: unknown, tokens: unknown): Problem[] {
  return Object.keys(isObject(states) ? states : {}).flatMap((name) => {
    const state = property(states, name);
    return [state].flat().flatMap((entry, index) => {
      const token = property(entry, 'token');
      if (typeof token !== 'string' || token === 'unknown' || !isObject(tokens) || Object.hasOwn(tokens, token))
        return [];
      return [
        {
          pointer: below('/states', name, ...(Array.isArray(state) ? [index] : []), 'token'),
          message: `names the token ${JSON.stringify(token)}, which is not in /tokens`,
        },
      ];
    });
  });
}

function variableProblems(tokens: unknown, env: Readonly<Record<string, string | undefined>>): Problem[] {
  return Object.entries(isObject(tokens) ? tokens : {}).flatMap(([name, token]) => {
    const variable = property(token, 'env');
    if (typeof variable !== 'string' || variable === '') return [];
    const value = env[variable];
    const pointer = below('/tokens', name, 'env');
    if (!value) return [{ pointer, message: `names the variable ${variable}, which is not set` }];
    return /^[\x21-\x7e]+$/.test(value)
      ? []
      : [{ pointer, message: `names the variable ${variable}, whose value cannot stand in a header` }];
  });
}
