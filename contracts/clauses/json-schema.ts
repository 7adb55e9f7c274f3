import { isObject, type Json, type JsonObject } from './json.ts';

/**
 * A schema of OpenAPI 3.0 in the words of JSON Schema: bounds that exclude are numbers, and what may be null has a type that
 * says so. `nullable` without a `type` beside it allows nothing (OpenAPI 3.0.3, 4.7.24.1).
 */
export function jsonSchemaOf(schema: JsonObject): JsonObject;
export function jsonSchemaOf(schema: Json): Json;
export function jsonSchemaOf(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const { nullable, type, ...rest } = withBounds(schema);
  return {
    ...Object.fromEntries(Object.entries(rest).map(([keyword, value]) => [keyword, below(keyword, value)])),
    ...(type === undefined ? {} : { type: nullable === true ? [type, 'null'] : type }),
  };
}

/** A document as what `$ref`s of its schemas lead into. */
export function componentsOf(root: JsonObject): JsonObject {
  const { components } = root;
  if (!isObject(components)) return {};
  const { schemas } = components;
  return { ...components, ...(isObject(schemas) ? { schemas: each(schemas) } : {}) };
}

function below(keyword: string, value: Json): Json {
  if (keyword === 'properties') return each(value);
  if (['allOf', 'anyOf', 'oneOf'].includes(keyword))
    return Array.isArray(value) ? value.map((one) => jsonSchemaOf(one)) : value;
  return ['items', 'additionalProperties', 'not'].includes(keyword) ? jsonSchemaOf(value) : value;
}

function each(schemas: Json): Json {
  if (!isObject(schemas)) return schemas;
  return Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, jsonSchemaOf(one)]));
}

function withBounds(schema: JsonObject): JsonObject {
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema;
  return {
    ...rest,
    ...bound(minimum, exclusiveMinimum, 'minimum', 'exclusiveMinimum'),
    ...bound(maximum, exclusiveMaximum, 'maximum', 'exclusiveMaximum'),
  };
}

function bound(value: Json | undefined, excludes: Json | undefined, inside: string, outside: string): JsonObject {
  if (value === undefined) return {};
  return { [excludes === true ? outside : inside]: value };
}
