import { property, text, valueAt } from '../clauses/json.ts';
import type { Description } from './document.ts';

/** Something in both documents. */
export type Both<T> = { old: T; new: T };

/** Pairs of what has the same key; `undefined` on the side that has none. */
export function matched<T>({ old, new: now }: Both<readonly T[]>, keyOf: (one: T) => string): Both<T | undefined>[] {
  const [before, after] = [new Map(old.map((one) => [keyOf(one), one])), new Map(now.map((one) => [keyOf(one), one]))];
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => ({
    old: before.get(key),
    new: after.get(key),
  }));
}

export function mapBoth<T, U>({ old, new: now }: Both<T>, make: (one: T) => U): Both<U> {
  return { old: make(old), new: make(now) };
}

/** A text of a place in both documents: a description, say. */
export function textsAt(documents: Both<Description>, pointer: Both<string | null>, key: string): Both<string | null> {
  const read = (description: Description, at: string | null) =>
    at === null ? null : (text(property(valueAt(description.root, at), key)) ?? null);
  return { old: read(documents.old, pointer.old), new: read(documents.new, pointer.new) };
}
