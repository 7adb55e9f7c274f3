import { ContractError } from './contract-error.ts';
import type { ContractDocument } from './document.ts';
import { below, isObject, type JsonObject, property, valueAt } from './json.ts';

/** One schema of the document, with every `$ref` on the way to it followed. */
export type SchemaPlace = { pointer: string; schema: JsonObject };

export type MediaPlace = { pointer: string; mediaType: string; schema: SchemaPlace };

/** A documented response: a status code, or `default` for every other one. */
export type ResponsePlace = { pointer: string; status: string; media: MediaPlace };

export type Operation = {
  pointer: string;
  /** Where the path's parameters stand, in the document's order. */
  parameters: { pointer: string; name: string; schema: SchemaPlace }[];
  body: { pointer: string; required: boolean; media: MediaPlace };
  responses: ResponsePlace[];
  /** Where the operation demands a bearer token. */
  security: string;
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
  const parameters = given.map((parameter) => {
    const at = document.resolve(parameter).pointer;
    return {
      pointer: at,
      name: String(property(document.resolve(at).value, 'name')),
      schema: objectAt(document, below(at, 'schema')),
    };
  });
  const body = objectAt(document, below(pointer, 'requestBody'));
  const statuses = Object.keys(objectAt(document, below(pointer, 'responses')).schema);
  return {
    pointer,
    parameters,
    body: {
      pointer: body.pointer,
      required: body.schema.required === true,
      media: mediaOf(document, body.pointer),
    },
    responses: statuses.map((status) => {
      const at = objectAt(document, below(pointer, 'responses', status)).pointer;
      return { pointer: at, status, media: mediaOf(document, at) };
    }),
    security: below(pointer, 'security'),
  };
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
