import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ContractError } from '../../clauses/contract-error.ts';
import { isObject, type Json, type JsonObject } from '../../clauses/json.ts';
import { outlineOf, unwrapped } from './closure.ts';
import { keyOf, type Source, type View } from './view.ts';

/** How a value travels: as JSON, or as text that has no types (parameters, headers, forms). */
export type Wire = 'json' | 'text';

/** Says what is wrong with a value, nothing when it is right. */
export type Validator = (value: Json) => readonly ErrorObject[];

type Formats = 'strict' | 'annotated';

/** Validators of one document. Each schema is compiled once, however many others refer to it. */
type Registry = { ajv: Ajv2020; names: Map<string, string>; validators: Map<string, ValidateFunction> };

/** Says whether a schema is one, for all registries: most of the time of an engine goes into getting ready for that. */
const schemaChecker = new Ajv2020({ strict: false, logger: false });

const registries = new WeakMap<Source, Map<string, Registry>>();

function registryFor(source: Source, wire: Wire, formats: Formats): { registry: Registry; forget: () => void } {
  const all = registries.get(source) ?? new Map<string, Registry>();
  registries.set(source, all);
  const key = `${wire} ${formats}`;
  const registry = all.get(key) ?? { ajv: engineFor(wire, formats), names: new Map(), validators: new Map() };
  all.set(key, registry);
  return { registry, forget: () => all.delete(key) };
}

function engineFor(wire: Wire, formats: Formats): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    // Whether a value is right, the first error says; what is to blame that it is wrong, all of them do.
    allErrors: formats === 'annotated',
    logger: false,
    meta: false,
    validateSchema: false,
    validateFormats: formats === 'strict',
    coerceTypes: wire === 'text' ? 'array' : false,
    // A schema that is compiled into each place which refers to it would grow without end.
    inlineRefs: false,
    // What is compiled sees some hundreds of values: making it faster takes longer than that saves.
    code: { optimize: false },
  });
  addFormats.default(ajv);
  return ajv;
}

/**
 * Validates against all that a view says. `formats` says whether `format` is a demand too: a witness is right by every
 * reading of the document that takes it, and wrong without help of a format in the other one.
 */
export function validatorFor(view: View, wire: Wire, formats: Formats): Validator {
  const validate = known(view, wire, formats);
  return (value) => {
    // A validator of text writes the types that it has read into the value.
    const holder = wire === 'text' ? structuredClone(value) : value;
    return validate(holder) ? [] : (validate.errors ?? []);
  };
}

function known(view: View, wire: Wire, formats: Formats): ValidateFunction {
  const { registry, forget } = registryFor(view.source, wire, formats);
  const key = keyOf(view);
  try {
    const validate = registry.validators.get(key) ?? compile(registry, view);
    registry.validators.set(key, validate);
    return validate;
  } catch (error) {
    // It may hold half of what the schema leads to.
    forget();
    const where = view.parts[0]?.pointer ?? '/';
    throw new ContractError(`${where} cannot be checked: ${error instanceof Error ? error.message : error}`);
  }
}

function compile({ ajv, names }: Registry, view: View): ValidateFunction {
  const open: string[] = [];
  const referred = new Set<string>();
  const refer = (pointer: string): JsonObject => {
    const target = unwrapped(view.source, pointer);
    const name = names.get(target) ?? `schema:${names.size}`;
    if (!names.has(target)) open.push(target);
    names.set(target, name);
    referred.add(name);
    return { $ref: name };
  };
  const all = view.parts.map(({ pointer }) => refer(pointer));
  const added = new Map<string, string[]>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    referred.clear();
    const outline = outlineOf(view.source, next, refer);
    const schema = isObject(outline) ? outline : outline !== false;
    if (schemaChecker.validateSchema(schema) !== true)
      throw new Error(`schema is invalid: ${schemaChecker.errorsText()}`);
    const name = names.get(next) ?? '';
    ajv.addSchema(schema, name);
    added.set(name, [...referred]);
  }
  // ajv compiles what a schema refers to from within that schema, and overflows its stack after some hundred of them.
  // What it knows already it does not compile: each is compiled by itself.
  for (const [name, others] of added)
    for (const other of others) {
      const [from, to] = [ajv.schemas[name], ajv.schemas[other]];
      if (from !== undefined && to !== undefined) from.refs[other] = to;
    }
  for (const name of added.keys()) ajv.getSchema(name);
  return ajv.compile(all.length === 0 ? {} : { allOf: all });
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
  return typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : String(value);
}
