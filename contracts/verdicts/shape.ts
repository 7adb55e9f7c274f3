import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Contract } from '../clauses/contract.ts';
import { isObject, type Json, type JsonObject, property } from '../clauses/json.ts';
import { componentsOf, jsonSchemaOf } from '../clauses/json-schema.ts';
import { messageIdIn, placeNamed } from '../clauses/named.ts';
import { essenceOf, responseTo, successesOf, successOf } from '../clauses/operation.ts';
import { demandsOf, element, type Place, placesOf } from '../clauses/schema.ts';
import { type Reading, type ShapeFinding, shown } from './answer.ts';
import { headerChecks } from './headers.ts';

/** Judges the shape of an answer against the response that the document gives for it, clause by clause. */
export type Shape = {
  /** Findings for every clause that the answer reaches: what it leaves out is not judged. */
  judge(reading: Reading, response: string): ShapeFinding[];
  /** Whether an answer fits a documented response in all; never where the document has no such response. */
  fits(reading: Reading, response: string): boolean;
  /** The response that the document gives for a status, if it says anything of it. */
  responseTo(status: number): string | undefined;
  /** What an answer has under a name, where the document has that name; at its top where it has no such name. */
  named(reading: Reading, name: string): Json | undefined;
  /** The id that an answer gives the message. */
  idIn(reading: Reading): Json | undefined;
  /** Whether the document gives this status to messages that go out. */
  isSuccess(status: number): boolean;
  /** What other answers are held against: the first response of a message that goes out, and that of a refusal. */
  success: string;
  refusal: string | undefined;
};

type Check = { clause: string; place: Place; keyword: string; validate: ValidateFunction };

const compiled = new WeakMap<Contract, Shape>();

/** Judges by each clause of each response on its own, so that a finding names exactly what was broken. Compiled once. */
export function shapeOf(contract: Contract): Shape {
  const known = compiled.get(contract) ?? compile(contract);
  compiled.set(contract, known);
  return known;
}

function compile(contract: Contract): Shape {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  const components = componentsOf(contract.document.root);
  // A keyword that cannot be checked is never decided, and so a hole in the coverage.
  const checkFor = (schema: JsonObject): ValidateFunction | undefined => {
    try {
      return ajv.compile(schema);
    } catch {
      return undefined;
    }
  };
  const responses = new Map(
    contract.operation.responses.map(({ status, media, headers }) => {
      const places = media === undefined ? [] : placesOf(contract.document, media.schema);
      const checks = places.flatMap((place) =>
        typeFirst(demandsOf(place.schema)).flatMap(([keyword, value]): Check[] => {
          const name = place.name === '' ? '' : `.${place.name}`;
          // The document's components stand beside the keyword so that a `$ref` below it leads somewhere.
          const validate = checkFor({ ...partOf(place.schema, keyword, value), components });
          const clause = `response.${status}.body${name}.${keyword}`;
          return validate ? [{ clause, place, keyword, validate }] : [];
        }),
      );
      const fields = headers.flatMap((header) => headerChecks(contract.document, status, header, checkFor));
      return [status, { mediaType: media?.mediaType, checks, places, fields }];
    }),
  );

  const judge = (reading: Reading, response: string): ShapeFinding[] => {
    const known = responses.get(response);
    if (known === undefined) return [];
    const { mediaType, checks, fields } = known;
    // Where the document says nothing of a content, it is nothing to judge.
    const content =
      mediaType === undefined ? [] : [mediaTypeFinding(reading, response, mediaType), ...bodyFindings(reading, checks)];
    return [...fields.flatMap((check) => check(reading)), ...content];
  };
  const { operation } = contract;
  const successes = successesOf(operation).map(({ status }) => status);
  const answering = (status: number) => responseTo(operation, status)?.status;
  const placesFor = ({ status }: Reading) => responses.get(answering(status) ?? '')?.places ?? [];
  const standing = ({ json }: Reading, path: readonly string[]) =>
    json === undefined ? undefined : valuesAt(json, path)[0];
  return {
    judge,
    fits: (reading, response) => responses.has(response) && judge(reading, response).every(({ holds }) => holds),
    responseTo: answering,
    named: (reading, name) => standing(reading, placeNamed(placesFor(reading), name)?.path ?? [name]),
    idIn: (reading) => standing(reading, messageIdIn(placesFor(reading))?.path ?? ['id']),
    isSuccess: (status) => successes.includes(answering(status) ?? ''),
    success: successOf(operation).status,
    refusal: ['default', ...responses.keys()].find((name) => responses.has(name) && !successes.includes(name)),
  };
}

