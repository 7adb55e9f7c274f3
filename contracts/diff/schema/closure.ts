import { below, isObject, type Json, type JsonObject, valueAt } from '../../clauses/json.ts';
import { keywordsOf, refOf, type Source, schemaAt, type View } from './view.ts';

/** Keywords that hold one schema, a list of schemas, schemas by name; what is none of these is data. */
const single = new Set([
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const maps = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const data = new Set([
  'type',
  'enum',
  'format',
  'required',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minContains',
  'maxContains',
  'minProperties',
  'maxProperties',
  'dependentRequired',
]);

/** Whether a keyword can refuse a value. */
export function demands(keyword: string): boolean {
  return single.has(keyword) || lists.has(keyword) || maps.has(keyword) || data.has(keyword);
}

/**
 * A view as one JSON Schema (2020-12) with all that it refers to. Schemas are named in the order in which they are met, so
 * that one which only stands elsewhere in the document comes out the same.
 */
export function closureOf({ source, parts }: View): JsonObject {
  const names = new Map<string, string>();
  const refer = (pointer: string): JsonObject => {
    const target = unwrapped(source, pointer);
    const name = names.get(target) ?? `s${names.size}`;
    names.set(target, name);
    return { $ref: `#/$defs/${name}` };
  };
  const allOf = parts.map(({ pointer }) => refer(pointer));
  const definitions: JsonObject = {};
  // The map grows while it is walked: what is referred to may refer to more.
  for (const [target, name] of names) definitions[name] = outlineOf(source, target, refer);
  return { allOf, $defs: definitions };
}

/** One schema object, what stands below it replaced by what `refer` makes of its pointer. */
export function outlineOf(source: Source, pointer: string, refer: (pointer: string) => Json): Json {
  if (valueAt(source.description.root, pointer) === false) return false;
  const raw = schemaAt(source, pointer);
  const { target } = refOf(source, pointer, raw);
  const entries = Object.entries(keywordsOf(source, pointer, raw)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const own = entries.flatMap(([keyword, value]): [string, Json][] => {
    const at = below(pointer, keyword);
    // Written out, a closed object is told from a property that is never allowed.
    if (single.has(keyword)) return [[keyword, typeof value === 'boolean' ? value : refer(at)]];
    if (lists.has(keyword) && Array.isArray(value))
      return [[keyword, value.map((_, index) => refer(below(at, index)))]];
    if (maps.has(keyword) && isObject(value)) {
      const keys = Object.keys(value).toSorted();
      return [[keyword, Object.fromEntries(keys.map((key) => [key, refer(below(at, key))]))]];
    }
    return data.has(keyword) ? [[keyword, sorted(keyword, value)]] : [];
  });
  return target === null
    ? Object.fromEntries(own)
    : { ...Object.fromEntries(own), allOf: [...listOf(own, 'allOf'), refer(target)] };
}

function listOf(entries: readonly [string, Json][], keyword: string): Json[] {
  const value = new Map(entries).get(keyword);
  return Array.isArray(value) ? value : [];
}

/** Follows what does nothing but lead to another schema: `$ref`, and `allOf` of one. */
export function unwrapped(source: Source, pointer: string, seen: readonly string[] = []): string {
  const at = dereferenced(source, pointer);
  if (seen.includes(at)) return at;
  const raw = schemaAt(source, at);
  const isOne = Array.isArray(raw.allOf) && raw.allOf.length === 1 && raw.$ref === undefined;
  return isOne && Object.keys(raw).filter(demands).length === 1
    ? unwrapped(source, below(at, 'allOf', 0), [...seen, at])
    : at;
}

/** Follows `$ref`s that stand alone. */
export function dereferenced(source: Source, pointer: string, seen: readonly string[] = []): string {
  const { target, alone } = refOf(source, pointer, schemaAt(source, pointer));
  if (target === null || !alone || seen.includes(target)) return pointer;
  return dereferenced(source, target, [...seen, target]);
}

/** Where the order says nothing, it is always the same. */
function sorted(keyword: string, value: Json): Json {
  const isSet = keyword === 'required' || keyword === 'enum' || keyword === 'type';
  return isSet && Array.isArray(value)
    ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    : value;
}
