import * as fc from 'fast-check';
import { type JsonObject, text } from '../clauses/json.ts';

/**
 * An address of exactly `length` characters (6 to 320) that nobody disputes: local part up to 64, labels up to 63, a
 * dotted domain. Shorter than any address it is none.
 */
export function emailOfLength(length: number): string {
  if (length < 6) return 'x'.repeat(length);
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

/** A text of exactly `length` characters that fits a schema's format, and its pattern where one can be found. */
export function stringOfLength(schema: JsonObject, length: number): string {
  if (schema.format === 'email') return emailOfLength(length);
  const { pattern } = schema;
  const expression = typeof pattern === 'string' ? expressionOf(pattern) : undefined;
  if (expression === undefined) return 'x'.repeat(length);
  const sample = sampleText({ ...schema, minLength: 0 }, undefined);
  const grown = [sample.padEnd(length, sample.at(-1) ?? 'x'), sample.padStart(length, sample.at(0) ?? 'x')];
  return grown.map((one) => one.slice(0, length)).find((one) => expression.test(one)) ?? 'x'.repeat(length);
}

/** Texts that a pattern does not take and everything else in their schema does: most of a valid one is kept. */
export function breakingPattern(schema: JsonObject, sample: string): [label: string, title: string, text: string][] {
  const expression = typeof schema.pattern === 'string' ? expressionOf(schema.pattern) : undefined;
  if (expression === undefined) return [];
  const texts: [label: string, title: string, text: string][] = [
    ['behind', 'a text that fits the pattern, with an exclamation mark behind it', `${sample}!`],
    ['before', 'a text that fits the pattern, with an exclamation mark before it', `!${sample}`],
    ['last', 'an exclamation mark for the last character of a text that fits the pattern', `${sample.slice(0, -1)}!`],
    ['first', 'an exclamation mark for the first character of a text that fits the pattern', `!${sample.slice(1)}`],
    ['shorter', 'a text that fits the pattern, without its last character', sample.slice(0, -1)],
    ['digit', 'a text that the pattern does not take', '0'.padEnd(Number(schema.minLength ?? 1), '0')],
    ['letter', 'another text that the pattern does not take', 'x'.padEnd(Number(schema.minLength ?? 1), 'x')],
  ];
  const most = Number(schema.maxLength ?? Number.POSITIVE_INFINITY);
  return texts
    .filter(([, , one]) => !expression.test(one) && one.length >= Number(schema.minLength ?? 0) && one.length <= most)
    .slice(0, 4);
}

/** `undefined` where nobody can read the pattern. */
function expressionOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
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

const drawn = new Map<string, string>();

/** A text that fits a pattern and its bounds: `value`, else one drawn, always the same; `value` where there is none. */
function matching(pattern: string, value: string, least: number, most: number): string {
  const expression = expressionOf(pattern);
  const fits = (one: string): boolean =>
    expression?.test(one) === true && [...one].length >= least && [...one].length <= most;
  if (expression === undefined || fits(value)) return value;
  const key = JSON.stringify([pattern, value, least, most]);
  // The same few texts are asked for again and again, and drawing one takes a while.
  const one = drawn.get(key) ?? drawnFrom(expression).find(fits) ?? value;
  drawn.set(key, one);
  return one;
}

function drawnFrom(expression: RegExp): string[] {
  try {
    return fc.sample(fc.stringMatching(expression), { seed: 1, numRuns: 100 });
  } catch {
    return [];
  }
}

/** A valid text for a schema: its own example, else `plausible` where it fits. */
export function sampleText(schema: JsonObject, plausible: string | undefined): string {
  const given = text(schema.example);
  if (given !== undefined) return given;
  const least = Number(schema.minLength ?? 0);
  const most = Number(schema.maxLength ?? Number.POSITIVE_INFINITY);
  if (schema.format === 'email') {
    const address = 'ana@example.com';
    const length = Math.min(Math.max(address.length, least), most);
    return length === address.length ? address : emailOfLength(length);
  }
  const format = formats[String(schema.format)];
  if (format !== undefined) return format;
  const value = plausible ?? 'x';
  const { pattern } = schema;
  if (typeof pattern === 'string') return matching(pattern, value, least, most);
  return value.length < least ? value.padEnd(least, 'x') : value.length > most ? value.slice(0, most) : value;
}
