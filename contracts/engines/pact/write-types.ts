import { readFile, writeFile } from 'node:fs/promises';
import openapiTypes, { astToString } from 'openapi-typescript';

const documentFile = new URL('../../openapi-v2.json', import.meta.url);

/** Where the client's types stand. */
export const typesFile = new URL('./generated/api.d.ts', import.meta.url);

/** The client's types as they must stand in the project: made from the contract, never by hand. */
export async function typesText(): Promise<string> {
  const types = astToString(await openapiTypes(JSON.parse(await readFile(documentFile, 'utf8'))));
  return `// Made from contracts/openapi-v2.json: node contracts/engines/pact/write-types.ts\n\n${types}`;
}

if (import.meta.main) await writeFile(typesFile, await typesText());
