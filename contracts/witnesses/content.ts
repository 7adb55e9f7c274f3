import type { Body } from '../cases/case.ts';
import { plausible } from '../cases/sample.ts';
import { isObject, type Json } from '../clauses/json.ts';
import type { Side } from '../diff/change.ts';
import { bestFor } from '../diff/media.ts';
import { openSamples } from '../diff/schema/samples.ts';
import { changedAt, leavesOf } from './edit.ts';
import { isHeaderText } from './header.ts';
import { isJson, isRight, otherSide, type Versions, viewsAt, wireOf } from './versions.ts';

/** The body of a request; `null` when it has none. */
export type Content = { mediaType: string; value: Json } | null;

/** How a body goes over the wire; `undefined` for a media type that sendproof does not write. */
export function written(content: Content): Body | undefined {
  if (content === null) return { kind: 'none' };
  const { mediaType, value } = content;
  if (!isHeaderText(mediaType)) return undefined;
  if (isJson(mediaType)) return { kind: 'json', value };
  if (mediaType.startsWith('application/x-www-form-urlencoded') && isObject(value)) {
    const fields = Object.entries(value).flatMap(([name, one]) =>
      [one].flat().map((each): [string, string] => [name, typeof each === 'string' ? each : JSON.stringify(each)]),
    );
    return { kind: 'text', text: new URLSearchParams(fields).toString() };
  }
  if (mediaType.startsWith('text/') && typeof value === 'string') return { kind: 'text', text: value };
  return undefined;
}

/** Whether a body is right under a document, in a request that is right otherwise. */
export function isRightContent(versions: Versions, side: Side, content: Content): boolean {
  const operation = versions.operations[side];
  if (operation === undefined) return false;
  const { body } = operation;
  if (content === null) return body?.required !== true;
  const media = bestFor(body?.media ?? [], content.mediaType);
  if (media === undefined) return false;
  const views = viewsAt(versions, 'request', { old: null, new: null, [side]: media.schema }, wireOf(content.mediaType));
  return isRight(views, side, content.value);
}

/** Bodies of one media type, or of all, that a document takes, in words that a person understands who gets the message. */
export function contentsOf(versions: Versions, side: Side, only?: string): Content[] {
  const body = versions.operations[side]?.body ?? null;
  const samples = openSamples();
  const media = (body?.media ?? []).flatMap((one) => {
    const mediaType = only !== undefined && bestFor(body?.media ?? [], only) === one ? only : one.mediaType;
    return only === undefined || mediaType === only ? [{ mediaType, schema: one.schema }] : [];
  });
  const full = media.flatMap(({ mediaType, schema }) => {
    const views = viewsAt(versions, 'request', { old: null, new: null, [side]: schema }, wireOf(mediaType));
    return samples(views[side]).map((value) => ({
      mediaType,
      value: dressed(value, (changed) => isRight(views, side, changed)),
    }));
  });
  const all = only === undefined ? [...full, null] : full;
  return all.filter((one) => written(one) !== undefined && isRightContent(versions, side, one));
}

/**
 * The plainest body for a request in which something else is looked at: right under both documents, or one for each where
 * no body is.
 */
export function ordinaryContents(versions: Versions): Content[] {
  const own = { old: contentsOf(versions, 'old'), new: contentsOf(versions, 'new') };
  const shared = (['new', 'old'] as const).flatMap((side) =>
    own[side].filter((one) => isRightContent(versions, otherSide(side), one)),
  );
  return shared.length > 0 ? shared.slice(0, 1) : [...own.new.slice(0, 1), ...own.old.slice(0, 1)];
}

/** The plainest body that a document takes, right under the other as well where that can be. */
export function ordinaryContent(versions: Versions, side: Side): Content | undefined {
  return ordinaryContents(versions).find((one) => isRightContent(versions, side, one));
}

/** A value with plausible words in place of made-up ones, wherever that is still `wanted`. */
export function dressed(value: Json, isWanted: (value: Json) => boolean): Json {
  return leavesOf(value).reduce((before, { path, name, leaf }) => {
    const words = plausible[name];
    if (typeof leaf !== 'string' || words === undefined) return before;
    const after = changedAt(before, path, () => words);
    return isWanted(after) ? after : before;
  }, value);
}
