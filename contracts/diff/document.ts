import { ContractError } from '../clauses/contract-error.ts';
import { isObject, type Json, type JsonObject, property, text, valueAt } from '../clauses/json.ts';
import { linesIn } from '../clauses/json-lines.ts';
import { readYaml } from '../clauses/yaml.ts';

/** An OpenAPI document as it was read: any version that can be compared, any number of operations. */
export type Description = {
  root: JsonObject;
  version: '3.0' | '3.1';
  /** Follows `$ref`s. Throws `ContractError` when one leads out of the document, nowhere or round in circles. */
  resolve(pointer: string): { pointer: string; value: Json };
  /** Lines (from 1) of what some pointers point at; of the nearest thing around it when one points at nothing. */
  linesOf(pointers: readonly string[]): Map<string, number>;
};

/** Reads an OpenAPI 3.0 or 3.1 document, JSON or YAML. Throws `ContractError`. */
export function readDescription(source: string): Description {
  const { root, linesOf } = parsed(source);
  const version = /^(3\.[01])\.\d/.exec(text(property(root, 'openapi')) ?? '')?.[1];
  if (!isObject(root) || (version !== '3.0' && version !== '3.1'))
    throw new ContractError('not an OpenAPI 3.0 or 3.1 document: it has no "openapi": "3.0.x" or "3.1.x"');
  if (nestsDeeper(root, deepest)) throw new ContractError(`it nests deeper than ${deepest} levels, or holds itself`);
  if (!isObject(root.paths ?? {})) throw new ContractError('/paths is not an object');
  const resolve = (pointer: string, seen: readonly string[] = []): { pointer: string; value: Json } => {
    const value = valueAt(root, pointer);
    if (value === undefined) throw new ContractError(`nothing stands at ${pointer}`);
    const ref = text(property(value, '$ref'));
    if (ref === undefined) return { pointer, value };
    if (seen.includes(ref)) throw new ContractError(`${pointer} refers to itself by way of ${ref}`);
    return resolve(targetOf(pointer, ref), [...seen, ref]);
  };
  return { root, version, linesOf, resolve: (pointer) => resolve(pointer) };
}

/** Where a `$ref` leads within the document. Throws `ContractError` when it leads out of it. */
export function targetOf(pointer: string, ref: string): string {
  if (ref !== '#' && !ref.startsWith('#/')) throw new ContractError(`${pointer} refers out of the document: ${ref}`);
  try {
    return decodeURIComponent(ref.slice(1));
  } catch {
    throw new ContractError(`${pointer} refers to ${ref}, which is not a URL`);
  }
}

/** No document of a person does that. What walks through one may overflow its stack otherwise. */
const deepest = 500;

function nestsDeeper(root: JsonObject, limit: number): boolean {
  const open: { value: Json; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (depth > limit) return true;
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
  return false;
}

/** A YAML parser needs fifty times as much memory, in characters. */
const longestYaml = 32 * 1024 * 1024;

type Parsed = { root: unknown; linesOf: Description['linesOf'] };

/** JSON is read as JSON: a YAML parser needs a hundred times as long, which counts for a document of 20 MB. */
function parsed(source: string): Parsed {
  const isJson = source.trimStart().startsWith('{');
  try {
    if (isJson) return { root: JSON.parse(source), linesOf: (pointers) => linesIn(source, pointers) };
  } catch {
    // A flow mapping of YAML, or broken: the other parser says where.
  }
  if (source.length > longestYaml)
    throw new ContractError('it is not JSON, and too long to be read as YAML (32 MB at most): convert it to JSON');
  const { root, lineOf } = readYaml(source);
  return { root, linesOf: (pointers) => new Map(pointers.map((pointer) => [pointer, lineOf(pointer)])) };
}
