import { isObject, type Json, property } from '../../clauses/json.ts';
import { consumer, provider } from './consumer.ts';

/** The pact as it stands in the project. */
export const pactFile = new URL(`../../pacts/${consumer}-${provider}.json`, import.meta.url);

/** The document that it is about. */
export const documentFile = new URL('../../openapi-v2.json', import.meta.url);

/** How to make it anew. */
export const renewCommand = 'node contracts/engines/pact/write-pact.ts';

/** The part of a pact (V4) that is read here; the rest is Pact's own, and passed on as it is. */
export type PactInteraction = {
  description: string;
  providerStates: { name: string; params: { case: string } }[];
  request: { body: { content: Json } };
};
export type Pact = { interactions: PactInteraction[] };

/** Reads a pact. Throws when it is not one of this project's. */
export function readPact(source: string): Pact {
  const pact: unknown = JSON.parse(source);
  if (!isPact(pact)) throw new TypeError(`not a pact that sendproof wrote; renew it: ${renewCommand}`);
  return pact;
}

/** The same pact, always in the same letters: what differs is a difference. */
export function canonicalPact(source: string): string {
  const pact: Json = JSON.parse(source);
  const interactions = property(pact, 'interactions');
  const name = (interaction: Json) => String(property(interaction, 'description'));
  const sorted = {
    ...(isObject(pact) ? pact : {}),
    interactions: Array.isArray(interactions) ? interactions.toSorted((a, b) => (name(a) < name(b) ? -1 : 1)) : [],
    // Pact writes its own versions beside this one: a newer Pact is not another pact.
    metadata: { pactSpecification: property(property(pact, 'metadata'), 'pactSpecification') ?? null },
  };
  return `${JSON.stringify(inOrder(sorted), null, 2)}\n`;
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]): [string, Json] => [key, inOrder(one)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function isPact(value: unknown): value is Pact {
  const interactions = property(value, 'interactions');
  return Array.isArray(interactions) && interactions.every(isInteraction);
}

function isInteraction(value: Json): boolean {
  const states = property(value, 'providerStates');
  const body = property(property(value, 'request'), 'body');
  return (
    typeof property(value, 'description') === 'string' &&
    Array.isArray(states) &&
    states.every((state) => typeof property(property(state, 'params'), 'case') === 'string') &&
    property(body, 'content') !== undefined
  );
}
