/** Small pure functions from numbers and texts to what a person reads. The same on every machine: no locale. */

/** 12345 → "12,345". */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** "1 case", "12 cases". */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** "a", "a and b", "a, b and c". */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;

/** Milliseconds with about three digits; no sample, no number. */
export const ms = (value: number | null): string => {
  if (value === null || !Number.isFinite(value)) return '–';
  if (value >= 100) return count(Math.round(value));
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

/** A number with at most one digit behind the point. */
export const decimal = (value: number): string => {
  const [whole, rest] = value.toFixed(1).split('.');
  return `${count(Number(whole))}${rest === '0' || rest === undefined ? '' : `.${rest}`}`;
};

/** "2026-11-23T21:30:32.123Z" → "2026-11-23 21:30:32 UTC". What looks otherwise stays as it is. */
export const when = (iso: string): string =>
  iso.replace(
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    (_, day, time, _ms, zone) => `${day} ${time} ${zone === 'Z' ? 'UTC' : zone}`,
  );

/**
 * Text that every format may hold: control characters become their visible pictures (␀, ␛), what is not a character
 * becomes U+FFFD. Tab and line feed stay.
 */
export const legible = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced here
    .replace(/[\u0000-\u0008\u000B-\u001F]/g, (c) => String.fromCodePoint(0x2400 + c.charCodeAt(0)))
    .replace(/\u007F/g, '␡')
    .replace(/[\u0080-\u009F\uFFFE\uFFFF\p{Noncharacter_Code_Point}]/gu, '\uFFFD')
    // Marks that turn the direction of writing could make a report read other than it is.
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');

/** The start of a long text, and how much of it there was. */
export const clip = (text: string, length: number): string => {
  if (text.length <= length) return text;
  return `${text
    .slice(0, length)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}… (cut, ${count(text.length)} characters)`;
};

/** With a full stop at its end, if it has none. */
export const sentence = (text: string): string => text.trim().replace(/([^.!?…])$/, '$1.');

/** A text on one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The start of a text on one line, as every format may hold it. */
export const shortLine = (text: string, length = 500): string => oneLine(legible(clip(text, length)));

/** How words are made to stand out, where they are shown in colour. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}