/** Whether a value has the right type decides whether its other keywords are judged. */
function typeFirst(demands: [keyword: string, value: Json][]): [keyword: string, value: Json][] {
  return demands.toSorted(([a], [b]) => Number(b === 'type') - Number(a === 'type'));
}

function mediaTypeFinding({ mediaType, json }: Reading, response: string, expected: string): ShapeFinding {
  const clause = `response.${response}.media-type`;
  if (!isOf(essenceOf(expected), mediaType))
    return { clause, holds: false, reason: `the answer is ${mediaType ?? 'without a Content-Type'}, not ${expected}` };
  if (json === undefined && /[/+]json$/.test(essenceOf(expected)))
    return { clause, holds: false, reason: `the answer is called ${expected} but its body is not JSON` };
  return { clause, holds: true, reason: `the answer is ${expected}` };
}

/** A document may name a range of media types, such as `application/*`. */
function isOf(expected: string, mediaType: string | undefined): boolean {
  if (expected.endsWith('/*'))
    return mediaType !== undefined && (expected === '*/*' || mediaType.startsWith(expected.slice(0, -1)));
  return mediaType === expected;
}

function bodyFindings({ json }: Reading, checks: Check[]): ShapeFinding[] {
  if (json === undefined) return [];
  const mistyped = new Set<Place>();
  return checks.flatMap(({ clause, place, keyword, validate }): ShapeFinding[] => {
    const values = valuesAt(json, place.path);
    // A value of the wrong type breaks one clause, not also every bound and choice that goes with it.
    if (values.length === 0 || mistyped.has(place)) return [];
    const wrong = values.find((value) => !validate(value));
    if (wrong === undefined) return [{ clause, holds: true, reason: 'as demanded' }];
    if (keyword === 'type') mistyped.add(place);
    validate(wrong);
    const where = place.name === '' ? 'the answer' : place.name;
    return [{ clause, holds: false, reason: `${where} ${explain(validate)}: ${shown(wrong)}` }];
  });
}

function explain(validate: ValidateFunction): string {
  return (validate.errors ?? [])
    .map(({ keyword, message, params }) =>
      keyword === 'additionalProperties' ? `has the property ${shown(params.additionalProperty)}` : message,
    )
    .join(', ');
}

/** One keyword of a schema as a schema of its own, with the neighbours without which it means something else. */
function partOf(schema: JsonObject, keyword: string, value: Json): JsonObject {
  const isNullable = schema.nullable === true;
  if (keyword === 'type') return { type: isNullable ? [value, 'null'] : value };
  if (keyword === 'nullable') return {};
  // Whether a list of values must name null where null is allowed was long in dispute.
  if (keyword === 'enum' && Array.isArray(value)) return { enum: isNullable ? [...value, null] : value };
  if (keyword === 'exclusiveMinimum') return { not: { const: schema.minimum ?? null } };
  if (keyword === 'exclusiveMaximum') return { not: { const: schema.maximum ?? null } };
  if (keyword !== 'additionalProperties') return jsonSchemaOf({ [keyword]: value });
  const names = Object.keys(property(schema, 'properties') ?? {});
  return { properties: Object.fromEntries(names.map((name) => [name, {}])), additionalProperties: jsonSchemaOf(value) };
}

/** Every value at a place of a message: none where it is left out, one for each element of a list. */
export function valuesAt(value: Json, path: readonly string[]): Json[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (step === element) return Array.isArray(value) ? value.flatMap((one) => valuesAt(one, rest)) : [];
  const inner = isObject(value) ? property(value, step) : undefined;
  return inner === undefined ? [] : valuesAt(inner, rest);
}
