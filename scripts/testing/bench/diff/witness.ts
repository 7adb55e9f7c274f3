/**
 * Whether a witness shows what it is said to show: right under one document and wrong under the other, by ajv and the
 * documents alone. Nothing of how `contracts/diff` finds and confirms witnesses is used here.
 */
import type { Json, JsonObject } from '../../../../contracts/clauses/json.ts';
import type { Change, Witness } from '../../../../contracts/diff/change.ts';
import {
  followed,
  isLetIn,
  mediaFor,
  type Operation,
  object,
  operationIn,
  parameterOf,
  responseFor,
} from './operation.ts';
import type { Pair } from './pair.ts';
import { type Formats, takes, type Wire } from './schemas.ts';

/** What is wrong with a witness of a change; `null`: it holds. */
export function complaintAbout(pair: Pair, change: Change, witness: Witness): string | null {
  const wrongUnder = witness.rightUnder === 'old' ? 'new' : 'old';
  const shown = `${change.name}: ${JSON.stringify(witness.value)}`;
  // Right even if a format is a demand, and wrong even if it is none.
  if (!isRight(pair[witness.rightUnder], change, witness, 'with formats'))
    return `${shown} is wrong under ${witness.rightUnder}`;
  if (isRight(pair[wrongUnder], change, witness, 'without formats'))
    return `${shown} is right under ${wrongUnder}, too`;
  return null;
}

function isRight(document: JsonObject, { name, operations }: Change, witness: Witness, formats: Formats): boolean {
  const operation = operationIn(document, operations[0] ?? '');
  if (operation === null || witness.part === 'operation') return operation !== null;
  const type = /body\((.*)\)/.exec(name)?.[1] ?? 'application/json';
  if (witness.part === 'credentials')
    return isLetIn(document, operation, typeof witness.value === 'string' ? witness.value.split(', ') : []);
  return witness.message === 'request'
    ? isRightRequest(document, operation, witness, type, formats)
    : isRightAnswer(document, operation, witness, type, formats, /^response\.(\w+)/.exec(name)?.[1] ?? '');
}

function isRightRequest(
  document: JsonObject,
  operation: Operation,
  witness: Witness,
  type: string,
  formats: Formats,
): boolean {
  const { part, name, value } = witness;
  const body = object(followed(document, operation.own.requestBody));
  if (part === 'media-type') return mediaFor(body.content, String(value)) !== null;
  if (part === 'body')
    return value === undefined
      ? body.required !== true
      : holds(document, mediaFor(body.content, type), witness, 'json', formats);
  return fieldHolds(document, parameterOf(operation, part, name), witness, formats);
}

function isRightAnswer(
  document: JsonObject,
  operation: Operation,
  witness: Witness,
  type: string,
  formats: Formats,
  status: string,
): boolean {
  const { part, name, value } = witness;
  const response = responseFor(document, operation, part === 'status' ? String(value) : status);
  if (response === null || part === 'status') return response !== null;
  if (part === 'media-type') return mediaFor(response.content, String(value)) !== null;
  if (part === 'body')
    return value === undefined
      ? Object.keys(object(response.content)).length === 0
      : holds(document, mediaFor(response.content, type), witness, 'json', formats);
  const headers = Object.entries(object(response.headers));
  const found = headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  return fieldHolds(document, found === undefined ? null : object(followed(document, found)), witness, formats);
}

/** What a document does not name need not be there. */
function fieldHolds(document: JsonObject, field: JsonObject | null, witness: Witness, formats: Formats): boolean {
  return witness.value === undefined
    ? field?.required !== true
    : field === null || holds(document, field, witness, 'text', formats);
}

function holds(
  document: JsonObject,
  owner: JsonObject | null,
  witness: Witness,
  wire: Wire,
  formats: Formats,
): boolean {
  const value: Json = witness.value ?? null;
  return owner !== null && takes(document, owner.schema ?? {}, { message: witness.message, wire, formats }, value);
}
