import { Ajv } from 'ajv';
import standaloneModule from 'ajv/dist/standalone/index.js';
import formatsModule from 'ajv-formats';

// Both packages are CommonJS: what their types call the default export is a property of the default import.
const standalone = standaloneModule.default;
const addFormats = formatsModule.default;

const OPERATION = ['paths', '/threads/{thread_id}/messages', 'post'];

export type ValidatorSource = { kind: 'source'; code: string } | { kind: 'failed'; why: string };

/**
 * JavaScript (an ES module with a default export) that validates the 200 answer of an OpenAPI 3.0 document, as data.
 * Compiled here and not in k6: there every VU would compile it again. `failed` when the document has no such answer
 * or ajv can't compile its schema.
 */
export function validatorSource(contract: unknown): ValidatorSource {
  const pointer = schemaPointer(contract);
  if (pointer === null) {
    return { kind: 'failed', why: `the contract has no JSON schema for status 200 of POST ${OPERATION[1]}` };
  }
  try {
    const ajv = new Ajv({ strict: false, code: { source: true, esm: true, optimize: 2 } });
    addFormats(ajv);
    // The whole document, so that references into its components resolve.
    ajv.addSchema(isRecord(contract) ? contract : {}, 'contract', false, false);
    const code = standalone(ajv, ajv.compile({ $ref: `contract#${pointer}` }));
    const isFree = idIsFree(at(contract, pointer.slice(1).split('/').map(fromPointer)));
    return { kind: 'source', code: `${code}export const idIsFree = ${isFree};\n` };
  } catch (error) {
    return { kind: 'failed', why: `the contract's schema could not be compiled: ${String(error)}` };
  }
}

/** Keywords that say nothing of what an id may be. */
const OBJECT_WORDS = ['type', 'required', 'properties', 'additionalProperties', 'title', 'description', 'example'];
const TEXT_WORDS = ['type', 'title', 'description', 'example'];

/** Whether a schema takes every text for an id: then two answers that differ in nothing else are equally right. */
function idIsFree(schema: unknown): boolean {
  const id = at(schema, ['properties', 'id']);
  if (!isRecord(schema) || !isRecord(id)) return false;
  const isPlain = Object.keys(schema).every((word) => OBJECT_WORDS.includes(word));
  return isPlain && id.type === 'string' && Object.keys(id).every((word) => TEXT_WORDS.includes(word));
}

function schemaPointer(contract: unknown): string | null {
  let place = [...OPERATION, 'responses', '200'];
  const reference = at(contract, [...place, '$ref']);
  if (typeof reference === 'string') place = reference.replace(/^#\//, '').split('/').map(fromPointer);
  place = [...place, 'content', 'application/json', 'schema'];
  return isRecord(at(contract, place)) ? place.map((key) => `/${toPointer(key)}`).join('') : null;
}

function at(document: unknown, place: string[]): unknown {
  return place.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), document);
}

function toPointer(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function fromPointer(key: string): string {
  return decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
