import { isObject, type Json, property, text } from '../clauses/json.ts';
import { isHttp } from './interactions.ts';

/** What one consumer relies on, as it was written down by Pact (specification 1 to 4). */
export type ConsumerPact = {
  consumer: string;
  provider: string;
  /** Where it was read: a file as the user wrote it, or a URL of the broker. */
  source: string;
  pact: Json;
};

/** Why there are no pacts: `misuse` is the user's to mend, `noAnswer` may be somebody else's fault. */
export type PactProblem = { kind: 'misuse' | 'noAnswer'; message: string; hint: string };

/** Pacts, or why there are none. */
export type PactsRead = { pacts: ConsumerPact[] } | { problem: PactProblem };

/** Reads the texts of pacts. All that are not pacts are found at once. */
export function readPacts(files: readonly { source: string; text: string }[]): PactsRead {
  const read = files.map(({ source, text: content }) => ({ source, one: readPact(source, content) }));
  const wrong = read.flatMap(({ source, one }) => (typeof one === 'string' ? [`${source} is not a pact: ${one}`] : []));
  if (wrong.length === 0) return { pacts: read.flatMap(({ one }) => (typeof one === 'string' ? [] : [one])) };
  const hint = 'Give the JSON files that a Pact library wrote, or a folder with nothing else in it.';
  return { problem: { kind: 'misuse', message: wrong.join('\n  '), hint } };
}

function readPact(source: string, content: string): ConsumerPact | string {
  try {
    return pactOf(source, JSON.parse(content));
  } catch (error) {
    return `it is not JSON (${error instanceof Error ? error.message : error})`;
  }
}

/** A pact of a value that was read from JSON, or what it lacks. */
export function pactOf(source: string, value: Json): ConsumerPact | string {
  const [consumer, provider] = ['consumer', 'provider'].map((party) => text(property(property(value, party), 'name')));
  if (!consumer || !provider) return 'it does not name a consumer and a provider';
  // A message pact of specification 3 has "messages" in place of "interactions".
  const lists = [property(value, 'interactions'), property(value, 'messages')].filter((one) => one !== undefined);
  if (lists.length === 0) return 'it has no "interactions"';
  for (const list of lists)
    if (!Array.isArray(list) || !list.every(isObject)) return '"interactions" is not a list of objects';
  const http = property(value, 'interactions') ?? [];
  const at = Array.isArray(http) ? http.findIndex((one) => isHttp(one) && !isWhole(one)) : -1;
  if (at >= 0) return `interactions[${at}] lacks the method or path of its request, or the status of its response`;
  return { consumer, provider, source, pact: value };
}

function isWhole(interaction: Json): boolean {
  const [request, response] = [property(interaction, 'request'), property(interaction, 'response')];
  const [method, path] = [property(request, 'method'), property(request, 'path')];
  return typeof method === 'string' && typeof path === 'string' && typeof property(response, 'status') === 'number';
}
