import type { Place, Values, Way } from '../pair.ts';

/** A change of a document outside of the schemas of its places. */
export type Structure = {
  place: Place;
  way: Way;
  subject: string;
  how: string;
  old: Values;
  new: Values;
  /** Besides whom it hurts, a person must read it: this way round, or undone. */
  unsaid: readonly ('forth' | 'back')[];
};

/** What `old` and `new` leave out is as in the base document. */
export function edit(
  place: Place,
  way: Way,
  subject: string,
  how: string,
  old: Values,
  now: Values,
  unsaid: Structure['unsaid'] = [],
): Structure {
  return { place, way, subject, how, old, new: now, unsaid };
}
