import type { Clause } from './clause.ts';
import { type ContractDocument, readDocument } from './document.ts';
import { below, type Json, valueAt } from './json.ts';
import { messageIdIn, placeNamed } from './named.ts';
import { type HeaderPlace, type Operation, operationOf, successesOf, successOf } from './operation.ts';
import { type Said, saidIn } from './said.ts';
import { demandsOf, type Place, placesOf, pointerOf } from './schema.ts';
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
  const body = placesOf(document, operation.body.media.schema, { choose: true });
  const said = saidIn(document, operation);
  const clauses = [
    ...requestClauses(document, operation, body),
    ...responseClauses(document, operation),
    ...sentenceClauses(said),
    ...silentClauses(document, operation),
  ];
  const unread = said.filter(({ reading }) => reading === undefined).map(({ pointer, quote }) => ({ pointer, quote }));
  // Found in one pass: a document may be large.
  const lines = document.linesOf([...clauses, ...unread].map(({ pointer }) => pointer));
  const lineOf = (pointer: string) => lines.get(pointer) ?? 1;
  return {
    document,
    operation,
    body,
    clauses: clauses.map(({ id, level, pointer, ...rest }) => ({ id, level, pointer, line: lineOf(pointer), ...rest })),
    unread: unread.map(({ pointer, quote }) => ({ pointer, line: lineOf(pointer), quote })),
  };
}

/** A clause whose line is still to be found. */
type Unplaced = Omit<Clause, 'line'>;

function requestClauses(document: ContractDocument, operation: Operation, body: Place[]): Unplaced[] {
  const { media } = operation.body;
  return [
    ...operation.parameters.flatMap((parameter) => {
      const id = `${parameter.in}.${parameter.name}`;
      const [place] = placesOf(document, parameter.schema);
      const required = below(parameter.pointer, 'required');
      return [
        ...(parameter.in === 'path'
          ? [clause(document, `${id}.required`, required, 'required', `The path names a ${parameter.name}.`)]
          : []),
        ...(place === undefined ? [] : keywordClauses(document, id, place, parameter.name)),
      ];
    }),
    ...(operation.security === undefined
      ? []
      : [clause(document, 'security.bearer', operation.security, 'security', 'A request needs a valid bearer token.')]),
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

function responseClauses(document: ContractDocument, operation: Operation): Unplaced[] {
  const successes = successesOf(operation).map(({ status }) => status);
  return operation.responses.flatMap(({ status, pointer, media, headers }) => {
    const id = `response.${status}`;
    const what =
      status === 'default'
        ? 'Every answer that is not a documented success is an error response.'
        : successes.includes(status)
          ? `Success is answered with status ${successes.join(' or ')}.`
          : `An answer with status ${status} is the error response that the document gives for it.`;
    return [
      clause(document, id, pointer, 'responses', what),
      ...headers.flatMap((header) => headerClauses(document, `${id}.header.${header.name}`, header)),
      ...(media === undefined
        ? []
        : [
            clause(document, `${id}.media-type`, media.pointer, 'content', `The answer is ${media.mediaType}.`),
            ...placesOf(document, media.schema).flatMap((place) =>
              keywordClauses(document, `${id}.body`, place, 'The answer'),
            ),
          ]),
    ];
  });
}

function headerClauses(document: ContractDocument, id: string, header: HeaderPlace): Unplaced[] {
  const { name, pointer, required, schema } = header;
  const [place] = schema === undefined ? [] : placesOf(document, schema);
  const there = clause(document, `${id}.required`, below(pointer, 'required'), 'required', `The answer has ${name}.`);
  return [...(required ? [there] : []), ...(place === undefined ? [] : keywordClauses(document, id, place, name))];
}

/** What the sentences demand. One that stands twice about the same thing is one demand. */
function sentenceClauses(said: readonly Said[]): Unplaced[] {
  const demanded = said.flatMap(({ reading, pointer, quote }): Unplaced[] =>
    reading && 'clause' in reading
      ? [
          {
            id: reading.clause,
            level: reading.level,
            pointer,
            text: reading.text,
            source: { kind: 'sentence', quote },
          },
        ]
      : [],
  );
  return demanded.filter(({ id }, index) => demanded.findIndex((one) => one.id === id) === index);
}

function keywordClauses(document: ContractDocument, prefix: string, place: Place, whole: string): Unplaced[] {
  const id = place.name === '' ? prefix : `${prefix}.${place.name}`;
  return demandsOf(place.schema).map(([keyword, value]) =>
    clause(
      document,
      `${id}.${keyword}`,
      pointerOf(place, keyword),
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
): Unplaced {
  return {
    id,
    // In OpenAPI 3.0 `format` is an annotation: a hint, not a constraint.
    level: keyword === 'format' ? 'should' : 'must',
    pointer,
    text: demand,
    source: { kind: 'keyword', keyword, value: value ?? valueAt(document.root, pointer) ?? null },
  };
}

function silentClauses(document: ContractDocument, operation: Operation): Unplaced[] {
  const { media } = successOf(operation);
  const answer = media === undefined ? [] : placesOf(document, media.schema);
  const pointers = {
    operation: operation.pointer,
    security: operation.security ?? operation.pointer,
    thread_id: operation.parameters.find((one) => one.in === 'path')?.pointer ?? operation.pointer,
    'answer.id': messageIdIn(answer)?.pointer,
    'answer.thread_id': placeNamed(answer, 'thread_id')?.pointer,
  };
  return silentDemands
    .filter(({ at }) => at !== 'security' || operation.security !== undefined)
    .flatMap(({ at, ...demand }) => {
      const pointer = pointers[at];
      // A name that no answer has means nothing.
      return pointer === undefined ? [] : [{ ...demand, pointer }];
    });
}
