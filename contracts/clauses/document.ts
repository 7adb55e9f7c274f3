import { createHash } from 'node:crypto';
import { ContractError } from './contract-error.ts';
import { isObject, type Json, type JsonObject, property, text, valueAt } from './json.ts';
import { readYaml } from './yaml.ts';

/** The contract as it was read: values by pointer, and the line on which each stands. */
export type ContractDocument = {
  root: JsonObject;
  title: string;
  version: string;
  sha256: string;
  /** Line (from 1) of what `pointer` points at; of the nearest thing around it when it points at nothing. */
  lineOf(pointer: string): number;
  /** Follows `$ref`s. Throws `ContractError` when one leads out of the document, nowhere or round in circles. */
  resolve(pointer: string): { pointer: string; value: Json };
};

/** Reads an OpenAPI 3.0 document, JSON or YAML. Throws `ContractError`. */
export function readDocument(source: string): ContractDocument {
  const { root, lineOf } = readYaml(source);
  if (!isObject(root) || !text(property(root, 'openapi'))?.startsWith('3.0.'))
    throw new ContractError('not an OpenAPI 3.0 document: it has no "openapi": "3.0.x"');
  const resolve = (pointer: string, seen: readonly string[] = []): { pointer: string; value: Json } => {
    const value = valueAt(root, pointer);
    if (value === undefined) throw new ContractError(`nothing stands at ${pointer}`);
    const ref = text(property(value, '$ref'));
    if (ref === undefined) return { pointer, value };
    if (!ref.startsWith('#/')) throw new ContractError(`${pointer} refers out of the document: ${ref}`);
    if (seen.includes(ref)) throw new ContractError(`${pointer} refers to itself by way of ${ref}`);
    const target = attempt(`${pointer} refers to ${ref}`, () => decodeURIComponent(ref.slice(1)));
    return resolve(target, [...seen, ref]);
  };
  return {
    root,
    title: text(property(property(root, 'info'), 'title')) ?? 'untitled',
    version: text(property(property(root, 'info'), 'version')) ?? 'unknown',
    sha256: createHash('sha256').update(source).digest('hex'),
    lineOf,
    resolve: (pointer) => resolve(pointer),
  };
}

/** What `make` makes, or a `ContractError` that says where it went wrong. */
function attempt<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new ContractError(`${where}: ${error instanceof Error ? error.message : error}`);
  }
}
