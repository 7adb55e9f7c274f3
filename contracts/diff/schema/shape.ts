import { below, isObject, type Json, type JsonObject } from '../../clauses/json.ts';
import { namesIn } from '../../clauses/schema.ts';
import { type Part, type View, viewAt, viewWith } from './view.ts';

export const typeNames = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;
export type TypeName = (typeof typeNames)[number];

/** What the keywords of all parts of a view come to, taken together. */
export type Shape = {
  types: readonly TypeName[];
  /** Listed values; `undefined` when there is no list. */
  values: readonly Json[] | undefined;
  least: Bounds;
  most: Bounds;
  patterns: readonly string[];
  formats: readonly string[];
  multiples: readonly number[];
  unique: boolean;
  required: readonly string[];
  dependent: readonly [name: string, needs: readonly string[]][];
  /** Properties that have a schema of their own, and patterns of names that have one. */
  names: readonly string[];
  namePatterns: readonly string[];
  /** How many elements have a schema by their position. */
  prefix: number;
};

/** Smallest or greatest allowed, by keyword; not there: no limit. Exclusive limits have names of their own. */
export type Bounds = Readonly<Partial<Record<'length' | 'number' | 'exclusive' | 'items' | 'properties', number>>>;

const bounds = {
  length: ['minLength', 'maxLength'],
  number: ['minimum', 'maximum'],
  exclusive: ['exclusiveMinimum', 'exclusiveMaximum'],
  items: ['minItems', 'maxItems'],
  properties: ['minProperties', 'maxProperties'],
} as const;

const shapes = new WeakMap<View, Shape>();

export function shapeOf(view: View): Shape {
  const shape = shapes.get(view) ?? newShape(view);
  shapes.set(view, shape);
  return shape;
}

function newShape(view: View): Shape {
  const all = <T>(read: (keywords: JsonObject) => readonly T[]): T[] =>
    view.parts.flatMap(({ keywords }) => read(keywords));
  const strings = (keyword: string) => all(({ [keyword]: value }) => (typeof value === 'string' ? [value] : []));
  const numbers = (keyword: string) => all(({ [keyword]: value }) => (typeof value === 'number' ? [value] : []));
  const keys = (keyword: string) => [
    ...new Set(all(({ [keyword]: value }) => (isObject(value) ? Object.keys(value) : []))),
  ];
  const limits = (index: 0 | 1, pick: (...values: number[]) => number): Bounds =>
    Object.fromEntries(
      Object.entries(bounds).flatMap(([name, keywords]) => {
        const given = numbers(keywords[index]);
        return given.length === 0 ? [] : [[name, pick(...given)]];
      }),
    );
  const lists = all(({ enum: value, not }) => [
    ...(Array.isArray(value) ? [value] : []),
    ...(takesAll(not) ? [[]] : []),
  ]);
  const [first, ...others] = lists;
  return {
    types: typesIn(all(({ type }) => (Array.isArray(type) ? [type] : []))),
    values: first?.filter((value) => others.every((list) => list.some((one) => isSame(one, value)))),
    least: limits(0, Math.max),
    most: limits(1, Math.min),
    patterns: strings('pattern'),
    formats: [...new Set(strings('format'))],
    multiples: numbers('multipleOf').filter((one) => one > 0),
    unique: view.parts.some(({ keywords }) => keywords.uniqueItems === true),
    required: [...new Set(all(({ required }) => namesIn(required)))],
    dependent: all(({ dependentRequired }) =>
      isObject(dependentRequired)
        ? Object.entries(dependentRequired).map(([name, needs]): [string, string[]] => [name, namesIn(needs)])
        : [],
    ),
    names: keys('properties'),
    namePatterns: keys('patternProperties'),
    prefix: Math.max(0, ...all(({ prefixItems }) => (Array.isArray(prefixItems) ? [prefixItems.length] : []))),
  };
}

function takesAll(schema: Json | undefined): boolean {
  return schema === true || (isObject(schema) && Object.keys(schema).length === 0);
}

