import type { Json } from '../clauses/json.ts';
import { element, type Place } from '../clauses/schema.ts';
import { bad, good, type Probe, set } from './probe.ts';
import { childrenOf, elementsOf, sampleOf } from './sample.ts';

/** What the type alone allows: its smallest values, unless another keyword rules them out. */
export function validOfType(place: Place, places: readonly Place[]): Probe[] {
  const { schema, path, required } = place;
  if (schema.type === 'object')
    return [good('every-property', 'with every property', () => sampleOf(places, place, 'every'))];
  if (path.length === 0) return [];
  const given = required ? [] : [good('given', 'given', (sample) => sample)];
  switch (schema.type) {
    case 'string': {
      const free = schema.minLength === undefined && schema.format === undefined && schema.enum === undefined;
      // A required string without a lower bound has a meaning of its own (a URL, say) that "" would break.
      return free && !required
        ? [
            ...given,
            ...(schema.default === '' ? [] : [good('empty', 'an empty string', set(''))]),
            good('one-character', 'one character', set('x')),
            good('unicode', 'in several scripts', set('Zoë 日本 😀')),
          ]
        : given;
    }
    case 'array':
      return [...given, ...twoElements(place, places)];
    default:
      return given;
  }
}

function twoElements(place: Place, places: readonly Place[]): Probe[] {
  const item = elementOf(place, places);
  if (item === undefined || Number(place.schema.maxItems ?? 2) < 2) return [];
  return [good('two-elements', 'with two elements', set(elementsOf(places, place, 2)))];
}

function elementOf(place: Place, places: readonly Place[]): Place | undefined {
  return childrenOf(places, place).find(({ path }) => path.at(-1) === element);
}

/** Values that languages take for nothing, and so for an empty list, an empty text or 0. */
const falsy: Record<string, Record<string, Json>> = {
  string: { false: false },
  integer: { false: false, 'empty-string': '' },
  number: { false: false, 'empty-string': '' },
  array: { 'empty-string': '', false: false, 'empty-object': {} },
  object: { 'empty-array': [] },
};

export function otherTypes(type: string, place: Place, places: readonly Place[]): Probe[] {
  const item = elementOf(place, places);
  const own = sampleOf(places, place);
  // Chosen to tempt a target that coerces: "1" for 1, the body itself as a string, a lone element for a list, a list of one for an element.
  const values: Record<string, Json> = {
    string: place.path.length === 0 ? JSON.stringify(own) : type === 'integer' || type === 'number' ? '1' : 'x',
    number: 7,
    fraction: 1.5,
    boolean: true,
    null: null,
    array: type === 'object' && place.path.length === 0 ? [own] : [type === 'string' ? own : 'x'],
    object: item ? sampleOf(places, item) : {},
  };
  const allowed: Record<string, string[]> = {
    string: ['string'],
    integer: ['number'],
    number: ['number', 'fraction'],
    boolean: ['boolean'],
    array: ['array'],
    object: ['object'],
  };
  const kept = new Set([...(allowed[type] ?? []), ...(place.schema.nullable === true ? ['null'] : [])]);
  // What holds nothing but one text is easily taken for the whole.
  const alone = type === 'object' ? childrenOf(places, place).filter((child) => child.required) : [];
  const parts = alone
    .filter((child) => child.path.length > 1 && child.schema.type === 'string')
    .map((child): [string, Json] => [`${child.path.at(-1)}-alone`, sampleOf(places, child)]);
  // Some readers take a list for an object whose names are left out.
  const sequence: Record<string, Json> =
    type === 'object' ? { sequence: childrenOf(places, place).map((child) => sampleOf(places, child)) } : {};
  return Object.entries({ ...values, ...falsy[type], ...Object.fromEntries(parts), ...sequence })
    .filter(([name]) => !kept.has(name))
    .map(([name, value]) => bad(name, `${noun(name)} instead of ${noun(type)}`, set(value)));
}

function noun(name: string): string {
  if (name === 'null' || name === 'false') return name;
  if (name === 'sequence') return 'a list of its values';
  if (name.endsWith('-alone')) return `its ${name.replace('-', ' ')}`;
  return `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name.replace('-', ' ')}`;
}
