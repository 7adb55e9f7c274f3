import { ContractError } from '../clauses/contract-error.ts';
import { isObject, type Json, type JsonObject, property, text, valueAt } from '../clauses/json.ts';
import { readYaml } from '../clauses/yaml.ts';
import { linesIn } from './json-lines.ts';

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

type Parsed = { root: unknown; linesOf: Description['linesOf'] };

/** JSON is read as JSON: a YAML parser needs a hundred times as long, which counts for a document of 20 MB. */
function parsed(source: string): Parsed {
  const isJson = source.trimStart().startsWith('{');
  try {
    if (isJson) return { root: JSON.parse(source), linesOf: (pointers) => linesIn(source, pointers) };
  } catch {
    // A flow mapping of YAML, or broken: the other parser says where.
  }
  const { root, lineOf } = readYaml(source);
  return { root, linesOf: (pointers) => new Map(pointers.map((pointer) => [pointer, lineOf(pointer)])) };
}
