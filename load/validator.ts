import { Ajv } from 'ajv';
import standaloneModule from 'ajv/dist/standalone/index.js';
import formatsModule from 'ajv-formats';

// Both packages are CommonJS: what their types call the default export is a property of the default import.
const standalone = standaloneModule.default;
const addFormats = formatsModule.default;

const OPERATION = ['paths', '/threads/{thread_id}/messages', 'post'];

export type ValidatorSource = { kind: 'source'; code: string } | { kind: 'failed'; why: string };

/**
 * JavaScript (an ES module) that validates the answers of success of an OpenAPI 3.0 document, as data. Compiled here and not
 * in k6: there every VU would compile it again. `failed` when one of them has no JSON schema, or ajv can't compile it.
 */
export function validatorSource(contract: unknown): ValidatorSource {
  const responses = at(contract, [...OPERATION, 'responses']);
  const successes = Object.keys(isRecord(responses) ? responses : {}).filter((status) => status.startsWith('2'));
  const schemas = successes.flatMap((status) => {
    const pointer = schemaPointer(contract, status);
    return pointer === null ? [] : [{ status, pointer }];
  });
  if (schemas.length === 0 || schemas.length < successes.length) {
    const which = successes.find((status) => schemas.every((schema) => schema.status !== status)) ?? '2xx';
    return { kind: 'failed', why: `the contract has no JSON schema for status ${which} of POST ${OPERATION[1]}` };
  }
  try {
    const ajv = new Ajv({ strict: false, code: { source: true, esm: true, optimize: 2 } });
    addFormats(ajv);
    // The whole document, so that references into its components resolve.
    ajv.addSchema(isRecord(contract) ? contract : {}, 'contract', false, false);
    for (const { status, pointer } of schemas) ajv.addSchema({ $ref: `contract#${pointer}` }, nameOf(status));
    const code = standalone(ajv, Object.fromEntries(schemas.map(({ status }) => [nameOf(status), nameOf(status)])));
    const values = schemas.map(({ pointer }) => at(contract, pointer.slice(1).split('/').map(fromPointer)));
    // A range first: a status of its own counts more.
    const ranges = schemas.toSorted((a, b) => Number(/x/i.test(b.status)) - Number(/x/i.test(a.status)));
    const validators = ranges.flatMap(({ status }) => statusesOf(status).map((one) => `${one}: ${nameOf(status)}`));
    const named = (name: string) => values.every((schema) => isRecord(at(schema, ['properties', name])));
    const lines = [
      `export const answers = { validators: { ${validators.join(', ')} }, thread: ${named('thread_id')}, channel: ${named('channel')} };`,
      `export const idIsFree = ${values.every(idIsFree)};`,
    ];
    return { kind: 'source', code: `${code}\n${lines.join('\n')}\n` };
  } catch (error) {
    return { kind: 'failed', why: `the contract's schema could not be compiled: ${String(error)}` };
  }
}

/** What the validator of a response is called. */
function nameOf(status: string): string {
  return `answer${status}`;
}

/** The statuses of a response, which may be a range of them. */
function statusesOf(response: string): number[] {
  return /^2xx$/i.test(response) ? Array.from({ length: 100 }, (_, index) => 200 + index) : [Number(response)];
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

function schemaPointer(contract: unknown, status: string): string | null {
  let place = [...OPERATION, 'responses', status];
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
