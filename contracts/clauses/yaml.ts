import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { ContractError } from './contract-error.ts';
import { steps } from './json.ts';

/** A document of YAML, of which JSON is a part, and the line (from 1) of what a pointer points at, or of the nearest thing around it. */
export type Read = { root: unknown; lineOf: (pointer: string) => number };

/** Reads JSON or YAML. Throws `ContractError`. */
export function readYaml(source: string): Read {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const [problem] = document.errors;
  if (problem) throw new ContractError(`not a JSON or YAML document: ${problem.message}`);
  const offsetOf = (path: readonly string[]): number => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const step of path) {
      const inside = isAlias(node) ? node.resolve(document) : node;
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
  const lineOf = (pointer: string): number => lines.linePos(offsetOf(steps(pointer))).line;
  try {
    return { root: document.toJS({ maxAliasCount: 100 }), lineOf };
  } catch (error) {
    throw new ContractError(`not a JSON or YAML document: ${error instanceof Error ? error.message : error}`);
  }
}
