import * as fc from 'fast-check';
import { isObject, type Json, property, text } from '../clauses/json.ts';
import { element, type Place } from '../clauses/schema.ts';

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
    case 'string':
      return sampleString(place);
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'boolean':
      return true;
    case 'array': {
      const item = childrenOf(places, place)[0];
      const length = Number(schema.minItems ?? 0);
      return item ? Array.from({ length }, () => sampleOf(places, item, properties)) : [];
    }
    default:
      return Object.fromEntries(
        childrenOf(places, place)
          .filter((child) => properties === 'every' || child.required)
          .map((child) => [lastStep(child), sampleOf(places, child, properties)]),
      );
  }
}

/** A valid body with everything in it that may be there: every property, and an element in every list. */
export function fullBody(places: readonly Place[]): Json {
  const full = (place: Place): Json => {
    const inner = childrenOf(places, place);
    if (place.schema.type === 'array') {
      const length = Math.max(1, Number(place.schema.minItems ?? 0));
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

/**
 * An address of exactly `length` characters (6 to 320) that nobody disputes: local part up to 64, labels up to 63, a
 * dotted domain.
 */
export function emailOfLength(length: number): string {
  const top = length < 7 ? '.co' : '.com';
  const local = Math.min(64, Math.max(1, length - 2 - top.length));
  let rest = length - local - 1 - top.length;
  const labels: string[] = [];
  while (rest > 0) {
    // What is left after a full label and its dot must be a label too, not nothing.
    const label = rest === 64 ? 62 : Math.min(63, rest);
    labels.push('a'.repeat(label));
    rest -= label + 1;
  }
  return `${'a'.repeat(local)}@${labels.join('.')}${top}`;
}

/** A string of exactly `length` characters that fits the place's format. */
export function stringOfLength(place: Place, length: number): string {
  return place.schema.format === 'email' ? emailOfLength(length) : 'x'.repeat(length);
}

/** Off the bounds where it can be, so that only the cases about a bound stand on it. */
function sampleNumber({ minimum, maximum }: Place['schema']): number {
  const inside = Number(minimum ?? 0) + 1;
  return maximum === undefined ? inside : Math.min(inside, Number(maximum));
}

/** Values that nobody disputes, of the formats that JSON Schema names. */
const formats: Record<string, string> = {
  'date-time': '2026-01-01T12:00:00Z',
  date: '2026-01-01',
  time: '12:00:00Z',
  uuid: '6f1c1ad7-53a5-4d1a-8a34-0f0b8c3f5d10',
  uri: 'https://example.com/',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};

/** The value where it fits, else one drawn from the pattern, always the same; the value where nobody can read the pattern. */
function matching(pattern: string, value: string): string {
  try {
    const expression = new RegExp(pattern, 'u');
    if (expression.test(value)) return value;
    return fc.sample(fc.stringMatching(expression), { seed: 1, numRuns: 1 })[0] ?? value;
  } catch {
    return value;
  }
}

function sampleString(place: Place): string {
  const given = text(property(place.schema, 'example'));
  if (given !== undefined) return given;
  const least = Number(place.schema.minLength ?? 0);
  const most = Number(place.schema.maxLength ?? Number.POSITIVE_INFINITY);
  if (place.schema.format === 'email') {
    const address = 'ana@example.com';
    const length = Math.min(Math.max(address.length, least), most);
    return length === address.length ? address : emailOfLength(length);
  }
  const format = formats[String(place.schema.format)];
  if (format !== undefined) return format;
  const value = plausible[lastStep(place)] ?? 'x';
  const { pattern } = place.schema;
  if (typeof pattern === 'string') return matching(pattern, value);
  return value.length < least ? value.padEnd(least, 'x') : value.length > most ? value.slice(0, most) : value;
}

function lastStep(place: Place): string {
  return place.path.at(-1) ?? '';
}
