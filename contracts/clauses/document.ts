import { createHash } from 'node:crypto';
import { LineCounter, parseDocument } from 'yaml';
import { isObject, type Json, type JsonObject, property, steps, text, valueAt } from './json.ts';

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

/** The document is not one that sendproof can work with. */
export class ContractError extends Error {
  override name = 'ContractError';
}

/** Reads an OpenAPI 3.0 document, JSON or YAML. Throws `ContractError`. */
export function readDocument(source: string): ContractDocument {
  const lines = new LineCounter();
  const parsed = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const [problem] = parsed.errors;
  if (problem) throw new ContractError(`not a JSON or YAML document: ${problem.message}`);
  const root: unknown = parsed.toJS({ maxAliasCount: 100 });
  if (!isObject(root) || !text(property(root, 'openapi'))?.startsWith('3.0.'))
    throw new ContractError('not an OpenAPI 3.0 document: it has no "openapi": "3.0.x"');

  const offsetOf = (path: string[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = parsed.getIn(path.slice(0, length), true);
      if (isObject(node) && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
    }
    return 0;
  };
  const resolve = (pointer: string, seen: readonly string[] = []): { pointer: string; value: Json } => {
    const value = valueAt(root, pointer);
    if (value === undefined) throw new ContractError(`nothing stands at ${pointer}`);
    const ref = text(property(value, '$ref'));
    if (ref === undefined) return { pointer, value };
    if (!ref.startsWith('#/')) throw new ContractError(`${pointer} refers out of the document: ${ref}`);
    if (seen.includes(ref)) throw new ContractError(`${pointer} refers to itself by way of ${ref}`);
    return resolve(decodeURIComponent(ref.slice(1)), [...seen, ref]);
  };
  return {
    root,
    title: text(property(property(root, 'info'), 'title')) ?? 'untitled',
    version: text(property(property(root, 'info'), 'version')) ?? 'unknown',
    sha256: createHash('sha256').update(source).digest('hex'),
    lineOf: (pointer) => lines.linePos(offsetOf(steps(pointer))).line,
    resolve: (pointer) => resolve(pointer),
  };
}
