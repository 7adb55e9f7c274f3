import type { Clause } from './clause.ts';
import { type ContractDocument, readDocument } from './document.ts';
import { below, type Json, property, text, valueAt } from './json.ts';
import { type Operation, operationOf, path, type SchemaPlace } from './operation.ts';
import { demandsOf, type Place, placesOf } from './schema.ts';
import { readingOf } from './sentences.ts';
import { silentDemands } from './silent.ts';
import { wording } from './wording.ts';

/** A sentence of the document that nobody has read for its demand yet. */
export type Unread = { pointer: string; line: number; quote: string };

/** The document and everything that it demands of a target. */
export type Contract = {
  document: ContractDocument;
  operation: Operation;
  /** Places of the request body, from the top down. */
  body: Place[];
  clauses: Clause[];
  unread: Unread[];
};

/** Reads a contract and derives its clauses. Throws `ContractError`. */
export function readContract(source: string): Contract {
  const document = readDocument(source);
  const operation = operationOf(document);
  const body = placesOf(document, operation.body.media.schema);
  const said = sentencesOf(document, operation);
  const clauses = [
    ...requestClauses(document, operation, body),
    ...responseClauses(document, operation),
    ...sentenceClauses(document, said),
    ...silentClauses(document, operation),
  ];
  const unread = said
    .filter(({ reading }) => reading === undefined)
    .map(({ pointer, quote }) => ({ pointer, line: document.lineOf(pointer), quote }));
  return { document, operation, body, clauses, unread };
}

function requestClauses(document: ContractDocument, operation: Operation, body: Place[]): Clause[] {
  const { media } = operation.body;
  return [
    ...operation.parameters.flatMap((parameter) => [
      clause(
        document,
        `path.${parameter.name}.required`,
        below(parameter.pointer, 'required'),
        'required',
        `The path names a ${parameter.name}.`,
      ),
      ...keywordClauses(
        document,
        `path.${parameter.name}`,
        { ...parameter.schema, name: '', path: [], required: true },
        parameter.name,
      ),
    ]),
    clause(document, 'security.bearer', operation.security, 'security', 'A request needs a valid bearer token.'),
    ...(operation.body.required
      ? [
          clause(
            document,
            'request.required',
            below(operation.body.pointer, 'required'),
            'required',
            'A request needs a body.',
          ),
        ]
      : []),
    clause(document, 'request.media-type', media.pointer, 'content', `The body is ${media.mediaType}.`),
    ...body.flatMap((place) => keywordClauses(document, 'request.body', place, 'The body')),
  ];
}

function responseClauses(document: ContractDocument, operation: Operation): Clause[] {
  return operation.responses.flatMap(({ status, pointer, media }) => {
    const id = `response.${status}`;
    const what =
      status === 'default'
        ? 'Every answer that is not a documented success is an error response.'
        : `Success is answered with status ${status}.`;
    return [
      clause(document, id, pointer, 'responses', what),
      clause(document, `${id}.media-type`, media.pointer, 'content', `The answer is ${media.mediaType}.`),
      ...placesOf(document, media.schema).flatMap((place) =>
        keywordClauses(document, `${id}.body`, place, 'The answer'),
      ),
    ];
  });
}

/** What the sentences demand. One that stands twice about the same thing is one demand. */
function sentenceClauses(document: ContractDocument, said: ReturnType<typeof sentencesOf>): Clause[] {
  const demanded = said.flatMap(({ reading, pointer, quote }): Clause[] =>
    reading && 'clause' in reading
      ? [
          {
            id: reading.clause,
            level: reading.level,
            pointer,
            line: document.lineOf(pointer),
            text: reading.text,
            source: { kind: 'sentence', quote },
          },
        ]
      : [],
  );
  return demanded.filter(({ id }, index) => demanded.findIndex((one) => one.id === id) === index);
}

function keywordClauses(document: ContractDocument, prefix: string, place: Place, whole: string): Clause[] {
  const id = place.name === '' ? prefix : `${prefix}.${place.name}`;
  return demandsOf(place.schema).map(([keyword, value]) =>
    clause(
      document,
      `${id}.${keyword}`,
      below(place.pointer, keyword),
      keyword,
      wording(keyword, value, place.name === '' ? whole : place.name),
      value,
    ),
  );
}

function clause(
  document: ContractDocument,
  id: string,
  pointer: string,
  keyword: string,
  demand: string,
  value?: Json,
): Clause {
  return {
    id,
    // In OpenAPI 3.0 `format` is an annotation: a hint, not a constraint.
    level: keyword === 'format' ? 'should' : 'must',
    pointer,
    line: document.lineOf(pointer),
    text: demand,
    source: { kind: 'keyword', keyword, value: value ?? valueAt(document.root, pointer) ?? null },
  };
}

function silentClauses(document: ContractDocument, operation: Operation): Clause[] {
  const success = operation.responses.find(({ status }) => status !== 'default')?.media.schema;
  const answer = (name: string, schema: SchemaPlace | undefined) =>
    schema === undefined ? operation.pointer : below(schema.pointer, 'properties', name);
  const pointers = {
    operation: operation.pointer,
    security: operation.security,
    thread_id: operation.parameters[0]?.pointer ?? operation.pointer,
    'answer.id': answer('id', success),
    'answer.thread_id': answer('thread_id', success),
  };
  return silentDemands.map(({ at, ...demand }) => ({
    ...demand,
    pointer: pointers[at],
    line: document.lineOf(pointers[at]),
  }));
}

/** Each sentence that describes the operation or something it uses, once for each place that uses it. */
function sentencesOf(document: ContractDocument, operation: Operation) {
  const item = below('', 'paths', path);
  const own = ['summary', 'description'].map((key) => ({ pointer: below(item, key), of: '' }));
  const uses = ['/info', operation.pointer, below('', 'components', 'securitySchemes')];
  const described = [...uses.flatMap((pointer) => describedBelow(document, pointer, '', [])), ...own];
  const places = new Map(described.map((one) => [`${one.pointer} ${one.of}`, one]));
  return [...places.values()].flatMap(({ pointer, of }) =>
    (text(valueAt(document.root, pointer)) ?? '')
      .split(/(?<=[.!?])\s+/)
      .filter((quote) => quote !== '')
      .map((quote) => ({ pointer, quote, reading: readingOf(quote, of) })),
  );
}

/** Where descriptions stand below a pointer, `$ref`s followed, each with the name of what it describes. */
function describedBelow(
  document: ContractDocument,
  pointer: string,
  of: string,
  above: readonly string[],
): { pointer: string; of: string }[] {
  const value = valueAt(document.root, pointer);
  if (text(property(value, '$ref')) !== undefined) {
    const { pointer: at } = document.resolve(pointer);
    return above.includes(at) ? [] : describedBelow(document, at, of, [...above, at]);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const at = below(pointer, key);
    const isText = typeof property(value, key) === 'string';
    if (isText) return key === 'description' || key === 'summary' ? [{ pointer: at, of }] : [];
    return describedBelow(document, at, key, above);
  });
}
