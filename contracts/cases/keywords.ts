import { isObject, type Json, type JsonObject } from '../clauses/json.ts';
import { element, namesIn, type Place } from '../clauses/schema.ts';
import { childrenOf, parentOf, sampleOf, stringOfLength } from './sample.ts';

/** One change to a valid value that one keyword decides about. */
export type Probe = {
  label: string;
  title: string;
  /** Whether the keyword allows the changed value. */
  valid: boolean;
  /** What is changed: the value at the place itself, or the object that holds it. */
  at: 'place' | 'parent';
  edit: (sample: Json) => Json;
};

/**
 * The changes that show whether a target keeps one keyword of one place: the value just inside and just outside what it
 * allows. `undefined` when sendproof cannot derive cases from this keyword: the plan shows that clause as a hole.
 */
export function probesOf(places: readonly Place[], place: Place, keyword: string, value: Json): Probe[] | undefined {
  return families[keyword]?.(value, place, places);
}

const set = (value: Json) => () => value;
const good = (label: string, title: string, edit: Probe['edit']): Probe => ({
  label,
  title,
  valid: true,
  at: 'place',
  edit,
});
const bad = (label: string, title: string, edit: Probe['edit']): Probe => ({
  label,
  title,
  valid: false,
  at: 'place',
  edit,
});

const families: Record<string, (value: Json, place: Place, places: readonly Place[]) => Probe[]> = {
  type: (type, place, places) => [...validOfType(place, places), ...otherTypes(String(type), place, places)],
  required: (names) => [
    good('only-required', 'with nothing but what is required', (sample) => sample),
    ...namesIn(names).map((name) =>
      bad(`without-${name}`, `without ${name}`, (sample) => without(asObject(sample), name)),
    ),
  ],
  additionalProperties: (allowed) =>
    allowed === false
      ? [
          bad('extra', 'with a property that the contract does not have', (sample) => ({
            ...asObject(sample),
            sendproofExtra: 'x',
          })),
        ]
      : [],
  minLength: (least, place) =>
    bounds('minLength', Number(least), -1, 'character', (length) => stringOfLength(place, length)),
  maxLength: (most, place) =>
    bounds('maxLength', Number(most), 1, 'character', (length) => stringOfLength(place, length)),
  minimum: (least) => bounds('minimum', Number(least), -1, '', (number) => number),
  maximum: (most) => bounds('maximum', Number(most), 1, '', (number) => number),
  minItems: (least, place, places) => bounds('minItems', Number(least), -1, 'element', itemsOf(place, places)),
  maxItems: (most, place, places) => bounds('maxItems', Number(most), 1, 'element', itemsOf(place, places)),
  default: (value, place, places) => [
    good('explicit', 'given as its default', set(value)),
    {
      ...good('left-out', 'left out', () => without(asObject(wholeParent(place, places)), place.path.at(-1) ?? '')),
      at: 'parent',
    },
  ],
  nullable: () => [good('null', 'null', set(null))],
  enum: (choices) => [
    ...(Array.isArray(choices) ? choices.map((one) => good(JSON.stringify(one), JSON.stringify(one), set(one))) : []),
    bad('other', 'a value that is not listed', set('sendproof-other')),
  ],
  format: (format) =>
    format === 'email'
      ? [
          bad('no-at', 'without an @', set('ana.example.com')),
          bad('nothing-before-at', 'with nothing before the @', set('@example.com')),
        ]
      : [],
};

/** A value at the bound and one a step past it. A bound that cannot be passed (minLength 0) has no value outside. */
function bounds(keyword: string, bound: number, step: 1 | -1, unit: string, make: (size: number) => Json): Probe[] {
  const outside = bound + step;
  const one = unit === '' ? 'one' : `one ${unit}`;
  return [
    good(`${bound}`, `at ${keyword} ${bound}`, set(make(bound))),
    ...(unit !== '' && outside < 0
      ? []
      : [bad(`${outside}`, `${one} ${step === 1 ? 'over' : 'under'} ${keyword} ${bound}`, set(make(outside)))]),
  ];
}

/** What the type alone allows: its smallest values, unless another keyword rules them out. */
function validOfType(place: Place, places: readonly Place[]): Probe[] {
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
          ]
        : given;
    }
    default:
      return given;
  }
}

function otherTypes(type: string, place: Place, places: readonly Place[]): Probe[] {
  const item = childrenOf(places, place).find(({ path }) => path.at(-1) === element);
  const own = sampleOf(places, place);
  // Chosen to tempt a target that coerces: "1" for 1, a lone element for a list, a list of one for an element.
  const values: Record<string, Json> = {
    string: type === 'integer' || type === 'number' ? '1' : 'x',
    number: 7,
    fraction: 1.5,
    boolean: true,
    null: null,
    array: type === 'object' && place.path.length === 0 ? [own] : [type === 'string' ? own : 'x'],
    object: item ? sampleOf(places, item) : {},
  };
  const allowed: Record<string, string[]> = {
    string: ['string', 'fraction'],
    integer: ['number'],
    number: ['number', 'fraction'],
    boolean: ['boolean', 'fraction'],
    array: ['array', 'fraction'],
    object: ['object', 'fraction'],
  };
  const kept = new Set([...(allowed[type] ?? []), ...(place.schema.nullable === true ? ['null'] : [])]);
  return Object.entries(values)
    .filter(([name]) => !kept.has(name))
    .map(([name, value]) =>
      bad(
        name,
        `${name === 'null' ? 'null' : `${/^[ao]/.test(name) ? 'an' : 'a'} ${name}`} instead of ${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`,
        set(value),
      ),
    );
}

function wholeParent(place: Place, places: readonly Place[]): Json {
  const parent = parentOf(places, place);
  return parent ? sampleOf(places, parent, 'every') : {};
}

function itemsOf(place: Place, places: readonly Place[]): (length: number) => Json {
  const item = places.find(({ name }) => name === `${place.name}[]`);
  return (length) => Array.from({ length }, () => (item ? sampleOf(places, item) : 'x'));
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

export function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