/** The types that every list has. An integer is a number. */
function typesIn(lists: readonly Json[][]): TypeName[] {
  const has = (list: Json[], type: TypeName) => list.includes(type) || (type === 'integer' && list.includes('number'));
  return typeNames.filter((type) => lists.every((list) => has(list, type)));
}

export function isSame(one: Json, other: Json): boolean {
  return canonical(one) === canonical(other);
}

/** Equal values have equal texts, whatever the order of their properties. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}

const properties = new WeakMap<View, Map<string, View>>();

/** What is said of one property. */
export function propertyOf(view: View, name: string): View {
  const known = properties.get(view) ?? new Map<string, View>();
  properties.set(view, known);
  const property = known.get(name) ?? newProperty(view, name);
  known.set(name, property);
  return property;
}

function newProperty(view: View, name: string): View {
  const evaluated = view.parts.flatMap(({ pointer, keywords }) => {
    const own = isObject(keywords.properties) && Object.hasOwn(keywords.properties, name);
    const matching = isObject(keywords.patternProperties)
      ? Object.keys(keywords.patternProperties).filter((pattern) => matches(pattern, name))
      : [];
    const at = [
      ...(own ? [below(pointer, 'properties', name)] : []),
      ...matching.map((pattern) => below(pointer, 'patternProperties', pattern)),
    ];
    return at.length === 0 && keywords.additionalProperties !== undefined
      ? [below(pointer, 'additionalProperties')]
      : at;
  });
  const left = evaluated.length === 0 ? pointersTo(view, 'unevaluatedProperties') : [];
  return viewAt(view.source, ...evaluated, ...left);
}

/** What is said of one element of a list. */
export function elementOf(view: View, index: number): View {
  const evaluated = view.parts.flatMap(({ pointer, keywords }) => {
    if (Array.isArray(keywords.prefixItems) && index < keywords.prefixItems.length)
      return [below(pointer, 'prefixItems', index)];
    return keywords.items === undefined ? [] : [below(pointer, 'items')];
  });
  const left = evaluated.length === 0 ? pointersTo(view, 'unevaluatedItems') : [];
  return viewAt(view.source, ...evaluated, ...left);
}

/** A keyword that holds one schema, for every part that has it. */
export function pointersTo(view: View, keyword: string): string[] {
  return view.parts.flatMap(({ pointer, keywords }) =>
    keywords[keyword] === undefined ? [] : [below(pointer, keyword)],
  );
}

/** Choices past this number are left to the search. */
const mostAlternatives = 24;

/** One choice of a view: where it stands, and the schemas that each way to choose adds. */
type Choice = { at: string; ways: readonly (readonly string[])[] };

/** The view once for each way to choose among `oneOf`, `anyOf` and `if`; the view itself where there is no choice left. */
export function alternativesOf(view: View): View[] {
  const choices = view.parts.flatMap(choicesOf).filter(({ at }) => !view.chosen.includes(at));
  if (choices.length === 0) return [view];
  const ways = choices.reduce<string[][]>(
    (all, choice) => all.flatMap((before) => choice.ways.map((way) => [...before, ...way])).slice(0, mostAlternatives),
    [[]],
  );
  const chosen = choices.map(({ at }) => at);
  return ways.map((pointers) => viewWith(view, pointers, chosen));
}

function choicesOf({ pointer, keywords }: Part): Choice[] {
  const lists = ['oneOf', 'anyOf'].flatMap((keyword): Choice[] => {
    const list = keywords[keyword];
    const at = below(pointer, keyword);
    return Array.isArray(list) ? [{ at, ways: list.map((_, index) => [below(at, index)]) }] : [];
  });
  if (keywords.if === undefined) return lists;
  const held = (keyword: string) => (keywords[keyword] === undefined ? [] : [below(pointer, keyword)]);
  return [...lists, { at: below(pointer, 'if'), ways: [[...held('if'), ...held('then')], held('else')] }];
}

export function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return false;
  }
}
