import { isObject, type Json } from '../clauses/json.ts';
import { element, type Place } from '../clauses/schema.ts';
import { sentences } from '../clauses/sentences.ts';
import { isSaidAt } from './meanings.ts';
import { sampleText } from './texts.ts';

/** Stand in a case for what only the profile knows; `resolve` puts the profile's values in. */
export const placeholders = { channelId: '{{channelId}}', attachmentUrl: '{{attachmentUrl}}' } as const;

/** A value with the texts that are stand-ins replaced; a text that only holds one stays as it is. */
export function fill(value: Json, values: Record<string, string>): Json {
  if (typeof value === 'string') return Object.hasOwn(values, value) ? (values[value] ?? value) : value;
  if (Array.isArray(value)) return value.map((one) => fill(one, values));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, values)]));
  return value;
}

/** Plausible values by property name, so that a message that reaches a person explains itself. */
export const plausible: Record<string, string> = {
  content: 'sendproof test message',
  name: 'Ana',
  mailboxHash: 'sendproof',
  Name: 'test.pdf',
  ContentType: 'application/pdf',
  Content: placeholders.attachmentUrl,
  ContentID: 'test',
  channel_id: 'C024BE91L',
};

/** A valid value for a place: with its required properties only, or with every one. Lists are as short as they may be. */
export function sampleOf(places: readonly Place[], place: Place, properties: 'required' | 'every' = 'required'): Json {
  const { schema } = place;
  const choices = schema.enum;
  if (Array.isArray(choices) && choices[0] !== undefined) return choices[0];
  switch (schema.type) {
    case 'string': {
      const given = plausibleText(place);
      return given === placeholders.attachmentUrl ? given : sampleText(schema, given);
    }
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'boolean':
      return true;
    case 'array': {
      const item = childrenOf(places, place)[0];
      const length = Number(schema.minItems ?? 0);
      return item ? elementsOf(places, place, length, properties) : [];
    }
    default:
      return Object.fromEntries(
        childrenOf(places, place)
          .filter((child) => properties === 'every' || child.required)
          .map((child) => [lastStep(child), sampleOf(places, child, properties)]),
      );
  }
}

/** So many elements of a list; where it takes none twice, each is another one. */
export function elementsOf(
  places: readonly Place[],
  list: Place,
  length: number,
  properties: 'required' | 'every' = 'required',
): Json[] {
  const [item] = childrenOf(places, list);
  const sample = item === undefined ? 'x' : sampleOf(places, item, properties);
  const isUnique = list.schema.uniqueItems === true;
  return Array.from({ length }, (_, at) => (isUnique && item !== undefined ? varied(item.schema, sample, at) : sample));
}

/** Another value for each number, as far as a schema without a choice of its own lets one be made. */
function varied({ enum: choices, maxLength, multipleOf }: Place['schema'], sample: Json, at: number): Json {
  if (Array.isArray(choices)) return choices[at % choices.length] ?? sample;
  if (typeof sample === 'number') return sample + at * Number(multipleOf ?? 1);
  if (typeof sample === 'string' && at > 0)
    return `${at}${sample}`.slice(0, Number(maxLength ?? Number.POSITIVE_INFINITY));
  if (Array.isArray(sample) || !isObject(sample)) return sample;
  return JSON.parse(JSON.stringify(sample).replaceAll('ana@example.com', `ana${at}@example.com`));
}

/** A valid body with everything in it that may be there: every property, and an element in every list. */
export function fullBody(places: readonly Place[]): Json {
  const full = (place: Place): Json => {
    const inner = childrenOf(places, place);
    if (place.schema.type === 'array') {
      const length = Math.max(1, Number(place.schema.minItems ?? 0));
      // What may not be there twice is there once.
      if (place.schema.uniqueItems === true) return elementsOf(places, place, length, 'every');
      return inner.flatMap((item) => Array.from({ length }, () => full(item)));
    }
    if (place.schema.type !== 'object') return sampleOf(places, place, 'every');
    return Object.fromEntries(inner.map((child) => [lastStep(child), full(child)]));
  };
  return places[0] === undefined ? {} : full(places[0]);
}

/** The smallest valid body in which `path` leads to what `edit` makes of the sample there. */
export function bodyWith(places: readonly Place[], path: readonly string[], edit: (sample: Json) => Json): Json {
  const build = (place: Place, rest: readonly string[]): Json => {
    const [step, ...further] = rest;
    const sample = sampleOf(places, place);
    if (step === undefined) return edit(sample);
    const child = childrenOf(places, place).find((one) => lastStep(one) === step);
    if (child === undefined) throw new RangeError(`the schema has no place ${path.join('.')}`);
    const inner = build(child, further);
    // A list that must have more elements than the one that is asked for gets them.
    if (step === element) return [inner, ...(Array.isArray(sample) ? sample.slice(1) : [])];
    return { ...(isObject(sample) ? sample : {}), [step]: inner };
  };
  const [root] = places;
  if (root === undefined) throw new RangeError('the schema has no places');
  return build(root, path);
}

/** A value in which `edit` has changed what stands at the end of `path`, of a list the first element. */
export function editAt(value: Json, path: readonly string[], edit: (value: Json) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return edit(value);
  if (step === element) return Array.isArray(value) ? value.with(0, editAt(value[0] ?? null, rest, edit)) : value;
  return isObject(value) ? { ...value, [step]: editAt(value[step] ?? null, rest, edit) } : value;
}

export function childrenOf(places: readonly Place[], parent: Place): Place[] {
  return places.filter(
    ({ path }) => path.length === parent.path.length + 1 && parent.path.every((step, index) => step === path[index]),
  );
}

export function parentOf(places: readonly Place[], place: Place): Place | undefined {
  return places.find((one) => childrenOf(places, one).includes(place));
}

/** Off the bounds where it can be, so that only the cases about a bound stand on it. */
function sampleNumber({ type, minimum, maximum, exclusiveMaximum, multipleOf }: Place['schema']): number {
  const step = Number(multipleOf ?? 1);
  const inside = Math.ceil((Number(minimum ?? 0) + (step < 1 ? step : 1)) / step) * step;
  if (maximum === undefined) return inside;
  const most = Number(maximum);
  if (inside < most || (inside === most && exclusiveMaximum !== true)) return inside;
  const last = Math.floor((exclusiveMaximum === true ? most - step : most) / step) * step;
  return type === 'number' && multipleOf === undefined ? (Number(minimum ?? 0) + most) / 2 : last;
}

/** A plausible text, by what the document says of it, else by its name. */
function plausibleText(place: Place): string | undefined {
  if (isSaidAt(place, sentences.httpsUrl)) return placeholders.attachmentUrl;
  if (isSaidAt(place, sentences.html)) return plausible.content;
  return isSaidAt(place, sentences.slackChannelId) ? plausible.channel_id : plausible[lastStep(place)];
}

function lastStep(place: Place): string {
  return place.path.at(-1) ?? '';
}
