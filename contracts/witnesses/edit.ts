import { isObject, type Json } from '../clauses/json.ts';

/** A value in which `edit` has changed what stands at the end of the steps; a property that is not there is made. */
export function changedAt(value: Json, path: readonly string[], edit: (value: Json | undefined) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return edit(value);
  const inner = (one: Json | undefined): Json => (rest.length === 0 ? edit(one) : changedAt(one ?? {}, rest, edit));
  if (Array.isArray(value))
    return Number(step) < value.length ? value.with(Number(step), inner(value[Number(step)])) : value;
  return isObject(value) ? { ...value, [step]: inner(Object.hasOwn(value, step) ? value[step] : undefined) } : value;
}

/** What stands at the end of each way into a value, with the name of the property that it is of. */
export function leavesOf(value: Json, path: readonly string[] = [], name = ''): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => leavesOf(one, [...path, String(index)], name));
  if (isObject(value)) return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...path, key], key));
  return [{ path, name, leaf: value }];
}

export type Leaf = { path: readonly string[]; name: string; leaf: Json };
