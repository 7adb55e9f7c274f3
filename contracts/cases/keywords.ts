import type { Json } from '../clauses/json.ts';
import { namesIn, type Place } from '../clauses/schema.ts';
import { formerProperties } from './former.ts';
import { forbiddenProbes, formProbes } from './forms.ts';
import { asObject, bad, extraName, extraProperty, good, type Probe, set, without } from './probe.ts';
import { childrenOf, elementsOf, parentOf, sampleOf } from './sample.ts';
import { breakingPattern, stringOfLength } from './texts.ts';
import { otherTypes, validOfType } from './types.ts';
import { countedProperties, unnamedProbes } from './unnamed.ts';

/**
 * The changes that show whether a target keeps one keyword of one place: the value just inside and just outside what it
 * allows. `undefined` when sendproof cannot derive cases from this keyword: the plan shows that clause as a hole.
 */
export function probesOf(places: readonly Place[], place: Place, keyword: string, value: Json): Probe[] | undefined {
  return families[keyword]?.(value, place, places);
}

const families: Record<string, (value: Json, place: Place, places: readonly Place[]) => Probe[]> = {
  type: (type, place, places) => [...validOfType(place, places), ...otherTypes(String(type), place, places)],
  required: (names) => [
    good('only-required', 'with nothing but what is required', (sample) => sample),
    ...namesIn(names).map((name) =>
      bad(`without-${name}`, `without ${name}`, (sample) => without(asObject(sample), name)),
    ),
  ],
  additionalProperties: (allowed, place, places) => {
    if (allowed === true)
      return [good('extra', 'with a property that the contract does not name', extraProperty(extraName, 'x'))];
    return allowed === false ? extras(place, places) : unnamedProbes(place, probesOf);
  },
  oneOf: (_, place, places) => formProbes('oneOf', place, places, probesOf),
  anyOf: (_, place, places) => formProbes('anyOf', place, places, probesOf),
  not: (_, place) => forbiddenProbes(place),
  minProperties: (least, place, places) => countedProperties('minProperties', Number(least), -1, place, places),
  maxProperties: (most, place, places) => countedProperties('maxProperties', Number(most), 1, place, places),
  minLength: (least, place) =>
    bounds('minLength', Number(least), -1, 'character', (length) => stringOfLength(place.schema, length)),
  maxLength: (most, place) =>
    bounds('maxLength', Number(most), 1, 'character', (length) => stringOfLength(place.schema, length)),
  pattern: (_, place, places) => {
    const sample = String(sampleOf(places, place));
    return [
      good('fits', 'a text that fits the pattern', set(sample)),
      ...breakingPattern(place.schema, sample).map(([label, title, text]) => bad(label, title, set(text))),
    ];
  },
  minimum: (least) => bounds('minimum', Number(least), -1, '', (number) => number),
  maximum: (most) => bounds('maximum', Number(most), 1, '', (number) => number),
  exclusiveMinimum: (_, { schema }) => excluded('minimum', Number(schema.minimum), 1),
  exclusiveMaximum: (_, { schema }) => excluded('maximum', Number(schema.maximum), -1),
  multipleOf: (step, place, places) => {
    const sample = Number(sampleOf(places, place));
    if (Number.isNaN(sample)) return [];
    const beside = place.schema.type === 'integer' ? 1 : Number(step) / 2;
    return [
      good('multiple', `a multiple of ${step}`, set(sample)),
      bad('no-multiple', `a number that is no multiple of ${step}`, set(sample + beside)),
      bad('no-multiple-below', `a smaller number that is no multiple of ${step}`, set(sample - beside)),
    ];
  },
  minItems: (least, place, places) => bounds('minItems', Number(least), -1, 'element', itemsOf(place, places)),
  maxItems: (most, place, places) => bounds('maxItems', Number(most), 1, 'element', itemsOf(place, places)),
  uniqueItems: (_, place, places) => {
    const list = elementsOf(places, place, Math.max(2, Number(place.schema.minItems ?? 0)));
    return [
      good('all-different', 'with elements that are all different', set(list)),
      bad('twice', 'with the same element twice', set(list.with(-1, list[0] ?? null))),
    ];
  },
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
    bad('other', 'a value that is not listed', set(unlisted(choices))),
  ],
  format: (format) =>
    format === 'email'
      ? [
          bad('no-at', 'without an @', set('ana.example.com')),
          bad('nothing-before-at', 'with nothing before the @', set('@example.com')),
        ]
      : [bad('other', `a text that is no ${format}`, set('not a value'))],
};

function extras(place: Place, places: readonly Place[]): Probe[] {
  return [
    extra('extra', 'with a property that the contract does not have', extraName, 'x'),
    extra('extra-null', 'with a property that the contract does not have, and that is null', extraName, null),
    extra('extra-underscore', 'with a property that the contract does not have: _sendproof', '_sendproof', 'x'),
    // Every object of JavaScript has one, of a kind.
    extra('extra-inherited', 'with a property that the contract does not have: toString', 'toString', 'x'),
    ...otherSpellings(place, places),
    ...formerProperties(place)
      .filter(({ name }) => !childrenOf(places, place).some(({ path }) => path.at(-1) === name))
      .map(({ name, value }) => {
        const title = `with ${name}, a property that the contract had in another version`;
        return extra(`extra-${name}`, title, name, value);
      }),
    extra('extra-thread', 'with a property that the contract does not have: thread_id', 'thread_id', 'x'),
  ];
}

function extra(label: string, title: string, name: string, value: Json): Probe {
  return bad(label, title, extraProperty(name, value));
}

/** Properties of the schema under other names: `channelId` for `channel_id`, `mailbox_hash` for `mailboxHash`. */
function otherSpellings(place: Place, places: readonly Place[]): Probe[] {
  return childrenOf(places, place).flatMap((child) => {
    const name = child.path.at(-1) ?? '';
    const other = name.includes('_')
      ? name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())
      : name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
    if (other.toLowerCase() === name.toLowerCase()) return [];
    const title = `with a property that the contract does not have: ${other}`;
    return [extra(`extra-${other}`, title, other, sampleOf(places, child))];
  });
}

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

/** Of the type of the listed ones, so that nothing else is wrong with it. */
function unlisted(choices: Json): Json {
  const numbers = Array.isArray(choices) ? choices.filter((one) => typeof one === 'number') : [];
  return numbers.length > 0 ? Math.max(...numbers) + 1 : 'sendproof-other';
}

/** A bound that is itself not allowed. */
function excluded(keyword: string, bound: number, inside: 1 | -1): Probe[] {
  return [
    good(`${bound + inside}`, `${bound + inside}, within the excluded ${keyword} ${bound}`, set(bound + inside)),
    bad(`${bound}`, `at ${keyword} ${bound}, which is excluded`, set(bound)),
  ];
}

function wholeParent(place: Place, places: readonly Place[]): Json {
  const parent = parentOf(places, place);
  return parent ? sampleOf(places, parent, 'every') : {};
}

function itemsOf(place: Place, places: readonly Place[]): (length: number) => Json {
  return (length) => elementsOf(places, place, length);
}
