import { below, isObject, type Json } from '../../clauses/json.ts';
import { type Finding, review, sentencesReview } from '../change.ts';
import { areIdentical } from './alike.ts';
import { nameOf } from './blame.ts';
import { demands } from './closure.ts';
import type { Of } from './of.ts';
import { anyProperty, element } from './pair.ts';
import { alternativesOf, canonical, elementOf, propertyOf, shapeOf } from './shape.ts';
import { keyOf, type View, viewAt } from './view.ts';

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
  const told = new Set<string>();
  const found: Annotation[] = [];
  // Schemas may lead on for thousands of steps: a stack of our own does not overflow.
  const open: Spot[] = [{ before: old, after: now, place: [], alone: null }];
  for (let spot = open.pop(); spot !== undefined; spot = open.pop()) {
    const { before, after, place } = spot;
    const key = `${keyOf(before)} | ${keyOf(after)}`;
    if (seen.has(key) || areIdentical(before, after)) continue;
    const alone = spot.alone ?? ([before, after].some(isSilent) ? nameOf(place) : null);
    // A place that is new or gone is so as a whole: of what its inside says, nothing need be told again.
    if (alone !== null && told.has(alone)) continue;
    // What stands at many places is said of the first.
    seen.add(key);
    const said = at(before, after, place, of);
    found.push(...said.map((finding) => ({ finding, place, isAlone: alone !== null })));
    if (alone !== null && said.length > 0) told.add(alone);
    open.push(
      ...inside(spot)
        .map((one) => ({ ...one, alone }))
        .toReversed(),
    );
  }
  return [
    ...new Map(
      found.map((one) => [`${one.finding.name} ${one.finding.texts?.old} ${one.finding.texts?.new}`, one]),
    ).values(),
  ];
}

/** What two schemas say of the same place. */
type Place = { before: View; after: View; place: readonly string[] };

/** `alone`: the outermost place around it that only one document speaks of. */
type Spot = Place & { alone: string | null };

/** The alternatives of a choice, or the places one step further inside. */
function inside({ before, after, place }: Place): Place[] {
  const [ways, others] = [alternativesOf(before), alternativesOf(after)];
  if (ways[0] !== before || others[0] !== after)
    return counterparts(ways, others).map(([way, other]) => ({ before: way, after: other, place }));
  const [own, other] = [shapeOf(before), shapeOf(after)];
  const names = new Set([...own.names, ...other.names, anyProperty]);
  const positions = Array.from({ length: Math.max(own.prefix, other.prefix) + 1 }, (_, index) => index);
  return [
    ...[...names].map((name) => ({
      before: propertyOf(before, name),
      after: propertyOf(after, name),
      place: [...place, name],
    })),
    ...[...new Set([...own.namePatterns, ...other.namePatterns])].map((pattern) => ({
      before: matchingOf(before, pattern),
      after: matchingOf(after, pattern),
      place: [...place, `/${pattern}/`],
    })),
    ...positions.map((index) => ({
      before: elementOf(before, index),
      after: elementOf(after, index),
      place: [...place, element],
    })),
  ];
}

/** Alternatives of the same rank; where one document has more of them, those that stand at the same place in both. */
function counterparts(ways: readonly View[], others: readonly View[]): [View, View][] {
  return ways.flatMap((way, rank): [View, View][] => {
    const other =
      ways.length === others.length ? others[rank] : others.find((candidate) => keyOf(candidate) === keyOf(way));
    return other === undefined ? [] : [[way, other]];
  });
}

/** What is said of the properties whose names match one of a view's patterns. */
function matchingOf({ source, parts }: View, pattern: string): View {
  const pointers = parts.flatMap(({ pointer, keywords: { patternProperties } }) =>
    isObject(patternProperties) && Object.hasOwn(patternProperties, pattern)
      ? [below(pointer, 'patternProperties', pattern)]
      : [],
  );
  return viewAt(source, ...pointers);
}

function at(before: View, after: View, place: readonly string[], of: Of): Finding[] {
  const subject = place.length === 0 ? of.subject : of.within(nameOf(place));
  const path = [of.path, nameOf(place)].filter((one) => one !== '').join('.');
  const pointer = { old: before.parts[0]?.pointer ?? null, new: after.parts[0]?.pointer ?? null };
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
  return [...said, ...marked];
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
