import { ContractError } from '../../clauses/contract-error.ts';
import { below, isObject, type Json, type JsonObject, property, text, valueAt } from '../../clauses/json.ts';
import { namesIn } from '../../clauses/schema.ts';
import type { Message } from '../change.ts';
import { type Description, targetOf } from '../document.ts';

/** Where schemas are read: some of OpenAPI's keywords mean another thing in a request than in an answer. */
export type Source = { description: Description; message: Message };

const sources = new WeakMap<Description, Record<Message, Source>>();

/** The same source each time, so that what has been made of it can be found again. */
export function sourceOf(description: Description, message: Message): Source {
  const known = sources.get(description) ?? {
    request: { description, message: 'request' },
    answer: { description, message: 'answer' },
  };
  sources.set(description, known);
  return known[message];
}

/** One schema object with the keywords of JSON Schema 2020-12; what stands below it is still to be read by its pointer. */
export type Part = { pointer: string; keywords: JsonObject };

/** All that a document says of one place of a message: `$ref` and `allOf` followed, every part must hold. */
export type View = {
  source: Source;
  parts: readonly Part[];
  /** Where a choice (`oneOf`, say) has been made already. */
  chosen: readonly string[];
};

const views = new WeakMap<Source, Map<string, View>>();

/** The same view each time, so that what has been made of it can be found again. */
function shared(source: Source, key: string, make: () => View): View {
  const known = views.get(source) ?? new Map<string, View>();
  views.set(source, known);
  const view = known.get(key) ?? make();
  known.set(key, view);
  return view;
}

/** The schema at a pointer; `null` stands for no schema, which demands nothing. */
export function viewAt(source: Source, ...pointers: readonly (string | null)[]): View {
  return shared(source, pointers.join(' '), () => {
    const parts = pointers.flatMap((pointer) => (pointer === null ? [] : knownParts(source, pointer)));
    const unique = new Map(parts.map((part) => [part.pointer, part]));
    return { source, parts: [...unique.values()], chosen: [] };
  });
}

const partsOf = new WeakMap<Source, Map<string, Part[]>>();

/** Schemas that many others lead to are asked for again and again. */
function knownParts(source: Source, pointer: string): Part[] {
  const known = partsOf.get(source) ?? new Map<string, Part[]>();
  partsOf.set(source, known);
  const parts = known.get(pointer) ?? partsAt(source, pointer, []);
  known.set(pointer, parts);
  return parts;
}

/** A view to which the outcome of some choices is added. */
export function viewWith(view: View, pointers: readonly string[], chosen: readonly string[]): View {
  const whole = viewAt(view.source, ...view.parts.map(({ pointer }) => pointer), ...pointers);
  const made = { ...whole, chosen: [...view.chosen, ...chosen] };
  return shared(view.source, `${keyOf(made)} chosen`, () => made);
}

/** Views with the same key are the same. */
export function keyOf(view: View): string {
  return [...view.parts.map(({ pointer }) => pointer), ...view.chosen].join(' ');
}

function partsAt(source: Source, pointer: string, above: readonly string[]): Part[] {
  if (above.includes(pointer)) throw new ContractError(`${pointer} refers to itself`);
  const raw = schemaAt(source, pointer);
  const seen = [...above, pointer];
  const ref = refOf(source, pointer, raw);
  const all = Array.isArray(raw.allOf) && !ref.alone ? raw.allOf.map((_, index) => below(pointer, 'allOf', index)) : [];
  return [
    ...(ref.alone ? [] : [{ pointer, keywords: keywordsOf(source, pointer, raw) }]),
    ...(ref.target === null ? [] : partsAt(source, ref.target, seen)),
    ...all.flatMap((one) => partsAt(source, one, seen)),
  ];
}

/** Keywords that lead to other schemas, and what they must be for that. */
type Form = { keyword: string; is: (value: Json | undefined) => boolean; what: string };
const forms: readonly Form[] = [
  ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].map(
    (keyword): Form => ({ keyword, is: Array.isArray, what: 'a list' }),
  ),
  ...['properties', 'patternProperties', 'dependentSchemas'].map(
    (keyword): Form => ({ keyword, is: isObject, what: 'an object' }),
  ),
  { keyword: '$ref', is: (value) => typeof value === 'string', what: 'a text' },
];

