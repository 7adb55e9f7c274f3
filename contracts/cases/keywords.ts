import type { Json } from '../clauses/json.ts';
import { namesIn, type Place } from '../clauses/schema.ts';
import { formerProperties } from './former.ts';
import { asObject, bad, good, type Probe, set, without } from './probe.ts';
import { childrenOf, parentOf, sampleOf, stringOfLength } from './sample.ts';
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
  required: (names) => [
    good('only-required', 'with nothing but what is required', (sample) => sample),
    ...namesIn(names).map((name) =>
      bad(`without-${name}`, `without ${name}`, (sample) => without(asObject(sample), name)),
    ),
  ],
  additionalProperties: (allowed, place, places) => {
    if (allowed === true)
      return [good('extra', 'with a property that the contract does not name', extraProperty('sendproofExtra', 'x'))];
    return allowed === false ? extras(place, places) : [];
  },
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

function extras(place: Place, places: readonly Place[]): Probe[] {
  return [
    extra('extra', 'with a property that the contract does not have', 'sendproofExtra', 'x'),
    extra('extra-null', 'with a property that the contract does not have, and that is null', 'sendproofExtra', null),
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

function extraProperty(name: string, value: Json): Probe['edit'] {
  return (sample) => ({ ...asObject(sample), [name]: value });
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

function wholeParent(place: Place, places: readonly Place[]): Json {
  const parent = parentOf(places, place);
  return parent ? sampleOf(places, parent, 'every') : {};
}

function itemsOf(place: Place, places: readonly Place[]): (length: number) => Json {
  const item = places.find(({ name }) => name === `${place.name}[]`);
  return (length) => Array.from({ length }, () => (item ? sampleOf(places, item) : 'x'));
}
