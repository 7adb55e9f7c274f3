import { isObject, type Json } from '../../clauses/json.ts';
import { extraName } from './samples.ts';
import type { View } from './view.ts';

/** Two views of the same place: `from` should take the values that are looked for, and `to` refuse them. */
export type Pair = { from: View; to: View };

/** The step that stands for any element of a list. */
export const element = '[]';

/** The step that stands for any property that is not named: a map's values, say. */
export const anyProperty = '*';

/** How much of a message a value is: the smaller of two witnesses is the better one. */
export function sizeOf(value: Json | undefined): number {
  if (value === undefined) return 0;
  const plain = JSON.stringify(value).length;
  return isObject(value) && Object.hasOwn(value, extraName) ? plain - extraName.length : plain;
}
