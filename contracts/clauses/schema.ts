import type { ContractDocument } from './document.ts';
import { below, type Json, type JsonObject, property } from './json.ts';
import { objectAt, type SchemaPlace } from './operation.ts';

/**
 * One place in a message that a schema speaks of: `name` as a person writes it (`cc[].email`, empty at the top), `path`
 * as the steps to it (`[]` is any element of a list).
 */
export type Place = SchemaPlace & { name: string; path: readonly string[]; required: boolean };

/** Says something about a schema but demands nothing of a value. `default` is not here: it lets a property be left out. */
const annotations = new Set([
  'title',
  'description',
  'example',
  'examples',
  'deprecated',
  'externalDocs',
  'xml',
  'readOnly',
  'writeOnly',
]);
/** Lead to other schemas, and demand nothing by themselves. */
const containers = new Set(['properties', 'items']);

/** The step of a path that stands for any element of a list. */
export const element = '[]';

/** Every place in the message that the schema describes, from the top down. Recursive schemas are followed once. */
export function placesOf(document: ContractDocument, root: SchemaPlace): Place[] {
  const walk = (place: Place, above: readonly string[]): Place[] => {
    if (above.includes(place.pointer)) return [];
    const seen = [...above, place.pointer];
    const required = namesIn(place.schema.required);
    const properties = Object.keys(property(place.schema, 'properties') ?? {}).flatMap((key) =>
      walk(
        {
          ...objectAt(document, below(place.pointer, 'properties', key)),
          name: place.name === '' ? key : `${place.name}.${key}`,
          path: [...place.path, key],
          required: required.includes(key),
        },
        seen,
      ),
    );
    const items =
      place.schema.items === undefined
        ? []
        : walk(
            {
              ...objectAt(document, below(place.pointer, 'items')),
              name: `${place.name}[]`,
              path: [...place.path, element],
              required: false,
            },
            seen,
          );
    return [place, ...properties, ...items];
  };
  return walk({ ...root, name: '', path: [], required: true }, []);
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
  return keyword === 'nullable' && value === false;
}
