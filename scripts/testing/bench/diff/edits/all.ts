import type { Party } from '../../../../../contracts/diff/change.ts';
import { schemaAt } from '../documents.ts';
import type { Edit, Place, Slot, Values, Way } from '../pair.ts';
import { contractEdits } from './contract.ts';
import { equivalents30, equivalents31, spellings } from './equivalents.ts';
import { messageEdits } from './messages.ts';
import { narrowings30, replacements } from './narrowings.ts';
import { narrowings31 } from './narrowings31.ts';
import { operationEdits } from './operations.ts';
import { parameterEdits } from './parameters.ts';
import type { Change, Schemas } from './schema-parts.ts';
import type { Structure } from './structure.ts';
import { wordings } from './wordings.ts';

/** What was right in a request is wrong: its clients are hurt. In an answer: who sends it. */
function hurtBy(place: Place, way: Way): Party[] {
  const isAnswer = place.startsWith('answer');
  switch (way) {
    case 'narrower':
      return isAnswer ? ['implementations'] : ['clients'];
    case 'wider':
      return isAnswer ? ['clients'] : ['implementations'];
    case 'other':
      return ['clients', 'implementations'];
    default:
      return [];
  }
}

function inSlots({ anywhere, inBodies }: Schemas, make: (place: Slot, change: Change) => Edit[]): Edit[] {
  const bodies: readonly Slot[] = ['request body', 'answer body'];
  const fields: readonly Slot[] = ['path parameter', 'query parameter', 'request header', 'answer header'];
  const over = (places: readonly Slot[], changes: readonly Change[]) =>
    changes.flatMap((change) => places.flatMap((place) => make(place, change)));
  return [...over([...bodies, ...fields], anywhere), ...over(bodies, inBodies)];
}

/** Each schema tightened, and relaxed again. */
function bothWays(base: Edit['base'], schemas: Schemas): Edit[] {
  return inSlots(schemas, (place, [subject, how, wide, narrow]) =>
    ofStructure(base, {
      ...{ place, subject, how, way: 'narrower', unsaid: [] },
      old: { [schemaAt[place]]: wide },
      new: { [schemaAt[place]]: narrow },
    }),
  );
}

/** In a request one way round, in an answer the other: both come to the same. */
function oneWay(base: Edit['base'], way: Way, schemas: Schemas, before: Values = {}, after: Values = {}): Edit[] {
  return inSlots(schemas, (place, [subject, how, first, second, shared = {}]) => {
    const named = Object.entries(shared).map(([name, schema]) => [`/components/schemas/${name}`, schema]);
    const edit = ofStructure(base, {
      ...{ place, subject, how, way, unsaid: [] },
      old: { [schemaAt[place]]: first, ...Object.fromEntries(named), ...before },
      new: { [schemaAt[place]]: second, ...Object.fromEntries(named), ...after },
    });
    return edit.slice(place.startsWith('answer') ? 1 : 0).slice(0, 1);
  });
}

const otherWay: Record<Way, Way> = {
  narrower: 'wider',
  wider: 'narrower',
  other: 'other',
  same: 'same',
  words: 'words',
};

/** A change, and the same from the new document to the old one. */
function ofStructure(base: Edit['base'], { place, subject, how, way, unsaid, old, new: now }: Structure): Edit[] {
  const name = `${base}: ${place}: ${subject} ${how}`;
  const edit = (round: 'forth' | 'back', which: Way) => ({
    ...{ subject, place, base, way: which },
    hurts: hurtBy(place, which),
    review: way === 'words' || unsaid.includes(round),
  });
  return [
    { name, ...edit('forth', way), old, new: now },
    { name: `${name}, undone`, ...edit('back', otherWay[way]), old: now, new: old },
  ];
}

/** All edits, each of which makes a pair by itself. */
export const edits: readonly Edit[] = [
  ...bothWays('small 3.0', narrowings30),
  ...bothWays('small 3.1', narrowings31),
  ...oneWay('small 3.0', 'other', replacements),
  ...oneWay('small 3.0', 'same', equivalents30),
  ...oneWay('small 3.1', 'same', equivalents31),
  ...oneWay('small 3.0', 'same', spellings, {}, { '/openapi': '3.1.0' }),
  ...oneWay('small 3.0', 'words', wordings),
  ...[...parameterEdits, ...messageEdits, ...operationEdits].flatMap((one) => ofStructure('small 3.0', one)),
  ...contractEdits.flatMap((one) => ofStructure('contract', one)),
];
