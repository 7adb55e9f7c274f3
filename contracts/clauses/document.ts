import { createHash } from 'node:crypto';
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
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
  const root = attempt('not a JSON or YAML document', () => parsed.toJS({ maxAliasCount: 100 }));
  if (!isObject(root) || !text(property(root, 'openapi'))?.startsWith('3.0.'))
    throw new ContractError('not an OpenAPI 3.0 document: it has no "openapi": "3.0.x"');

  const offsetOf = (path: string[]): number => {
    let node: unknown = parsed.contents;
    let offset = 0;
    for (const step of path) {
      const inside = isAlias(node) ? node.resolve(parsed) : node;
      // In YAML a value may start lines below its key, and a key may be a number.
      const pair = isMap(inside)
        ? inside.items.find(({ key }) => String(isScalar(key) ? key.value : key) === step)
        : undefined;
      node = isSeq(inside) ? inside.items[Number(step)] : pair?.value;
      const stands = pair ? pair.key : node;
      if (!isNode(stands)) break;
      offset = stands.range?.[0] ?? offset;
    }
    return offset;
  };
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
    lineOf: (pointer) => lines.linePos(offsetOf(steps(pointer))).line,
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
