import { isObject, type Json } from '../../clauses/json.ts';
import { type Finding, review, sentencesReview } from '../change.ts';
import { areIdentical } from './alike.ts';
import { nameOf } from './blame.ts';
import { demands } from './closure.ts';
import type { Of } from './of.ts';
import { element } from './pair.ts';
import { alternativesOf, canonical, elementOf, propertyOf, shapeOf } from './shape.ts';
import { keyOf, type View } from './view.ts';

/** Something that no value can show. `isAlone`: only one document speaks of the place. */
export type Annotation = { finding: Finding; place: readonly string[]; isAlone: boolean };

/** Sentences for people. */
const sentences = ['title', 'description'];
/** Examples and notes: what they say demands nothing. */
const idle = new Set([
  'example',
  'examples',
  'deprecated',
  'externalDocs',
  'xml',
  '$defs',
  'definitions',
  '$comment',
  '$schema',
]);

/** What has changed in words that no value can be held against: descriptions, formats, defaults, what sendproof does not know. */
export function annotationsOf(old: View, now: View, of: Of): Annotation[] {
  const seen = new Set<string>();
  const found: Annotation[] = [];
  // Schemas may lead on for thousands of steps: a stack of our own does not overflow.
  const open: Spot[] = [{ before: old, after: now, place: [] }];
  for (let spot = open.pop(); spot !== undefined; spot = open.pop()) {
    const { before, after, place } = spot;
    const key = `${keyOf(before)} | ${keyOf(after)}`;
    if (seen.has(key) || areIdentical(before, after)) continue;
    // What stands at many places is said of the first.
    seen.add(key);
    found.push(...at(before, after, place, of));
    open.push(...inside(spot).toReversed());
  }
  return [
    ...new Map(
      found.map((one) => [`${one.finding.name} ${one.finding.texts?.old} ${one.finding.texts?.new}`, one]),
    ).values(),
  ];
}

/** What two schemas say of the same place. */
type Spot = { before: View; after: View; place: readonly string[] };

/** The alternatives of a choice, or the places one step further inside. */
function inside({ before, after, place }: Spot): Spot[] {
  const [ways, others] = [alternativesOf(before), alternativesOf(after)];
  if (ways[0] !== before || others[0] !== after)
    return ways.length === others.length
      ? ways.map((way, index) => ({ before: way, after: others[index] ?? after, place }))
      : [];
  const names = [...new Set([...shapeOf(before).names, ...shapeOf(after).names])];
  return [
    ...names.map((name) => ({
      before: propertyOf(before, name),
      after: propertyOf(after, name),
      place: [...place, name],
    })),
    { before: elementOf(before, 0), after: elementOf(after, 0), place: [...place, element] },
  ];
}

function at(before: View, after: View, place: readonly string[], of: Of): Annotation[] {
  const subject = place.length === 0 ? of.subject : of.within(nameOf(place));
  const path = [of.path, nameOf(place)].filter((one) => one !== '').join('.');
  const pointer = { old: before.parts[0]?.pointer ?? null, new: after.parts[0]?.pointer ?? null };
  const isAlone = [before, after].some(isSilent);
  const said = sentences.flatMap((keyword) =>
    sentencesReview(`${path}.${keyword}`, pointer, subject, {
      old: textOf(before, keyword),
      new: textOf(after, keyword),
    }),
  );
  const keywords = new Set(
    [...before.parts, ...after.parts].flatMap((part) => Object.keys(part.keywords)).filter(isOther),
  );
  const marked = [...keywords].flatMap((keyword) => {
    const texts = { old: valuesOf(before, keyword), new: valuesOf(after, keyword) };
    if (texts.old === texts.new) return [];
    return [review(`${path}.${keyword}`, pointer, `${subject} has another "${keyword}"`, texts)];
  });
  return [...said, ...marked].map((finding) => ({ finding, place, isAlone }));
}

/** Whether a document has nothing to say of a place but that something, or nothing, may stand there. */
function isSilent(view: View): boolean {
  return view.parts.length === 0 || shapeOf(view).values?.length === 0;
}

/** Neither for people, nor without meaning, nor something that a validator decides. */
function isOther(keyword: string): boolean {
  if (keyword === 'format') return true;
  return !sentences.includes(keyword) && !idle.has(keyword) && !keyword.startsWith('x-') && !demands(keyword);
}

function textOf(view: View, keyword: string): string | null {
  const all = view.parts.flatMap(({ keywords: { [keyword]: value } }) => (typeof value === 'string' ? [value] : []));
  return all.length === 0 ? null : [...new Set(all)].join(' ');
}

function valuesOf(view: View, keyword: string): string | null {
  const all = view.parts.flatMap(({ keywords: { [keyword]: value } }): Json[] =>
    value === undefined || value === false || (isObject(value) && Object.keys(value).length === 0) ? [] : [value],
  );
  return all.length === 0 ? null : [...new Set(all.map(canonical))].join(' ');
}
