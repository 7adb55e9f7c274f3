import type { Finding } from '../change.ts';
import { type Blame, nameOf } from './blame.ts';

/** A finding, and what it was found by. */
export type Found = { finding: Finding; blame: Blame };

const mostPlaces = 3;

/** What several places have from the same line of the documents is one change, shown at the first of them. */
export function merged(found: readonly Found[]): Finding[] {
  const groups = Map.groupBy(wholes(found), ({ finding: { pointer }, blame }) =>
    JSON.stringify([pointer, blame.keyword, blame.member]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.toSorted((a, b) => a.blame.place.length - b.blame.place.length);
    if (first === undefined) return [];
    const places = others.map(({ blame }) => nameOf(blame.place)).slice(0, mostPlaces);
    const also = places.length === 0 ? '' : ` (the same at ${places.join(', ')})`;
    return [{ ...first.finding, sentence: `${first.finding.sentence}${also}` }];
  });
}

/** That one document does not speak of a place is one change, however much the other demands there and further inside. */
function wholes(found: readonly Found[]): Found[] {
  const groups = Map.groupBy(found, ({ finding: { hurts }, blame: { alone } }, index) =>
    JSON.stringify(alone === null ? index : [alone, hurts.map(({ whom }) => whom)]),
  );
  const rank = ({ blame: { place, keyword } }: Found) => place.length + (keyword === 'type' ? 0 : 0.5);
  return [...groups.values()].flatMap((group) => group.toSorted((a, b) => rank(a) - rank(b)).slice(0, 1));
}