const schemas = new WeakMap<Source, Map<string, JsonObject>>();

/** The schema object at a pointer as it stands there, `true` and `false` written out. */
export function schemaAt(source: Source, pointer: string): JsonObject {
  const known = schemas.get(source) ?? new Map<string, JsonObject>();
  schemas.set(source, known);
  const schema = known.get(pointer) ?? readSchema(source, pointer);
  known.set(pointer, schema);
  return schema;
}

function readSchema({ description }: Source, pointer: string): JsonObject {
  const value = valueAt(description.root, pointer);
  if (value === undefined) throw new ContractError(`nothing stands at ${pointer}`);
  if (value === true) return {};
  if (value === false) return { enum: [] };
  if (!isObject(value)) throw new ContractError(`${pointer} is not a schema`);
  const unknown = ['$id', '$anchor', '$dynamicRef'].find((keyword) => typeof value[keyword] === 'string');
  if (unknown !== undefined) throw new ContractError(`${pointer} has ${unknown}, which sendproof cannot follow`);
  for (const { keyword, is, what } of forms)
    if (value[keyword] !== undefined && !is(value[keyword]))
      throw new ContractError(`${below(pointer, keyword)} is not ${what}`);
  return value;
}

/** Where a schema refers to. In OpenAPI 3.0 nothing beside a `$ref` counts. */
export function refOf(
  { description }: Source,
  pointer: string,
  raw: JsonObject,
): { target: string | null; alone: boolean } {
  const ref = text(raw.$ref);
  if (ref === undefined) return { target: null, alone: false };
  return {
    target: targetOf(pointer, ref),
    alone: description.version === '3.0' || Object.keys(raw).length === 1,
  };
}

/** The keywords of one schema object, in the spelling of JSON Schema 2020-12, without `$ref`. */
export function keywordsOf(source: Source, pointer: string, raw: JsonObject): JsonObject {
  const { $ref: _, nullable, const: only, type, required, ...others } = raw;
  const types = typeof type === 'string' ? [type] : type;
  return {
    ...withoutEmptyLists(withNumericBounds(others)),
    ...(types === undefined ? {} : { type: nullable === true && Array.isArray(types) ? [...types, 'null'] : types }),
    ...(only === undefined ? {} : { enum: [only] }),
    ...(required === undefined
      ? {}
      : { required: [...new Set(namesIn(required))].filter((name) => !isHidden(source, pointer, name)) }),
  };
}

/** What generators write where there are no alternatives. JSON Schema asks for one at least, and gives it no meaning. */
function withoutEmptyLists(schema: JsonObject): JsonObject {
  const isEmpty = (value: Json) => Array.isArray(value) && value.length === 0;
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword, value]) => !(choices.has(keyword) && isEmpty(value))),
  );
}

const choices = new Set(['allOf', 'anyOf', 'oneOf']);

/** `exclusiveMinimum` of 3.0 says of `minimum` that it is exclusive; documents of 3.1 have that spelling too. */
function withNumericBounds(schema: JsonObject): JsonObject {
  const bounds: [bound: string, exclusive: string][] = [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ];
  return bounds.reduce<JsonObject>((all, [bound, exclusive]) => {
    const { [exclusive]: excluded, [bound]: value, ...others } = all;
    if (typeof excluded !== 'boolean') return all;
    if (value === undefined) return others;
    return { ...others, [excluded ? exclusive : bound]: value };
  }, schema);
}

/** Whether a property is never in this kind of message, so that `required` does not ask for it (OpenAPI 3.0.3, 4.7.24.2). */
function isHidden(source: Source, pointer: string, name: string): boolean {
  const at = below(pointer, 'properties', name);
  const hidden = source.message === 'request' ? 'readOnly' : 'writeOnly';
  const own = valueAt(source.description.root, at);
  if (own === undefined) return false;
  const marks: (Json | undefined)[] = [own, source.description.resolve(at).value].map((one) => property(one, hidden));
  return marks.includes(true);
}
