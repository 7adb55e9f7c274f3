import { isObject, type Json, type JsonObject } from '../clauses/json.ts';
import { element, type Place } from '../clauses/schema.ts';

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
  /** The probe of the same keyword that lacks the fault, where the value given in its smallest form does not. */
  control?: string;
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

/** Where the change is made. */
export function pathOf(place: Place, { at }: Probe): readonly string[] {
  if (at === 'place') return place.path;
  return at === 'parent' ? place.path.slice(0, -1) : place.path.slice(0, place.path.lastIndexOf(element));
}

/** A property that no contract names. */
export const extraName = 'sendproofExtra';

export function extraProperty(name: string, value: Json): Probe['edit'] {
  return (sample) => ({ ...asObject(sample), [name]: value });
}

/** What makes the probes of a keyword; handed to those that need it for schemas inside. */
export type ProbesOf = (
  places: readonly Place[],
  place: Place,
  keyword: string,
  value: Json,
) => readonly Probe[] | undefined;
