import type { JsonObject } from '../../../contracts/clauses/json.ts';
import type { Adaptation } from '../adapted.ts';

/** A changed document, a server that follows it, and what that changes. */
export type Version = {
  name: string;
  text: string;
  /** A server that follows it. */
  follower: Adaptation;
  /** Clauses that come and go; those that stay under their name and say something else. */
  added: string[];
  gone: string[];
  changed: string[];
  /** Some of its cases, and some that it no longer has. */
  cases: string[];
  without: string[];
  /** What the reference, or this variant of it, breaks under it: it follows the document that sendproof comes with. */
  other?: string;
  broken: string[];
};

export const none = { added: [], gone: [], changed: [], cases: [], without: [], broken: [] };

export function withoutProperty(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
