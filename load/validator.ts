import { Ajv } from 'ajv';
import standaloneModule from 'ajv/dist/standalone/index.js';
import { type ContractDocument, readDocument } from '../contracts/clauses/document.ts';
import { below, isObject, type JsonObject, property, valueAt } from '../contracts/clauses/json.ts';
import { componentsOf, jsonSchemaOf } from '../contracts/clauses/json-schema.ts';
import { messageIdIn, placeNamed } from '../contracts/clauses/named.ts';
import { objectAt, path, type SchemaPlace } from '../contracts/clauses/operation.ts';
import { type Place, placesOf } from '../contracts/clauses/schema.ts';

// The package is CommonJS: what its types call the default export is a property of the default import.
const standalone = standaloneModule.default;

export type ValidatorSource = { kind: 'source'; code: string } | { kind: 'failed'; why: string };

/**
 * JavaScript (an ES module) that validates the answers of success of an OpenAPI 3.0 document, as data. Compiled here and not
 * in k6: there every VU would compile it again. `failed` when one of them has no JSON schema, or ajv can't compile it.
 */
export function validatorSource(contract: unknown): ValidatorSource {
  try {
    const document = readDocument(JSON.stringify(contract));
    const answers = answersOf(document);
    const without = answers.find(({ schema }) => schema === undefined);
    if (answers.length === 0 || without !== undefined)
      return {
        kind: 'failed',
        why: `the contract has no JSON schema for status ${without?.status ?? '2xx'} of POST ${path}`,
      };
    const known = answers.flatMap(({ status, schema }) => (schema === undefined ? [] : [{ status, schema }]));
    return { kind: 'source', code: `${validatorsFor(document, known)}\n${whatTheySay(document, known)}\n` };
  } catch (error) {
    return { kind: 'failed', why: `the contract's schema could not be compiled: ${String(error)}` };
  }
}

type Answer = { status: string; schema: SchemaPlace };

/** The responses of success, each with its JSON schema if it has one. */
function answersOf(document: ContractDocument): { status: string; schema: SchemaPlace | undefined }[] {
  const responses = below('', 'paths', path, 'post', 'responses');
  const all = valueAt(document.root, responses);
  return Object.keys(isObject(all) ? all : {})
    .filter((status) => status.startsWith('2'))
    .map((status) => {
      const { pointer } = document.resolve(below(responses, status));
      const schema = below(pointer, 'content', 'application/json', 'schema');
      const hasOne = isObject(valueAt(document.root, schema));
      return { status, schema: hasOne ? objectAt(document, schema) : undefined };
    });
}

function validatorsFor(document: ContractDocument, answers: readonly Answer[]): string {
  // In OpenAPI 3.0 a format is an annotation: what breaks it is no wrong answer.
  const ajv = new Ajv({ strict: false, validateFormats: false, code: { source: true, esm: true, optimize: 2 } });
  const schemas = answers.map(({ status, schema }) => [status, jsonSchemaOf(schema.schema)]);
  // The whole document, so that references into it resolve.
  const whole = { ...document.root, components: componentsOf(document.root), answers: Object.fromEntries(schemas) };
  ajv.addSchema(whole, 'contract', false, false);
  for (const { status } of answers) ajv.addSchema({ $ref: `contract#/answers/${status}` }, nameOf(status));
  return standalone(ajv, Object.fromEntries(answers.map(({ status }) => [nameOf(status), nameOf(status)])));
}

/** Which validator is for which status, and where the answers name what the judge looks at. */
function whatTheySay(document: ContractDocument, answers: readonly Answer[]): string {
  // A range first: a status of its own counts more.
  const ranges = answers.toSorted((a, b) => Number(/x/i.test(b.status)) - Number(/x/i.test(a.status)));
  const validators = ranges.flatMap(({ status }) => statusesOf(status).map((one) => `${one}: ${nameOf(status)}`));
  const places = answers.map(({ schema }) => placesOf(document, schema));
  const named = (find: (of: Place[]) => Place | undefined) => JSON.stringify(pathIn(places.map(find)));
  const names = [
    `id: ${named(messageIdIn)}`,
    `thread: ${named((of) => placeNamed(of, 'thread_id'))}`,
    `channel: ${named((of) => placeNamed(of, 'channel'))}`,
  ];
  return [
    `export const answers = { validators: { ${validators.join(', ')} }, ${names.join(', ')} };`,
    `export const idIsFree = ${answers.every(({ schema }) => idIsFree(schema.schema))};`,
  ].join('\n');
}

/** Where all answers have a name; empty where they have it in different places, or one does not. */
function pathIn(places: readonly (Place | undefined)[]): readonly string[] {
  const [first] = places;
  const isSame = places.every((place) => place?.path.join(' ') === first?.path.join(' '));
  return isSame && first !== undefined ? first.path : [];
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
function idIsFree(schema: JsonObject): boolean {
  const id = property(schema.properties, 'id');
  const isPlain = Object.keys(schema).every((word) => OBJECT_WORDS.includes(word));
  return isPlain && isObject(id) && id.type === 'string' && Object.keys(id).every((word) => TEXT_WORDS.includes(word));
}
