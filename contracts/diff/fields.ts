import { type Finding, hurting, type Message, review, type Side, sentencesReview, type Witness } from './change.ts';
import type { Description } from './document.ts';
import type { Field } from './operations.ts';
import { compareSchemas } from './schema/compare.ts';
import { sourceOf, viewAt } from './schema/view.ts';
import { type Both, mapBoth, matched, textsAt } from './sides.ts';

/** Where the parameters or headers stand that are compared. */
export type FieldsOf = { message: Message; path: string; owner: Both<string>; of: string };

/** What has changed in parameters, or in the headers of an answer. */
export function compareFields(
  documents: Both<Description>,
  fields: Both<readonly Field[]>,
  where: FieldsOf,
): Finding[] {
  return matched(fields, ({ part, key }) => `${part} ${key}`).flatMap(({ old, new: now }) => {
    if (old !== undefined && now !== undefined) return compareOne(documents, { old, new: now }, where);
    const only = old ?? now;
    return only === undefined ? [] : onlyOne(only, old === undefined ? 'new' : 'old', where);
  });
}

function subjectOf({ part, name }: Field, where: FieldsOf): string {
  return `the ${part}${part === 'header' ? '' : ' parameter'} ${name}${where.of}`;
}

function pathOf({ part, name }: Field, where: FieldsOf): string {
  return `${where.path}.${part}.${name}`;
}

/** A request without something that one document asks for and the other does not. */
function without(field: Field, where: FieldsOf, rightUnder: Side): Witness {
  return { message: where.message, part: field.part, name: field.name, rightUnder, foundBy: 'derivation' };
}

function onlyOne(field: Field, side: Side, where: FieldsOf): Finding[] {
  const other: Side = side === 'old' ? 'new' : 'old';
  const pointer = { ...where.owner, [side]: field.pointer };
  const subject = subjectOf(field, where);
  const words = `${field.name}, ${field.required ? 'required' : 'optional'}`;
  const texts = { old: side === 'old' ? words : null, new: side === 'new' ? words : null };
  // What becomes of a parameter that it does not name, a document does not say: it may be ignored or refused.
  if (!field.required)
    return [
      review(pathOf(field, where), pointer, `${subject} is ${side === 'new' ? 'new' : 'no longer described'}`, texts),
    ];
  const sentence =
    side === 'new' ? `${subject} is new and required` : `${subject}, which was required, is no longer there`;
  const change = hurting(pathOf(field, where), pointer, sentence, [without(field, where, other)]);
  const isStillSent = side === 'old' && where.message === 'request';
  return isStillSent
    ? [
        change,
        review(`${pathOf(field, where)}.sent`, pointer, `whether ${subject} may still be sent is not said`, texts),
      ]
    : [change];
}

function compareOne(documents: Both<Description>, fields: Both<Field>, where: FieldsOf): Finding[] {
  const { old, new: now } = fields;
  const pointer = mapBoth(fields, (one) => one.pointer);
  const subject = subjectOf(now, where);
  const path = pathOf(now, where);
  const view = (side: Side) => viewAt(sourceOf(documents[side], where.message), fields[side].media.schema);
  const isJson = fields.old.media.mediaType.endsWith('json') && fields.new.media.mediaType.endsWith('json');
  return [
    ...(old.required === now.required
      ? []
      : [
          hurting(
            `${path}.required`,
            pointer,
            `${subject} ${now.required ? 'is required now' : 'may be left out now'}`,
            [without(now, where, now.required ? 'old' : 'new')],
          ),
        ]),
    ...(old.serialization === now.serialization
      ? []
      : [
          review(`${path}.style`, pointer, `${subject} is written in another way`, {
            old: old.serialization,
            new: now.serialization,
          }),
        ]),
    ...compareSchemas(
      { old: view('old'), new: view('new') },
      {
        part: now.part,
        name: now.name,
        path,
        subject,
        within: (place) => `${place} of ${subject}`,
        wire: isJson ? 'json' : 'text',
        // An empty segment is another path.
        canBe: (value) => now.part !== 'path' || value !== '',
      },
    ),
    ...sentencesReview(`${path}.description`, pointer, subject, textsAt(documents, pointer, 'description')),
  ];
}
