import type { ContractDocument } from './document.ts';
import { below, isObject, type Json, type JsonObject, property, text } from './json.ts';
import { merged, partsAt } from './merge.ts';
import { objectAt, type SchemaPlace } from './operation.ts';

/**
 * One place in a message that a schema speaks of: `name` as a person writes it (`cc[].email`, empty at the top), `path`
 * as the steps to it (`[]` is any element of a list). `schema` is all that the document says there, in one; `parts` are the
 * schema objects that say it, for `allOf` may lead to several.
 */
export type Place = SchemaPlace & {
  name: string;
  path: readonly string[];
  required: boolean;
  parts: readonly SchemaPlace[];
  forms: readonly Form[];
};

/** What else a value may be, or must not be: the other schemas of a choice, what `not` forbids, an unnamed property. */
export type Form = { keyword: string; name: string; places: readonly Place[] };

/** Says something about a schema but demands nothing of a value. `default` is not here: it lets a property be left out. */
const annotations = new Set([
  'title',
  'description',
  'example',
  'examples',
  'deprecated',
  // A hint at which schema of a choice a value is meant for; the choice itself demands.
  'discriminator',
  'externalDocs',
  'xml',
  'readOnly',
  'writeOnly',
]);
/** Lead to other schemas, and demand nothing by themselves. */
const containers = new Set(['properties', 'items']);

/** The step of a path that stands for any element of a list. */
export const element = '[]';

/**
 * Every place in the message that the schema describes, from the top down. Recursive schemas are followed once. Who makes
 * messages must `choose`: then the first schema of a choice (`oneOf`, `anyOf`) holds besides, and the others are forms.
 */
export function placesOf(document: ContractDocument, root: SchemaPlace, { choose } = { choose: false }): Place[] {
  const top = { name: '', path: [], required: true };
  type Where = Pick<Place, 'name' | 'path' | 'required'>;

  const walk = (pointers: readonly string[], where: Where, above: readonly string[]): Place[] => {
    const owners = pointers.map((pointer) => objectAt(document, pointer));
    const [first] = owners;
    if (first === undefined || owners.some(({ pointer }) => above.includes(pointer))) return [];
    const places = walkParts(
      pointers.flatMap((pointer) => partsAt(document, pointer)),
      where,
      above,
    );
    // What cannot be written as one schema stays a keyword, whole.
    const whole = owners.length === 1 ? first.schema : { allOf: owners.map(({ schema }) => schema) };
    return places ?? walkOne(whole, [first], where, above);
  };

  const walkParts = (parts: readonly SchemaPlace[], where: Where, above: readonly string[]): Place[] | undefined => {
    const schema = merged(parts.map((part) => part.schema));
    if (schema === undefined) return undefined;
    const choice = choose ? choiceIn(parts) : undefined;
    if (choice === undefined) return walkOne(schema, parts, where, above);
    const { keyword, holder, choices } = choice;
    const others = without(parts, holder, keyword);
    const known = [...above, ...parts.map(({ pointer }) => pointer)];
    const forms = choices.map(({ pointer, name }, at) => {
      const added = partsAt(document, pointer);
      const isRound = added.some((part) => known.includes(part.pointer));
      const places = isRound ? [] : walkParts([...others, ...added], at === 0 ? where : top, above);
      return { keyword, name, places: places ?? [] };
    });
    const [given, ...rest] = forms[0]?.places ?? [];
    if (given === undefined) return walkOne(schema, parts, where, above);
    return [
      {
        ...given,
        schema: { ...given.schema, [keyword]: holder.schema[keyword] ?? null },
        parts: [holder, ...given.parts],
        forms: [...forms.slice(1).filter(({ places }) => places.length > 0), ...given.forms],
      },
      ...rest,
    ];
  };

  const walkOne = (
    schema: JsonObject,
    parts: readonly SchemaPlace[],
    where: Where,
    above: readonly string[],
  ): Place[] => {
    const seen = [...above, ...parts.map(({ pointer }) => pointer)];
    const required = namesIn(schema.required);
    const inside = (...steps: string[]): string[] =>
      parts
        .filter((part) => steps.reduce<Json | undefined>(property, part.schema) !== undefined)
        .map(({ pointer }) => below(pointer, ...steps));
    const properties = Object.keys(property(schema, 'properties') ?? {}).flatMap((key) =>
      walk(
        inside('properties', key),
        {
          name: where.name === '' ? key : `${where.name}.${key}`,
          path: [...where.path, key],
          required: required.includes(key),
        },
        seen,
      ),
    );
    const items = walk(
      inside('items'),
      { name: `${where.name}[]`, path: [...where.path, element], required: false },
      seen,
    );
    const forms = choose ? [...forbidden(parts, above), ...unnamed(schema, inside('additionalProperties'), seen)] : [];
    return [{ pointer: parts[0]?.pointer ?? '', schema, ...where, parts, forms }, ...properties, ...items];
  };

  const forbidden = (parts: readonly SchemaPlace[], above: readonly string[]): Form[] =>
    parts
      .filter(({ schema }) => isObject(schema.not))
      .flatMap((holder) => {
        const both = [...without(parts, holder, 'not'), ...partsAt(document, below(holder.pointer, 'not'))];
        const places = walkParts(both, top, above);
        return places === undefined ? [] : [{ keyword: 'not', name: 'not', places }];
      });

  const unnamed = (schema: JsonObject, pointers: readonly string[], seen: readonly string[]): Form[] =>
    isObject(schema.additionalProperties)
      ? [{ keyword: 'additionalProperties', name: 'additionalProperties', places: walk(pointers, top, seen) }]
      : [];

  return walk([root.pointer], top, []);
}

type Choice = { keyword: string; holder: SchemaPlace; choices: { pointer: string; name: string }[] };

/** The first choice that the parts of a schema leave. */
function choiceIn(parts: readonly SchemaPlace[]): Choice | undefined {
  return parts
    .flatMap((holder) => ['oneOf', 'anyOf'].map((keyword) => ({ keyword, holder, list: holder.schema[keyword] })))
    .flatMap(({ list, ...rest }) => (Array.isArray(list) && list.length > 0 ? [{ ...rest, list }] : []))
    .map(({ keyword, holder, list }) => ({
      keyword,
      holder,
      choices: list.map((one, at) => ({
        pointer: below(holder.pointer, keyword, at),
        name: text(property(one, '$ref'))?.split('/').at(-1) ?? text(property(one, 'title')) ?? `form ${at + 1}`,
      })),
    }))[0];
}

function without(parts: readonly SchemaPlace[], holder: SchemaPlace, keyword: string): SchemaPlace[] {
  return parts.map((part) => {
    if (part !== holder) return part;
    const { [keyword]: _, ...rest } = part.schema;
    return { ...part, schema: rest };
  });
}

/** Where a keyword of a place stands in the document. */
export function pointerOf(place: Place, keyword: string): string {
  const part = place.parts.find(({ schema }) => schema[keyword] !== undefined) ?? place;
  return below(part.pointer, keyword);
}

/** The keywords of one schema that demand something, with their values. */
export function demandsOf(schema: JsonObject): [keyword: string, value: Json][] {
  return Object.entries(schema).filter(
    ([keyword, value]) =>
      !annotations.has(keyword) &&
      !containers.has(keyword) &&
      !keyword.startsWith('x-') &&
      !demandsNothing(keyword, value),
  );
}

export function namesIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function demandsNothing(keyword: string, value: Json): boolean {
  return value === false && ['nullable', 'uniqueItems', 'exclusiveMinimum', 'exclusiveMaximum'].includes(keyword);
}
