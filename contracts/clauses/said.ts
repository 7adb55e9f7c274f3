import type { ContractDocument } from './document.ts';
import { below, property, text, valueAt } from './json.ts';
import { type Operation, path } from './operation.ts';
import { type Reading, readingOf } from './sentences.ts';

/** One sentence of the document, and what it demands; `undefined` where nobody has read it yet. */
export type Said = { pointer: string; quote: string; reading: Reading | undefined };

/** Each sentence that describes the operation or something it uses, once for each place that uses it. */
export function saidIn(document: ContractDocument, operation: Operation): Said[] {
  const item = below('', 'paths', path);
  const own = ['summary', 'description'].map((key) => ({ pointer: below(item, key), of: '' }));
  const uses = ['/info', operation.pointer, below('', 'components', 'securitySchemes')];
  const described = [...uses.flatMap((pointer) => describedBelow(document, pointer, '', [])), ...own];
  const places = new Map(described.map((one) => [`${one.pointer} ${one.of}`, one]));
  return [...places.values()].flatMap(({ pointer, of }) =>
    (text(valueAt(document.root, pointer)) ?? '')
      .split(/(?<=[.!?])\s+/)
      .filter((quote) => quote !== '')
      .map((quote) => ({ pointer, quote, reading: readingOf(quote, of) })),
  );
}

/** Where descriptions stand below a pointer, `$ref`s followed, each with the name of what it describes. */
function describedBelow(
  document: ContractDocument,
  pointer: string,
  of: string,
  above: readonly string[],
): { pointer: string; of: string }[] {
  const value = valueAt(document.root, pointer);
  if (text(property(value, '$ref')) !== undefined) {
    const { pointer: at } = document.resolve(pointer);
    return above.includes(at) ? [] : describedBelow(document, at, of, [...above, at]);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const at = below(pointer, key);
    const isText = typeof property(value, key) === 'string';
    if (isText) return key === 'description' || key === 'summary' ? [{ pointer: at, of }] : [];
    // Schemas of one place: what they say, they say of it.
    const isSame = Array.isArray(value) || ['allOf', 'anyOf', 'oneOf'].includes(key);
    return describedBelow(document, at, isSame ? of : key, above);
  });
}
