import { ContractError } from '../clauses/contract-error.ts';
import { below, isObject, type Json, property, text, valueAt } from '../clauses/json.ts';
import type { Part } from './change.ts';
import type { Description } from './document.ts';

/** A schema for one media type; `null`: it may be anything. */
export type Media = { mediaType: string; pointer: string; schema: string | null };

/** A parameter or header, by the name that goes over the wire; a path parameter by its position in the path. */
export type Field = {
  part: Extract<Part, 'path' | 'query' | 'header' | 'cookie'>;
  name: string;
  key: string;
  required: boolean;
  pointer: string;
  media: Media;
  /** How lists and objects are written (`style`, `explode`, …), defaults filled in. */
  serialization: string;
};

export type ResponseOf = { status: string; pointer: string; headers: Field[]; media: Media[] };

/** One operation in a form in which two documents can be compared. */
export type Operation = {
  /** The same in both documents, whatever the parameters of its path are called. */
  key: string;
  /** `POST /threads/{thread_id}/messages` */
  name: string;
  pointer: string;
  fields: Field[];
  body: { pointer: string; required: boolean; media: Media[] } | null;
  responses: ResponseOf[];
  /** Where the security requirements stand that count: its own or those of the document. */
  security: string | null;
};

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** All operations of a document. Throws `ContractError` where one cannot be read. */
export function operationsOf(description: Description): Operation[] {
  return keysAt(description, '/paths')
    .filter((path) => path.startsWith('/'))
    .flatMap((path) => {
      const item = description.resolve(below('', 'paths', path)).pointer;
      return methods
        .filter((method) => valueAt(description.root, below(item, method)) !== undefined)
        .map((method) => operationAt(description, path, item, method));
    });
}

function operationAt(description: Description, path: string, item: string, method: string): Operation {
  const pointer = below(item, method);
  if (!isObject(valueAt(description.root, pointer))) throw new ContractError(`${pointer} is not an operation`);
  const given = [item, pointer].flatMap((owner) =>
    listAt(description, below(owner, 'parameters')).map((one) => fieldAt(description, one, path)),
  );
  const body = valueAt(description.root, below(pointer, 'requestBody'));
  const responses = below(pointer, 'responses');
  return {
    key: `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`,
    name: `${method.toUpperCase()} ${path}`,
    pointer,
    // A parameter of the operation takes the place of the one that all operations of the path have.
    fields: [...new Map(given.map((field) => [`${field.part} ${field.key}`, field])).values()].filter(counts),
    body: body === undefined ? null : bodyAt(description, below(pointer, 'requestBody')),
    responses: keysAt(description, responses)
      .filter((status) => !status.startsWith('x-'))
      .map((status) => responseAt(description, below(responses, status), status)),
    security:
      [below(pointer, 'security'), '/security'].find((at) => valueAt(description.root, at) !== undefined) ?? null,
  };
}

/** Headers that are ignored as parameters (OpenAPI 3.0.3, 4.7.12.2.1). */
function counts({ part, key }: Field): boolean {
  return part !== 'header' || !['accept', 'content-type', 'authorization'].includes(key);
}

function fieldAt(description: Description, at: string, path: string): Field {
  const { pointer, value } = description.resolve(at);
  const name = text(property(value, 'name'));
  const part = text(property(value, 'in'));
  if (name === undefined || (part !== 'path' && part !== 'query' && part !== 'header' && part !== 'cookie'))
    throw new ContractError(`${pointer} is not a parameter: it needs "name" and "in"`);
  const position = [...path.matchAll(/\{([^}]*)\}/g)].findIndex(([, inside]) => inside === name);
  const key = part === 'path' && position >= 0 ? `{${position}}` : part === 'header' ? name.toLowerCase() : name;
  return {
    ...headerAt(description, pointer, name),
    part,
    key,
    required: part === 'path' || property(value, 'required') === true,
  };
}

function headerAt(description: Description, at: string, name: string): Field {
  const { pointer, value } = description.resolve(at);
  const [media] = mediaAt(description, pointer);
  const schema = property(value, 'schema') === undefined ? null : below(pointer, 'schema');
  const part = text(property(value, 'in')) ?? 'header';
  const style = text(property(value, 'style')) ?? (part === 'query' || part === 'cookie' ? 'form' : 'simple');
  const explode = property(value, 'explode') ?? style === 'form';
  const serialization = [style, explode === true ? 'exploded' : 'not exploded', ...flags(value)].join(', ');
  return {
    part: 'header',
    name,
    key: name.toLowerCase(),
    required: property(value, 'required') === true,
    pointer,
    media: media ?? { mediaType: 'text/plain', pointer, schema },
    serialization: media === undefined ? serialization : media.mediaType,
  };
}

function flags(value: Json): string[] {
  return ['allowReserved', 'allowEmptyValue'].filter((flag) => property(value, flag) === true);
}

function bodyAt(description: Description, at: string): Operation['body'] {
  const { pointer, value } = description.resolve(at);
  return { pointer, required: property(value, 'required') === true, media: mediaAt(description, pointer) };
}

function responseAt(description: Description, at: string, status: string): ResponseOf {
  const { pointer } = description.resolve(at);
  const headers = keysAt(description, below(pointer, 'headers'))
    .filter((name) => name.toLowerCase() !== 'content-type')
    .map((name) => headerAt(description, below(pointer, 'headers', name), name));
  return {
    status: status.toUpperCase().replace('DEFAULT', 'default'),
    pointer,
    headers,
    media: mediaAt(description, pointer),
  };
}

function mediaAt(description: Description, owner: string): Media[] {
  const content = below(owner, 'content');
  return keysAt(description, content).map((mediaType) => {
    const { pointer, value } = description.resolve(below(content, mediaType));
    const schema = property(value, 'schema') === undefined ? null : below(pointer, 'schema');
    return { mediaType: mediaType.toLowerCase().replace(/\s*;\s*/g, ';'), pointer, schema };
  });
}

function keysAt({ root }: Description, pointer: string): string[] {
  const value = valueAt(root, pointer) ?? {};
  if (!isObject(value)) throw new ContractError(`${pointer} is not an object`);
  return Object.keys(value);
}

function listAt({ root }: Description, pointer: string): string[] {
  const value = valueAt(root, pointer) ?? [];
  if (!Array.isArray(value)) throw new ContractError(`${pointer} is not a list`);
  return value.map((_, index) => below(pointer, index));
}
