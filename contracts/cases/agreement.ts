import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Contract } from '../clauses/contract.ts';
import type { Json } from '../clauses/json.ts';
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
  const broken = brokenKeywordsOf(contract);
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
    return broken?.(filled(body.value)).includes(fault.keyword) === true;
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

const compiled = new WeakMap<Contract, { validate: ValidateFunction | undefined }>();

/** The request schema as a whole; `undefined` when it has something that cannot be checked. Compiled once. */
export function validatorOf(contract: Contract): Validate | undefined {
  return compiledOnce(contract);
}

/** Every keyword that a body breaks. */
function brokenKeywordsOf(contract: Contract): ((value: Json) => string[]) | undefined {
  const validate = compiledOnce(contract);
  return validate && ((value) => (validate(value) ? [] : (validate.errors ?? []).map(({ keyword }) => keyword)));
}

function compiledOnce(contract: Contract): ValidateFunction | undefined {
  const known = compiled.get(contract) ?? { validate: compile(contract) };
  compiled.set(contract, known);
  return known.validate;
}

function compile({ document, operation }: Contract): ValidateFunction | undefined {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  try {
    return ajv.compile({ ...operation.body.media.schema.schema, components: document.root.components ?? {} });
  } catch {
    return undefined;
  }
}

const plausible: Record<string, string> = {
  [placeholders.channelId]: 'C024BE91L',
  [placeholders.attachmentUrl]: 'https://files.example.com/test.pdf',
};
