import type { Case } from '../../cases/case.ts';
import type { Contract } from '../../clauses/contract.ts';
import { isObject, type Json, type JsonObject } from '../../clauses/json.ts';
import { responseTo, successesOf, successOf } from '../../clauses/operation.ts';
import type { Planned } from '../engine.ts';
import type { Transaction } from './job.ts';

/** Dredd's parser takes seconds for a document with an example of some 100 KB. */
const mostBytes = 16_384;

/** Dredd sends JSON bodies to paths that a document can name. The rest is the probe's. */
export function canDreddSend({ case: { request, times, after }, message }: Planned): boolean {
  return (
    times === undefined &&
    after === undefined &&
    request.body.kind === 'json' &&
    request.thread.kind === 'of-state' &&
    request.contentType === 'application/json' &&
    message.body.length <= mostBytes
  );
}

/** Compiles a case to a document with exactly one transaction. */
export function transactionFor(contract: Contract, planned: Planned, prefix: string): Transaction {
  const { case: one, message, thread } = planned;
  const path = prefix + message.path;
  const { expectation } = one;
  const success = successOf(contract.operation).status;
  const allowed: Transaction['allowed'] = {};
  const channel: Record<string, JsonObject> =
    expectation.kind === 'success' ? { channel: { enum: [expectation.channel] } } : {};
  const code: Record<string, JsonObject> =
    expectation.kind === 'refusal' && expectation.exactly
      ? { [expectation.exactly.field ?? 'code']: { enum: [expectation.exactly.code] } }
      : {};
  if (expectation.kind === 'success' || expectation.level === 'info')
    allowed.success = responseSchema(contract, success, { thread_id: { enum: [thread] }, ...channel });
  if (expectation.kind === 'refusal' || expectation.level === 'info')
    allowed.refusal = refusalSchema(contract, expectation, code);
  if (expectation.kind === 'refusal' && expectation.exactly) allowed.status = expectation.exactly.status;
  return {
    key: prefix,
    document: documentFor(
      path,
      message.body.toString(),
      expectation.kind === 'success' ? statusIn(success) : (allowed.status ?? 400),
    ),
    path,
    headers: Object.fromEntries(message.headers),
    allowed,
  };
}

/** A status of a response, which may be a range of them. */
function statusIn(response: string): number {
  return Number(response.replace(/XX$/i, '00'));
}

/** Which of several documented responses a refusal must fit depends on its status, which Dredd's schema does not see. */
function refusalSchema(
  contract: Contract,
  expectation: Case['expectation'],
  narrowed: Record<string, JsonObject>,
): JsonObject {
  const { operation } = contract;
  const exactly = expectation.kind === 'refusal' ? expectation.exactly : undefined;
  if (exactly) return responseSchema(contract, responseTo(operation, exactly.status)?.status ?? 'default', narrowed);
  const successes = successesOf(operation);
  const names = operation.responses.filter((one) => !successes.includes(one)).map(({ status }) => status);
  const [only] = names;
  if (names.length < 2) return responseSchema(contract, only ?? 'default', narrowed);
  return { anyOf: names.map((name) => responseSchema(contract, name, narrowed)) };
}

function documentFor(path: string, body: string, status: number): string {
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'sendproof', version: '1' },
    paths: {
      [path]: {
        post: {
          requestBody: { content: { 'application/json': { example: JSON.parse(body) } } },
          responses: {
            [status]: { description: 'answer', content: { 'application/json': { schema: { type: 'object' } } } },
          },
        },
      },
    },
  });
}

/** The document's schema of a response in JSON Schema draft 7, its properties narrowed to what this case expects. */
function responseSchema(contract: Contract, status: string, narrowed: Record<string, JsonObject>): JsonObject {
  const response = contract.operation.responses.find((one) => one.status === status);
  const schema = response?.media ? draft7(contract, response.media.schema.schema) : {};
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    allOf: [schema, { type: 'object', properties: narrowed }],
  };
}

/** OpenAPI 3.0 to draft 7: `nullable` becomes a type, `$ref`s are put in place. */
function draft7(contract: Contract, schema: Json): JsonObject {
  const convert = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(convert);
    if (!isObject(value)) return value;
    if (typeof value.$ref === 'string') return convert(contract.document.resolve(value.$ref.slice(1)).value);
    const { nullable, ...rest } = value;
    const converted = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, convert(inner)]));
    return nullable === true && typeof converted.type === 'string'
      ? { ...converted, type: [converted.type, 'null'] }
      : converted;
  };
  const converted = convert(schema);
  return isObject(converted) ? converted : {};
}
