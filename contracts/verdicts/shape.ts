import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Contract } from '../clauses/contract.ts';
import { isObject, type Json, type JsonObject, property } from '../clauses/json.ts';
import { demandsOf, element, type Place, placesOf } from '../clauses/schema.ts';
import { type Reading, shown } from './answer.ts';

/** What one clause about an answer's shape says of one answer. */
export type ShapeFinding = { clause: string; holds: boolean; reason: string };

/** Judges the shape of an answer against the response that the document gives for it, clause by clause. */
export type Shape = {
  /** Findings for every clause that the answer reaches: what it leaves out is not judged. */
  judge(reading: Reading, response: string): ShapeFinding[];
  /** Whether an answer fits a documented response in all. */
  fits(reading: Reading, response: string): boolean;
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
  const components = contract.document.root.components ?? {};
  // A keyword that cannot be checked is never decided, and so a hole in the coverage.
  const checkFor = (schema: JsonObject): ValidateFunction | undefined => {
    try {
      return ajv.compile(schema);
    } catch {
      return undefined;
    }
  };
  const responses = new Map(
    contract.operation.responses.map(({ status, media }) => {
      const checks = placesOf(contract.document, media.schema).flatMap((place) =>
        typeFirst(demandsOf(place.schema)).flatMap(([keyword, value]): Check[] => {
          const name = place.name === '' ? '' : `.${place.name}`;
          // The document's components stand beside the keyword so that a `$ref` below it leads somewhere.
          const validate = checkFor({ ...partOf(place.schema, keyword, value), components });
          const clause = `response.${status}.body${name}.${keyword}`;
          return validate ? [{ clause, place, keyword, validate }] : [];
        }),
      );
      return [status, { mediaType: media.mediaType, checks }];
    }),
  );

  const judge = (reading: Reading, response: string): ShapeFinding[] => {
    const known = responses.get(response);
    if (known === undefined) return [];
    return [mediaTypeFinding(reading, response, known.mediaType), ...bodyFindings(reading, known.checks)];
  };
  return { judge, fits: (reading, response) => judge(reading, response).every(({ holds }) => holds) };
}

/** Whether a value has the right type decides whether its other keywords are judged. */
function typeFirst(demands: [keyword: string, value: Json][]): [keyword: string, value: Json][] {
  return demands.toSorted(([a], [b]) => Number(b === 'type') - Number(a === 'type'));
}

function mediaTypeFinding({ mediaType, json }: Reading, response: string, expected: string): ShapeFinding {
  const clause = `response.${response}.media-type`;
  if (mediaType !== expected)
    return { clause, holds: false, reason: `the answer is ${mediaType ?? 'without a Content-Type'}, not ${expected}` };
  if (json === undefined)
    return { clause, holds: false, reason: `the answer is called ${expected} but its body is not JSON` };
  return { clause, holds: true, reason: `the answer is ${expected}` };
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
  if (keyword === 'type') return { type: value, ...(schema.nullable === true ? { nullable: true } : {}) };
  if (keyword === 'nullable') return {};
  if (keyword !== 'additionalProperties') return { [keyword]: value };
  const names = Object.keys(property(schema, 'properties') ?? {});
  return { properties: Object.fromEntries(names.map((name) => [name, {}])), additionalProperties: value };
}

/** Every value at a place of a message: none where it is left out, one for each element of a list. */
export function valuesAt(value: Json, path: readonly string[]): Json[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (step === element) return Array.isArray(value) ? value.flatMap((one) => valuesAt(one, rest)) : [];
  const inner = isObject(value) ? property(value, step) : undefined;
  return inner === undefined ? [] : valuesAt(inner, rest);
}
