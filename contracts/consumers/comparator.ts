import { createRequire } from 'node:module';
import { isObject, type Json, property } from '../clauses/json.ts';

/** What the comparator says of one interaction held against a document. */
export type Finding = {
  type: 'error' | 'warning' | 'info';
  code: string;
  message: string;
  mockDetails?: { location: string };
  specDetails?: { location: string };
};

/** Holds pacts against one document. Throws what the comparator throws: it cannot read every document, nor every pact. */
export type Comparator = (pact: Json) => Promise<Finding[]>;

/** Its types cannot be resolved by a project of ES modules: this is the part of its API that is used here. */
type ComparatorModule = {
  Comparator: new (documents: { oas: Json }) => { compare(pact: Json): AsyncIterable<Finding> };
};

/** What a document may tell the comparator: below which path it lies. `routesOf` sees to that. */
export const basePath = 'x-opc-config-base-path';

/** Loads `@pactflow/openapi-pact-comparator` for a document. It writes into what it is given, so it gets a copy. */
export function comparatorFor(root: Json): Comparator {
  const library: ComparatorModule = createRequire(import.meta.url)('@pactflow/openapi-pact-comparator');
  const oas = structuredClone(root);
  const info = property(oas, 'info');
  if (isObject(info)) delete info[basePath];
  const comparator = new library.Comparator({ oas });
  return async (pact) => {
    const findings = [];
    for await (const finding of comparator.compare(structuredClone(pact))) findings.push(finding);
    return findings;
  };
}
