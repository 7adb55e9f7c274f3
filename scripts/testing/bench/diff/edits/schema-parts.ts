import type { Json, JsonObject } from '../../../../../contracts/clauses/json.ts';

/** A keyword, what becomes of it, the schema before and after, and schemas that both refer to. */
export type Change = readonly [keyword: string, how: string, before: Json, after: Json, shared?: JsonObject];

/** Changes of schemas: of texts and numbers, which may also be parameters and headers, and of what only a body can be. */
export type Schemas = { anywhere: readonly Change[]; inBodies: readonly Change[] };

export const text = (others: JsonObject = {}): JsonObject => ({ type: 'string', ...others });
export const whole = (others: JsonObject = {}): JsonObject => ({ type: 'integer', ...others });
export const list = (others: JsonObject = {}): JsonObject => ({ type: 'array', items: text(), ...others });
/** An object with two properties. */
export const record = (others: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties: { a: text(), b: whole() },
  ...others,
});
