import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Contract } from '../clauses/contract.ts';
import type { Json } from '../clauses/json.ts';
import { componentsOf, jsonSchemaOf } from '../clauses/json-schema.ts';
import type { Case } from './case.ts';
import { bodyWith, fill, placeholders } from './sample.ts';

/** Placeholders filled in as a profile could. */
export function filled(value: Json): Json {
  return fill(value, plausible);
}

/**
 * Whether the request schema as a whole sees the body of a case as the case does: broken where its fault is a keyword,
 * valid elsewhere. Cases are made keyword by keyword, so a keyword that sendproof cannot make cases from (`pattern`, say)
 * could make a case ask for the opposite of what the document says.
 */
export function agreementWith(contract: Contract): (one: Case) => boolean {
  const isValid = validatorOf(contract);
  return ({ request: { body, contentType }, fault, expectation }) => {
    // Text that must be accepted is JSON.
    if (body.kind === 'text' && fault === null && expectation.level !== 'info')
      return isValid?.(filled(JSON.parse(body.text))) === true;
    if (body.kind === 'text' && contentType === 'application/json' && fault !== null)
      return !isFine(body.text, isValid);
    // Where the smallest body is none, nothing valid can be drawn around it.
    if (body.kind === 'drawn') return isValid?.(filled(bodyWith(contract.body, [], (sample) => sample))) === true;
    if (body.kind !== 'json') return true;
    if (fault?.kind !== 'keyword' || fault.keyword === 'description') return isValid?.(filled(body.value)) === true;
    return breaks(contract, body.value, fault.keyword);
  };
}

/** Whether a text that is to be refused is none that must be: it is JSON, and fits. */
function isFine(text: string, isValid: Validate | undefined): boolean {
  try {
    return isValid?.(filled(JSON.parse(text))) === true;
  } catch {
    return false;
  }
}

type Validate = (value: Json) => boolean;

type Formats = 'checked' | 'annotated';
type Compiled = { validate: ValidateFunction | undefined };
const compiled: Record<Formats, WeakMap<Contract, Compiled>> = { checked: new WeakMap(), annotated: new WeakMap() };

/** The request schema as a whole; `undefined` when it has something that cannot be checked. Compiled once. */
export function validatorOf(contract: Contract): Validate | undefined {
  return compiledOnce(contract, 'checked');
}

/**
 * Whether a body breaks a keyword of the request schema. In OpenAPI 3.0 a format is an annotation: who does not look at it
 * must refuse the body all the same. What a choice or an unnamed property breaks, it breaks by other keywords inside.
 */
export function breaks(contract: Contract, body: Json, keyword: string): boolean {
  const validate = compiledOnce(contract, keyword === 'format' ? 'checked' : 'annotated');
  if (validate === undefined || validate(filled(body))) return false;
  const broken = (validate.errors ?? []).map((error) => error.keyword);
  return wholes.has(keyword) || broken.some((one) => one === keyword || one === exclusive[keyword]);
}

const wholes: ReadonlySet<string> = new Set(['additionalProperties', 'allOf', 'anyOf', 'oneOf', 'not']);
/** Where a bound excludes itself, JSON Schema has one keyword for the two of OpenAPI 3.0. */
const exclusive: Record<string, string> = { minimum: 'exclusiveMinimum', maximum: 'exclusiveMaximum' };

function compiledOnce(contract: Contract, formats: Formats): ValidateFunction | undefined {
  const known = compiled[formats].get(contract) ?? { validate: compile(contract, formats) };
  compiled[formats].set(contract, known);
  return known.validate;
}

function compile({ document, operation }: Contract, formats: Formats): ValidateFunction | undefined {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: formats === 'checked' });
  addFormats.default(ajv);
  try {
    return ajv.compile({
      ...jsonSchemaOf(operation.body.media.schema.schema),
      components: componentsOf(document.root),
    });
  } catch {
    return undefined;
  }
}

const plausible: Record<string, string> = {
  [placeholders.channelId]: 'C024BE91L',
  [placeholders.attachmentUrl]: 'https://files.example.com/test.pdf',
};
