import type { ContractDocument } from './document.ts';
import { below, isObject, type Json, type JsonObject } from './json.ts';
import { objectAt, type SchemaPlace } from './operation.ts';

/** The schema at a pointer and those that must hold besides, by way of `allOf`. Each is there once. */
export function partsAt(document: ContractDocument, pointer: string, above: readonly string[] = []): SchemaPlace[] {
  const own = objectAt(document, pointer);
  if (above.includes(own.pointer)) return [];
  const { allOf } = own.schema;
  const others = Array.isArray(allOf) ? allOf : [];
  const seen = [...above, own.pointer];
  return [own, ...others.flatMap((_, at) => partsAt(document, below(own.pointer, 'allOf', at), seen))];
}

/**
 * Several schema objects of which all must hold (`allOf`) as one; `undefined` where that one cannot be written with their own
 * keywords. What they say together is the same, so that each keyword can be asked for by itself.
 */
export function merged(schemas: readonly JsonObject[]): JsonObject | undefined {
  if (schemas.length === 1) return schemas[0];
  if (!schemas.every((schema) => isOpenTo(schema, schemas))) return undefined;
  const result = new Map<string, Json>();
  for (const [keyword, value] of schemas.flatMap((schema) => Object.entries(schema))) {
    if (keyword === 'allOf') continue;
    const before = result.get(keyword);
    const both = before === undefined ? value : together(keyword, before, value);
    if (both === undefined) return undefined;
    result.set(keyword, both);
  }
  return Object.fromEntries(result);
}

/** Whether what a schema says of other properties says nothing of those that the others name. */
function isOpenTo(schema: JsonObject, others: readonly JsonObject[]): boolean {
  const { additionalProperties: additional = true } = schema;
  const own = Object.keys(propertiesOf(schema));
  return additional === true || others.every((one) => Object.keys(propertiesOf(one)).every((key) => own.includes(key)));
}

/** Where `properties` of two schemas name the same one, both schemas speak of it: who follows them asks each. */
function propertiesOf({ properties }: JsonObject): JsonObject {
  return isObject(properties) ? properties : {};
}

/** Of these the first says enough: they demand nothing. */
const notes: ReadonlySet<string> = new Set([
  ...['title', 'description', 'example', 'default', 'deprecated', 'externalDocs', 'xml', 'discriminator'],
  ...['readOnly', 'writeOnly', 'items', 'nullable'],
]);
const least: ReadonlySet<string> = new Set(['minLength', 'minItems', 'minProperties']);
const most: ReadonlySet<string> = new Set(['maxLength', 'maxItems', 'maxProperties']);

function together(keyword: string, a: Json, b: Json): Json | undefined {
  if (JSON.stringify(a) === JSON.stringify(b) || notes.has(keyword) || keyword.startsWith('x-')) return a;
  if (least.has(keyword)) return Math.max(Number(a), Number(b));
  if (most.has(keyword)) return Math.min(Number(a), Number(b));
  if (keyword === 'properties' && isObject(a) && isObject(b)) return { ...a, ...b };
  if (keyword === 'additionalProperties' && (a === true || b === true)) return a === true ? b : a;
  if (!Array.isArray(a) || !Array.isArray(b)) return undefined;
  if (keyword === 'required') return [...new Set([...a, ...b])];
  if (keyword === 'enum') return a.filter((one) => b.some((other) => JSON.stringify(one) === JSON.stringify(other)));
  return undefined;
}
