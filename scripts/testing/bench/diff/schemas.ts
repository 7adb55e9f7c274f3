import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isObject, type Json, type JsonObject } from '../../../../contracts/clauses/json.ts';
import type { Message } from '../../../../contracts/diff/change.ts';

/** How a value travels: parameters and headers are text. */
export type Wire = 'json' | 'text';
/** Whether `format` is a demand. */
export type Formats = 'with formats' | 'without formats';

export type Reading = { message: Message; wire: Wire; formats: Formats };

/** Whether a schema of a document takes a value. */
export function takes(document: JsonObject, schema: Json, { message, wire, formats }: Reading, value: Json): boolean {
  const validate = validatorFor(document, schema, message, wire, formats);
  return validate(wire === 'text' ? structuredClone(value) : value);
}

const known = new WeakMap<JsonObject, Map<string, ValidateFunction>>();

function validatorFor(
  document: JsonObject,
  schema: Json,
  message: Message,
  wire: Wire,
  formats: Formats,
): ValidateFunction {
  const ofDocument = known.get(document) ?? new Map<string, ValidateFunction>();
  known.set(document, ofDocument);
  const key = JSON.stringify([message, wire, formats, schema]);
  const validate = ofDocument.get(key) ?? engineFor(document, wire, formats).compile(rooted(document, schema, message));
  ofDocument.set(key, validate);
  return validate;
}

/** The schema with the document around it, which its `$ref`s lead into. To a validator the rest is words. */
function rooted(document: JsonObject, schema: Json, message: Message): JsonObject {
  const hidden = message === 'request' ? 'readOnly' : 'writeOnly';
  const whole = withoutHidden({ ...document, allOf: [schema] }, hidden);
  if (!isObject(whole)) throw new TypeError('a document is an object');
  return whole;
}

/** What is never in such a message is not asked for (OpenAPI 3.0.3, 4.7.24.2). */
function withoutHidden(value: Json, mark: string): Json {
  if (Array.isArray(value)) return value.map((one) => withoutHidden(one, mark));
  if (!isObject(value)) return value;
  const { properties, required } = value;
  const isHidden = (name: Json) => {
    const own = isObject(properties) && typeof name === 'string' ? properties[name] : undefined;
    return isObject(own) && own[mark] === true;
  };
  const inner = Object.entries(value).map(([key, one]): [string, Json] => [key, withoutHidden(one, mark)]);
  return {
    ...Object.fromEntries(inner),
    ...(Array.isArray(required) ? { required: required.filter((name) => !isHidden(name)) } : {}),
  };
}

const engines = new Map<string, Ajv>();

function engineFor({ openapi }: JsonObject, wire: Wire, formats: Formats): Ajv {
  const is30 = String(openapi).startsWith('3.0');
  const key = `${is30} ${wire} ${formats}`;
  const engine = engines.get(key) ?? newEngine(is30, wire, formats);
  engines.set(key, engine);
  return engine;
}

function newEngine(is30: boolean, wire: Wire, formats: Formats): Ajv {
  const options = {
    strict: false,
    logger: false,
    meta: false,
    validateSchema: false,
    validateFormats: formats === 'with formats',
    coerceTypes: wire === 'text' ? 'array' : false,
  } as const;
  const ajv = is30 ? withBounds30(new Ajv(options)) : new Ajv2020(options);
  return addFormats.default(ajv);
}

/** In 3.0 `exclusiveMinimum` says how `minimum` is meant. */
function withBounds30(ajv: Ajv): Ajv {
  for (const bound of ['minimum', 'maximum'] as const) {
    const exclusive = bound === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
    ajv.removeKeyword(exclusive).removeKeyword(bound);
    ajv.addKeyword({
      keyword: bound,
      type: 'number',
      compile: (limit: number, parent: JsonObject) => (value: number) => {
        const distance = bound === 'minimum' ? value - limit : limit - value;
        return parent[exclusive] === true ? distance > 0 : distance >= 0;
      },
    });
    ajv.addKeyword(exclusive);
  }
  return ajv;
}
