import { createHash } from 'node:crypto';
import { ContractError } from './contract-error.ts';
import { isObject, type Json, type JsonObject, property, text, valueAt } from './json.ts';
import { linesIn } from './json-lines.ts';
import { readYaml } from './yaml.ts';

/** The contract as it was read: values by pointer, and the line on which each stands. */
export type ContractDocument = {
  root: JsonObject;
  title: string;
  version: string;
  sha256: string;
  /** Lines (from 1) of what some pointers point at; of the nearest thing around it when one points at nothing. */
  linesOf(pointers: readonly string[]): Map<string, number>;
  /** Follows `$ref`s. Throws `ContractError` when one leads out of the document, nowhere or round in circles. */
  resolve(pointer: string): { pointer: string; value: Json };
};

/** Reads an OpenAPI 3.0 document, JSON or YAML. Throws `ContractError`. */
export function readDocument(source: string): ContractDocument {
  const { root, linesOf } = parsed(source);
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
    linesOf,
    resolve: (pointer) => resolve(pointer),
  };
}

/** In characters: past this a parser of YAML takes seconds and gigabytes, and JSON is read as JSON. */
const large = 4_000_000;

function parsed(source: string): { root: unknown; linesOf: ContractDocument['linesOf'] } {
  if (source.length > large) {
    const root = attempt(
      `a document of ${Math.round(source.length / 1e6)} million characters must be JSON`,
      (): unknown => JSON.parse(source),
    );
    return { root, linesOf: (pointers) => linesIn(source, pointers) };
  }
  const { root, lineOf } = readYaml(source);
  return { root, linesOf: (pointers) => new Map(pointers.map((pointer) => [pointer, lineOf(pointer)])) };
}

/** What `make` makes, or a `ContractError` that says where it went wrong. */
function attempt<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new ContractError(`${where}: ${error instanceof Error ? error.message : error}`);
  }
}
