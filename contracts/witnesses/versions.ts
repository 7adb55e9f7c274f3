import { filled } from '../cases/agreement.ts';
import { isObject, type Json, property, text, valueAt } from '../clauses/json.ts';
import { path } from '../clauses/operation.ts';
import type { Change, Message, Side } from '../diff/change.ts';
import type { Description } from '../diff/document.ts';
import { bestFor } from '../diff/media.ts';
import { type Operation, operationsOf } from '../diff/operations.ts';
import { blameKey, nameOf, type Reason, reasonsFor } from '../diff/schema/blame.ts';
import { sent, validatorFor, type Wire } from '../diff/schema/validator.ts';
import { keyOf, sourceOf, type View, viewAt } from '../diff/schema/view.ts';
import { type Both, mapBoth } from '../diff/sides.ts';

/** Two versions of the document, and the operation that sends a message in each that has it. */
export type Versions = { documents: Both<Description>; operations: Both<Operation | undefined> };

const key = `post ${path.replace(/\{[^}]*\}/g, '{}')}`;

/** Finds the operation in both. Throws `ContractError` where an operation cannot be read. */
export function versionsOf(documents: Both<Description>): Versions {
  return { documents, operations: mapBoth(documents, (one) => operationsOf(one).find((found) => found.key === key)) };
}

export const sides = ['old', 'new'] as const;

export function otherSide(side: Side): Side {
  return side === 'old' ? 'new' : 'old';
}

/** What both documents say of one value: a body, a parameter, a header. */
export type Views = Both<View> & { wire: Wire };

export function viewsAt({ documents }: Versions, message: Message, schemas: Both<string | null>, wire: Wire): Views {
  const view = (side: Side) => viewAt(sourceOf(documents[side], message), schemas[side]);
  return { old: view('old'), new: view('new'), wire };
}

/** Whether a value is right by every reading of a document, what stands for the profile's values filled in. */
export function isRight(views: Views, side: Side, value: Json): boolean {
  return validatorFor(views[side], views.wire, 'strict')(sent(filled(value), views.wire)).length === 0;
}

/** Why a document refuses a value without help of a format, each reason once. */
export function refusals(views: Views, side: Side, value: Json): Reason[] {
  const wired = sent(filled(value), views.wire);
  const errors = validatorFor(views[side], views.wire, 'annotated')(wired);
  const reasons = reasonsFor(errors, wired, { from: views[otherSide(side)], to: views[side] });
  return [...new Map(reasons.map((reason) => [blameKey(reason.blame), reason])).values()];
}

/**
 * What a reason is about: the same keyword of the same schemas, wherever in a message they stand, or the same place when a
 * document says nothing of it.
 */
export function topicOf({ blame, pair }: Reason): string {
  const schemas = [keyOf(pair.from), keyOf(pair.to)].toSorted();
  return JSON.stringify([blame.keyword, blame.member, ...(schemas.includes('') ? blame.place : schemas)]);
}

/** The reason among those of its witness that a change is named after. */
export function reasonOf({ name }: Change, reasons: readonly Reason[]): Reason | undefined {
  const own = name.replace(/^(request|response\.[^.]+)\.(body|header\.[^.]+)(\([^)]*\))?\.?/, '');
  const isNamed = ({ blame: { place, keyword, member } }: Reason): boolean => {
    const at = nameOf(member === null ? place : [...place, member]);
    return [[nameOf(place), keyword], [at, keyword], [at]].some(
      (parts) => parts.filter((one) => one !== '').join('.') === own,
    );
  };
  return reasons.find(isNamed) ?? (reasons.length === 1 ? reasons[0] : undefined);
}

/** How a value of a media type travels. */
export function wireOf(mediaType: string): Wire {
  return isJson(mediaType) ? 'json' : 'text';
}

export function isJson(mediaType: string): boolean {
  return /[/+]json(;|$)/.test(mediaType);
}

/** What both documents say of a request body of a media type; `undefined` when one does not have it. */
export function bodyViews(versions: Versions, mediaType: string): Views | undefined {
  const found = mapBoth(versions.operations, (one) => bestFor(one?.body?.media ?? [], mediaType));
  if (found.old === undefined || found.new === undefined) return undefined;
  return viewsAt(versions, 'request', { old: found.old.schema, new: found.new.schema }, wireOf(mediaType));
}

/** Names, listed values and media types that the documents use, which are no secrets even where a token looks like one. */
export function publicWordsIn({ documents }: Versions): string[] {
  const words = sides.flatMap((side) => wordsIn(documents[side].root));
  return [...new Set(words)].toSorted((a, b) => b.length - a.length);
}

function wordsIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (!isObject(value)) return [];
  const named = ['properties', 'content'].flatMap((name) => Object.keys(valueAt(value, `/${name}`) ?? {}));
  const listed = property(value, 'enum');
  const values = Array.isArray(listed) ? listed.filter((one) => typeof one === 'string') : [];
  const codes = [...(text(property(value, 'description')) ?? '').matchAll(/`([^`]+)`/g)].flatMap(
    ([, word]) => word ?? [],
  );
  return [...named, ...values, ...codes, ...Object.values(value).flatMap(wordsIn)];
}
