import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ContractError } from '../../clauses/document.ts';
import type { Json } from '../../clauses/json.ts';
import { closureOf } from './closure.ts';
import type { View } from './view.ts';

/** How a value travels: as JSON, or as text that has no types (parameters, headers, forms). */
export type Wire = 'json' | 'text';

/** Says what is wrong with a value, nothing when it is right. */
export type Validator = (value: Json) => readonly ErrorObject[];

const base = { strict: false, allErrors: true, logger: false, addUsedSchema: false } as const;
const engines = {
  json: { annotated: new Ajv2020({ ...base, validateFormats: false }), strict: withFormats(new Ajv2020(base)) },
  text: {
    annotated: new Ajv2020({ ...base, validateFormats: false, coerceTypes: 'array' }),
    strict: withFormats(new Ajv2020({ ...base, coerceTypes: 'array' })),
  },
};

function withFormats(ajv: Ajv2020): Ajv2020 {
  addFormats.default(ajv);
  return ajv;
}

/**
 * Validates against all that a view says. `formats` says whether `format` is a demand too: a witness is right by every
 * reading of the document that takes it, and wrong without help of a format in the other one.
 */
export function validatorFor(view: View, wire: Wire, formats: 'strict' | 'annotated'): Validator {
  const validate = compile(engines[wire][formats], view);
  return (value) => {
    // A validator of text writes the types that it has read into the value.
    const holder = wire === 'text' ? structuredClone(value) : value;
    return validate(holder) ? [] : (validate.errors ?? []);
  };
}

function compile(ajv: Ajv2020, view: View): ValidateFunction {
  try {
    return ajv.compile(closureOf(view, 'with formats'));
  } catch (error) {
    const where = view.parts[0]?.pointer ?? '/';
    throw new ContractError(`${where} cannot be checked: ${error instanceof Error ? error.message : error}`);
  }
}

/** A value as it looks when it has travelled. */
export function sent(value: Json, wire: Wire): Json {
  if (wire === 'json') return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  return plain(value);
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
