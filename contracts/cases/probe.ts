import { isObject, type Json, type JsonObject } from '../clauses/json.ts';

/** One change to a valid value that one keyword decides about. */
export type Probe = {
  label: string;
  title: string;
  /** Whether the keyword allows the changed value. */
  valid: boolean;
  /**
   * What is changed: the value at the place itself, the object or list that holds it, or the nearest list around it, of
   * which one element is broken.
   */
  at: 'place' | 'parent' | { element: number };
  edit: (sample: Json) => Json;
};

export const set = (value: Json) => () => value;
export const good = (label: string, title: string, edit: Probe['edit']): Probe => ({
  label,
  title,
  valid: true,
  at: 'place',
  edit,
});
export const bad = (label: string, title: string, edit: Probe['edit']): Probe => ({
  label,
  title,
  valid: false,
  at: 'place',
  edit,
});

export function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

export function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
