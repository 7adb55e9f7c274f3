import { isObject, type Json } from '../clauses/json.ts';
import type { Part, Side } from '../diff/change.ts';
import type { Field } from '../diff/operations.ts';
import { openSamples } from '../diff/schema/samples.ts';
import { sent } from '../diff/schema/validator.ts';
import { type Both, mapBoth, matched } from '../diff/sides.ts';
import type { HeaderList } from '../target/exchange.ts';
import { isHeaderName, isHeaderText } from './header.ts';
import { isJson, isRight, otherSide, type Versions, type Views, viewsAt } from './versions.ts';

/** A parameter with the value that it has in one request. */
export type SentField = { field: Field; value: Json };

/** One parameter in both documents. */
export type FieldPair = Both<Field | undefined>;

/** The parameters that a request needs under one document or the other, each right under all that name it if that can be. */
export function neededFields(versions: Versions): SentField[] {
  return pairsOf(versions).flatMap((pair) => {
    const field = [pair.new, pair.old].find((one) => one?.required === true && one.part !== 'path');
    const [value] = field === undefined ? [] : valuesFor(versions, pair, pair.new === undefined ? 'old' : 'new');
    return field === undefined || value === undefined ? [] : [{ field, value }];
  });
}

/** The parameter that a witness is about. */
export function fieldPair(versions: Versions, part: Part, name: string): FieldPair | undefined {
  return pairsOf(versions).find((pair) =>
    [pair.old, pair.new].some((one) => one?.part === part && (one.name === name || one.key === name.toLowerCase())),
  );
}

function pairsOf({ operations }: Versions): FieldPair[] {
  return matched(
    mapBoth(operations, (one) => one?.fields ?? []),
    ({ part, key }) => `${part} ${key}`,
  );
}

/** What both documents say of a parameter. */
export function fieldViews(versions: Versions, pair: FieldPair): Views {
  const wire = [pair.old, pair.new].every((one) => one === undefined || isJson(one.media.mediaType)) ? 'json' : 'text';
  return viewsAt(
    versions,
    'request',
    mapBoth(pair, (one) => one?.media.schema ?? null),
    wire,
  );
}

/** Values that one document takes for a parameter; what the other takes as well comes first. */
export function valuesFor(versions: Versions, pair: FieldPair, side: Side): Json[] {
  const views = fieldViews(versions, pair);
  const samples = openSamples();
  const drawn = [side, otherSide(side)].flatMap((one) => samples(views[one]));
  // Where nothing is said, anything goes.
  const right = [...drawn, 'a'].map((one) => sent(one, views.wire)).filter((one) => isRight(views, side, one));
  // An empty text passes for none in many places.
  const rank = (one: Json): number => (isRight(views, otherSide(side), one) ? 0 : 2) + (one === '' ? 1 : 0);
  return right.toSorted((one, other) => rank(one) - rank(other));
}

/** Parameters as they go over the wire; `undefined` when one of them cannot be written. */
export function writtenFields(fields: readonly SentField[]): { headers: HeaderList; query: string } | undefined {
  const texts = fields.map(({ field, value }) => ({ field, texts: textsOf(field, value) }));
  const known = texts.flatMap(({ field, texts: list }) => (list === undefined ? [] : [{ field, list }]));
  if (known.length < texts.length) return undefined;
  const of = (part: Part) =>
    known
      .filter(({ field }) => field.part === part)
      .flatMap(({ field, list }) => list.map((one): [string, string] => [field.name, one]));
  const cookies = of('cookie').map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const headers: HeaderList = of('header');
  const query = new URLSearchParams(of('query')).toString();
  return {
    headers: cookies.length === 0 ? headers : [...headers, ['cookie', cookies.join('; ')]],
    query: query === '' ? '' : `?${query}`,
  };
}

/** One text, or several where each element of a list goes by itself (`explode`). */
function textsOf(field: Field, value: Json): string[] | undefined {
  const texts = written(field, value);
  const canBe = field.part !== 'header' || (isHeaderName(field.name) && texts?.every(isHeaderText));
  return canBe ? texts : undefined;
}

function written({ media, serialization }: Field, value: Json): string[] | undefined {
  if (isJson(media.mediaType)) return [JSON.stringify(value)];
  if (isObject(value)) return undefined;
  const list = [value].flat().map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  if (!Array.isArray(value)) return list;
  if (serialization.startsWith('form, exploded')) return list;
  return serialization.startsWith('form') || serialization.startsWith('simple') ? [list.join(',')] : undefined;
}
