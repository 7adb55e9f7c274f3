import { ContractError } from './contract-error.ts';
import type { ContractDocument } from './document.ts';
import { below, isObject, type JsonObject, valueAt } from './json.ts';

/** One schema of the document, with every `$ref` on the way to it followed. */
export type SchemaPlace = { pointer: string; schema: JsonObject };

export type MediaPlace = { pointer: string; mediaType: string; schema: SchemaPlace };

/** A documented response: a status code, a range of them such as `4XX`, or `default` for every other one. */
export type ResponsePlace = {
  pointer: string;
  status: string;
  media: MediaPlace | undefined;
  headers: HeaderPlace[];
};

/** A field that the document gives an answer. */
export type HeaderPlace = { pointer: string; name: string; required: boolean; schema: SchemaPlace | undefined };

export type Operation = {
  pointer: string;
  /** Where the parameters stand, in the document's order; all that are required are in the path. */
  parameters: { pointer: string; name: string; in: string; schema: SchemaPlace }[];
  body: { pointer: string; required: boolean; media: MediaPlace };
  responses: ResponsePlace[];
  /** Where the document demands a bearer token; `undefined` where a request needs none. */
  security: string | undefined;
};

export const path = '/threads/{thread_id}/messages';

/** Finds the operation that sends a message. Throws `ContractError` when the document has none or says too little of it. */
export function operationOf(document: ContractDocument): Operation {
  const item = below('', 'paths', path);
  const pointer = below(item, 'post');
  if (valueAt(document.root, pointer) === undefined)
    throw new ContractError(`the document has no operation POST ${path}`);
  const given = [item, pointer].flatMap((owner) =>
    listOf(valueAt(document.root, below(owner, 'parameters'))).map((_, index) => below(owner, 'parameters', index)),
  );
  const parameters = given.map((parameter) => parameterAt(document, parameter));
  const body = objectAt(document, below(pointer, 'requestBody'));
  const media = mediaOf(document, body.pointer);
  if (essenceOf(media.mediaType) !== 'application/json')
    throw new ContractError(`${media.pointer}: sendproof sends JSON, and the body is ${media.mediaType}`);
  const statuses = Object.keys(objectAt(document, below(pointer, 'responses')).schema).filter(isStatus);
  if (!statuses.some(isSuccess))
    throw new ContractError(`${below(pointer, 'responses')} names no answer with a 2xx status`);
  return {
    pointer,
    parameters,
    body: {
      pointer: body.pointer,
      required: body.schema.required === true,
      media,
    },
    responses: statuses.map((status) => {
      const at = objectAt(document, below(pointer, 'responses', status)).pointer;
      // An answer without content is documented all the same.
      const hasContent = valueAt(document.root, below(at, 'content')) !== undefined;
      const media = hasContent ? mediaOf(document, at) : undefined;
      return { pointer: at, status, media, headers: headersOf(document, at) };
    }),
    security: securityOf(document, below(pointer, 'security')),
  };
}

/** Throws for one that a request must have and sendproof would not know what to put in. */
function parameterAt(document: ContractDocument, pointer: string): Operation['parameters'][number] {
  const at = objectAt(document, pointer);
  const name = String(at.schema.name);
  const place = String(at.schema.in);
  if (place !== 'path' && at.schema.required === true)
    throw new ContractError(
      `${at.pointer}: a request needs the ${place} parameter ${name}, which sendproof cannot send`,
    );
  if (place === 'path' && !path.includes(`{${name}}`))
    throw new ContractError(`${at.pointer}: the path has no parameter ${name}`);
  return { pointer: at.pointer, name, in: place, schema: objectAt(document, below(at.pointer, 'schema')) };
}

/** A media type without its parameters, in lower case (RFC 9110, 8.3.1). */
export function essenceOf(mediaType: string): string {
  return mediaType.replace(/;.*$/s, '').trim().toLowerCase();
}

/** Schemes whose credentials travel as a bearer token (RFC 6750). */
const bearerTypes: ReadonlySet<unknown> = new Set(['oauth2', 'openIdConnect']);

/** Where a bearer token is demanded: by the operation, or for all of them. Throws where other credentials are. */
function securityOf(document: ContractDocument, own: string): string | undefined {
  const at = valueAt(document.root, own) === undefined ? '/security' : own;
  const choices = listOf(valueAt(document.root, at));
  const names = choices.map((choice) => (isObject(choice) ? Object.keys(choice) : []));
  // A choice without a scheme lets everybody in.
  if (names.length === 0 || names.some((schemes) => schemes.length === 0)) return undefined;
  const isBearer = (name: string): boolean => {
    const { schema } = objectAt(document, below('/components/securitySchemes', name));
    return bearerTypes.has(schema.type) || (schema.type === 'http' && String(schema.scheme).toLowerCase() === 'bearer');
  };
  if (!names.every((schemes) => schemes.every(isBearer)))
    throw new ContractError(`${at} asks for other credentials than a bearer token, which sendproof cannot send`);
  return at;
}

/** A Content-Type among them counts for nothing: the content says it (OpenAPI 3.0.3, 4.7.17.1). */
function headersOf(document: ContractDocument, response: string): HeaderPlace[] {
  const headers = valueAt(document.root, below(response, 'headers'));
  return Object.keys(isObject(headers) ? headers : {})
    .filter((name) => name.toLowerCase() !== 'content-type')
    .map((name) => {
      const { pointer, schema } = objectAt(document, below(response, 'headers', name));
      const at = below(pointer, 'schema');
      return {
        pointer,
        name,
        required: schema.required === true,
        schema: valueAt(document.root, at) === undefined ? undefined : objectAt(document, at),
      };
    });
}

/** What is documented for an answer with this status; `undefined` where the document says nothing of it. */
export function responseTo({ responses }: Operation, status: number): ResponsePlace | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  return names.flatMap((name) => responses.find((one) => one.status.toUpperCase() === name.toUpperCase()) ?? [])[0];
}

/** The responses of a message that goes out; there is at least one. */
export function successesOf({ responses }: Operation): ResponsePlace[] {
  return responses.filter(({ status }) => isSuccess(status));
}

/** The first response of a message that goes out: other answers are held against it. */
export function successOf(operation: Operation): ResponsePlace {
  const [first] = successesOf(operation);
  if (first === undefined) throw new RangeError('the operation has no answer with a 2xx status');
  return first;
}

function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

/** Keys that begin with `x-` are extensions. */
function isStatus(key: string): boolean {
  return !key.startsWith('x-');
}

/** The schema at a pointer, its `$ref` followed. */
export function objectAt(document: ContractDocument, pointer: string): SchemaPlace {
  const place = document.resolve(pointer);
  if (!isObject(place.value)) throw new ContractError(`${place.pointer} is not an object`);
  return { pointer: place.pointer, schema: place.value };
}

function mediaOf(document: ContractDocument, pointer: string): MediaPlace {
  const content = below(pointer, 'content');
  const [mediaType, ...others] = Object.keys(objectAt(document, content).schema);
  if (mediaType === undefined || others.length > 0)
    throw new ContractError(`${content} must name exactly one media type`);
  const at = below(content, mediaType);
  return { pointer: at, mediaType, schema: objectAt(document, below(at, 'schema')) };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
