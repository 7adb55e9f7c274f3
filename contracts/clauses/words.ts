import type { Contract } from './contract.ts';
import { placesOf } from './schema.ts';

/** The words with which the document says what an answer is: media types, names of properties, listed values, codes. */
export function publicWordsOf({ document, operation, clauses }: Contract): string[] {
  const places = operation.responses.flatMap(({ media }) =>
    media === undefined ? [] : placesOf(document, media.schema),
  );
  const listed = places.flatMap(({ schema }) => (Array.isArray(schema.enum) ? schema.enum : []));
  const quoted = clauses.flatMap(({ source }) =>
    source.kind === 'sentence' ? [...source.quote.matchAll(/`([^`]+)`/g)].map(([, word]) => word) : [],
  );
  const words = [
    ...operation.responses.map(({ media }) => media?.mediaType),
    ...places.map(({ path }) => path.at(-1)),
    ...listed,
    ...quoted,
  ];
  return [...new Set(words.filter((word) => typeof word === 'string'))].toSorted((a, b) => b.length - a.length);
}
