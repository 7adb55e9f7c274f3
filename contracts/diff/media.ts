import type { Json } from '../clauses/json.ts';
import { property, valueAt } from '../clauses/json.ts';
import { type Finding, hurting, type Message, review, type Side, type Witness } from './change.ts';
import type { Description } from './document.ts';
import type { Media } from './operations.ts';
import { compareSchemas } from './schema/compare.ts';
import { canonical } from './schema/shape.ts';
import { sourceOf, viewAt } from './schema/view.ts';
import { type Both, mapBoth } from './sides.ts';

/** Where the bodies are that are compared. */
export type MediaOf = { message: Message; path: string; subject: string; within: (place: string) => string };

/** What has changed in the bodies that a request or an answer may have, media type by media type. */
export function compareMedia(
  documents: Both<Description>,
  media: Both<readonly Media[]>,
  owner: Both<string>,
  of: MediaOf,
): Finding[] {
  const types = [...new Set([...media.old, ...media.new].map(({ mediaType }) => concrete(mediaType)))];
  const compared = new Set<string>();
  return types.flatMap((type) => {
    const found = mapBoth(media, (list) => bestFor(list, type));
    if (found.old === undefined || found.new === undefined) return onlyOne(found, type, owner, of);
    const key = `${found.old.pointer} ${found.new.pointer}`;
    if (compared.has(key)) return [];
    compared.add(key);
    return compareOne(documents, { old: found.old, new: found.new }, type, of);
  });
}

function onlyOne(found: Both<Media | undefined>, type: string, owner: Both<string>, of: MediaOf): Finding[] {
  const rightUnder: Side = found.old === undefined ? 'new' : 'old';
  const witness: Witness = {
    message: of.message,
    part: 'media-type',
    name: '',
    value: type,
    rightUnder,
    foundBy: 'derivation',
  };
  const pointer = { old: found.old?.pointer ?? owner.old, new: found.new?.pointer ?? owner.new };
  const sentence = `${of.subject} may ${rightUnder === 'old' ? 'no longer be' : 'be'} ${type}${rightUnder === 'old' ? '' : ' now'}`;
  return [hurting(`${of.path}.${type}`, pointer, sentence, [witness])];
}

function compareOne(documents: Both<Description>, media: Both<Media>, type: string, of: MediaOf): Finding[] {
  const view = (side: Side) => viewAt(sourceOf(documents[side], of.message), media[side].schema);
  const isJson = /[/+]json(;|$)/.test(type);
  const pointer = mapBoth(media, (one) => one.pointer);
  const encoding = { old: encodingAt(documents.old, pointer.old), new: encodingAt(documents.new, pointer.new) };
  return [
    ...compareSchemas(
      { old: view('old'), new: view('new') },
      {
        part: 'body',
        name: '',
        path: isJson ? `${of.path}.body` : `${of.path}.body(${type})`,
        subject: of.subject,
        within: of.within,
        wire: isJson ? 'json' : 'text',
        canBe: () => true,
      },
    ),
    ...(encoding.old === encoding.new
      ? []
      : [review(`${of.path}.encoding`, pointer, `${of.subject} is encoded in another way`, encoding)]),
  ];
}

function encodingAt({ root }: Description, pointer: string): string | null {
  const encoding: Json | undefined = property(valueAt(root, pointer), 'encoding');
  return encoding === undefined ? null : canonical(encoding);
}

/** A media type that a range stands for. */
function concrete(mediaType: string): string {
  return mediaType.replace('*/*', 'application/x-sendproof').replace('/*', '/x-sendproof');
}

/** The most specific entry that speaks of a media type. */
export function bestFor(media: readonly Media[], type: string): Media | undefined {
  const [main = ''] = type.split('/');
  return [type, `${main}/*`, '*/*'].flatMap((range) => media.filter(({ mediaType }) => mediaType === range))[0];
}
