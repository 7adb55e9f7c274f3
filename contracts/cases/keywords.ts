import type { Json } from '../clauses/json.ts';
import { element, namesIn, type Place } from '../clauses/schema.ts';
import { asObject, bad, good, type Probe, set, without } from './probe.ts';
import { parentOf, sampleOf, stringOfLength } from './sample.ts';
import { otherTypes, validOfType } from './types.ts';

/**
 * The changes that show whether a target keeps one keyword of one place: the value just inside and just outside what it
 * allows. `undefined` when sendproof cannot derive cases from this keyword: the plan shows that clause as a hole.
 */
export function probesOf(places: readonly Place[], place: Place, keyword: string, value: Json): Probe[] | undefined {
  return families[keyword]?.(value, place, places);
}

const families: Record<string, (value: Json, place: Place, places: readonly Place[]) => Probe[]> = {
  type: (type, place, places) => [...validOfType(place, places), ...otherTypes(String(type), place, places)],
  required: (names, place, places) => [
    good('only-required', 'with nothing but what is required', (sample) => sample),
    ...namesIn(names).map((name) =>
      bad(`without-${name}`, `without ${name}`, (sample) => without(asObject(sample), name)),
    ),
    ...firstOfTwoWithout(namesIn(names)[0], place, places),
  ],
  additionalProperties: (allowed) =>
    allowed === false
      ? [
          extra('extra', 'with a property that the contract does not have', 'sendproofExtra', 'x'),
          extra(
            'extra-null',
            'with a property that the contract does not have, and that is null',
            'sendproofExtra',
            null,
          ),
          extra('extra-underscore', 'with a property that the contract does not have: _sendproof', '_sendproof', 'x'),
          // Every object of JavaScript has one, of a kind.
          extra('extra-inherited', 'with a property that the contract does not have: toString', 'toString', 'x'),
          extra('extra-thread', 'with a property that the contract does not have: thread_id', 'thread_id', 'x'),
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

function extra(label: string, title: string, name: string, value: Json): Probe {
  return bad(label, title, (sample) => ({ ...asObject(sample), [name]: value }));
}

/** The fault in the first of two elements: a target may look at the last one only. */
function firstOfTwoWithout(name: string | undefined, place: Place, places: readonly Place[]): Probe[] {
  if (name === undefined || place.path.at(-1) !== element) return [];
  const whole = sampleOf(places, place);
  const list = set([without(asObject(whole), name), whole]);
  return [{ ...bad(`first-without-${name}`, `without ${name}, and [1] right`, list), at: 'parent' }];
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

function wholeParent(place: Place, places: readonly Place[]): Json {
  const parent = parentOf(places, place);
  return parent ? sampleOf(places, parent, 'every') : {};
}

function itemsOf(place: Place, places: readonly Place[]): (length: number) => Json {
  const item = places.find(({ name }) => name === `${place.name}[]`);
  return (length) => Array.from({ length }, () => (item ? sampleOf(places, item) : 'x'));
}
