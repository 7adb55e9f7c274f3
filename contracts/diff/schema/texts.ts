import * as fc from 'fast-check';
import { matches, type Shape } from './shape.ts';

/** Texts of common formats that may grow: what stands before and after the place where they do. */
const formats: Record<string, readonly [before: string, after: string]> = {
  email: ['a', '@example.com'],
  'idn-email': ['a', '@example.com'],
  uri: ['https://example.com/', ''],
  'uri-reference': ['https://example.com/', ''],
  iri: ['https://example.com/', ''],
  url: ['https://example.com/', ''],
  hostname: ['a', '.example.com'],
  uuid: ['00000000-0000-4000-8000-000000000000', ''],
  date: ['2020-01-01', ''],
  'date-time': ['2020-01-01T00:00:00Z', ''],
  time: ['00:00:00Z', ''],
  duration: ['P1D', ''],
  ipv4: ['192.0.2.1', ''],
  ipv6: ['2001:db8::1', ''],
  byte: ['YQ==', ''],
};

/** Texts longer than this are not made: no bound above it is tried. */
export const longestText = 200_000;

/** Some texts that a schema of strings allows, shortest first; of exactly `length` characters if that is given. */
export function textsOf(shape: Shape, length?: number): string[] {
  const least = shape.least.length ?? 0;
  const size = length ?? least;
  if (size > longestText || size < 0) return [];
  const seeds = shape.patterns.length > 0 ? drawn(shape.patterns) : plain(shape);
  const grown = seeds.flatMap((seed) => (length === undefined && fits(shape, seed) ? [seed] : resized(seed, size)));
  const right = grown.filter((text) => shape.patterns.every((pattern) => matches(pattern, text)));
  return [...new Set(right)].toSorted((a, b) => a.length - b.length).slice(0, 6);
}

function fits({ least, most }: Shape, text: string): boolean {
  const size = [...text].length;
  return size >= (least.length ?? 0) && size <= (most.length ?? Number.POSITIVE_INFINITY);
}

function plain({ formats: asked }: Shape): string[] {
  const known = asked.flatMap((format) => (Object.hasOwn(formats, format) ? [(formats[format] ?? []).join('')] : []));
  return known.length > 0 ? known : ['', 'a'];
}

/** Texts that all patterns take. A pattern that fast-check cannot draw from (look-ahead, say) gives none. */
function drawn([first = '', ...others]: readonly string[]): string[] {
  const { samples } = drawFrom(first);
  return samples.filter((text) => others.every((pattern) => matches(pattern, text)));
}

type Drawn = { arbitrary: fc.Arbitrary<string> | undefined; samples: readonly string[] };

const known = new Map<string, Drawn>();

/** Texts that match a pattern; made once, since fast-check needs some milliseconds for each pattern. */
export function drawFrom(pattern: string): Drawn {
  const made = known.get(pattern) ?? newDrawn(pattern);
  known.set(pattern, made);
  return made;
}

function newDrawn(pattern: string): Drawn {
  try {
    const arbitrary = fc.stringMatching(new RegExp(pattern, 'u'));
    return { arbitrary, samples: fc.sample(arbitrary, { numRuns: 60, seed: 1 }) };
  } catch {
    return { arbitrary: undefined, samples: ['', 'a', 'A', '0'].filter((text) => matches(pattern, text)) };
  }
}

/** Other lengths of a text: one of its characters is repeated or taken away, wherever that can be done. */
function resized(text: string, size: number): string[] {
  const more = size - [...text].length;
  if (more === 0) return [text];
  if (text === '') return ['a'.repeat(size)];
  const places = Array.from({ length: Math.min(text.length, 24) }, (_, at) => at);
  if (more > 0) return places.map((at) => text.slice(0, at) + (text[at] ?? '').repeat(more) + text.slice(at));
  return places.map((at) => text.slice(0, at) + text.slice(at - more)).filter((one) => [...one].length === size);
}
