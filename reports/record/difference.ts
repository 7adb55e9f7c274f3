import { isDeepStrictEqual } from 'node:util';
import { below, isObject } from '../../contracts/clauses/json.ts';

/**
 * The JSON pointer of the first place in which two JSON values differ; `undefined` when they are equal. The order of an
 * object's properties does not matter.
 */
export const difference = (one: unknown, other: unknown, at = ''): string | undefined => {
  if (isDeepStrictEqual(one, other)) return undefined;
  const steps = stepsInto(one, other);
  for (const step of steps) {
    const found = difference(own(one, step), own(other, step), below(at, step));
    if (found !== undefined) return found;
  }
  return at;
};

/** A value as it comes back from a file. */
export const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Where to look further; nothing when the two differ as a whole. */
const stepsInto = (one: unknown, other: unknown): (string | number)[] => {
  if (Array.isArray(one) && Array.isArray(other)) return [...Array(Math.max(one.length, other.length)).keys()];
  if (isObject(one) && isObject(other)) return [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return [];
};

const own = (value: unknown, step: string | number): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, step)?.value : undefined;
