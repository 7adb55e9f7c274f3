import type { Json } from '../clauses/json.ts';
import type { Change, Hurt, Side, Witness } from '../diff/change.ts';
import { bestFor } from '../diff/media.ts';
import type { Media, ResponseOf } from '../diff/operations.ts';
import { responseFor, statusesOf } from '../diff/responses.ts';
import type { Reason } from '../diff/schema/blame.ts';
import { type Both, mapBoth } from '../diff/sides.ts';
import { field } from '../target/exchange.ts';
import type { Reading } from '../verdicts/answer.ts';
import {
  isJson,
  otherSide,
  reasonOf,
  refusals,
  topicOf,
  type Versions,
  type Views,
  viewsAt,
  wireOf,
} from './versions.ts';

/** What both documents give for one status. */
type Responses = Both<ResponseOf | undefined>;

/**
 * What one answer shows about a change: it is right under one document only, under both as far as this change goes, or
 * under neither; nothing when the change is about other answers.
 */
export type Shown = Side | 'both' | 'neither' | 'nothing';

/** Reads answers with regard to one change. */
export function showsOf(versions: Versions, change: Change): (reading: Reading) => Shown {
  const spoken = spokenOf(versions, change);
  return (reading) => {
    if (spoken === undefined) return 'nothing';
    const responses = responsesFor(versions, String(reading.status));
    if (pointersOf(responses) !== pointersOf(spoken))
      // Where a document has no entry of its own for a status, answers without it are as right as ever.
      return spoken.old?.status === spoken.new?.status ? 'nothing' : 'both';
    const all = change.hurts.map((hurt) => shownBy(versions, change, hurt, responses, reading));
    const found = new Set(all.filter((one) => one !== 'both'));
    const [first = 'both'] = found;
    return found.size > 1 ? 'neither' : first;
  };
}

/** The responses that a change is about, by its name. */
function spokenOf(versions: Versions, { name }: Change): Responses | undefined {
  const lists = mapBoth(versions.operations, (one) => one?.responses ?? []);
  const known = statusesOf(lists).map((status) => ({ status, responses: responsesFor(versions, status) }));
  return known.find(({ status, responses: { old, new: now } }) => {
    const called = old !== undefined && now !== undefined && old.status !== now.status ? status : (now ?? old)?.status;
    return name === `response.${called}` || name.startsWith(`response.${called}.`);
  })?.responses;
}

function responsesFor({ operations }: Versions, status: string): Responses {
  return mapBoth(operations, (one) => responseFor(one?.responses ?? [], status));
}

function pointersOf({ old, new: now }: Responses): string {
  return JSON.stringify([old?.pointer ?? null, now?.pointer ?? null]);
}

function shownBy(
  versions: Versions,
  change: Change,
  { witness }: Hurt,
  responses: Responses,
  reading: Reading,
): Side | 'both' | 'neither' {
  const { rightUnder } = witness;
  const isShown = (holds: boolean) => (holds ? rightUnder : 'both');
  switch (witness.part) {
    case 'status':
      return rightUnder;
    case 'media-type':
      return ofMediaType(witness, responses, reading);
    case 'body':
      if (witness.value === undefined) return isShown(reading.answer.body.bytes === 0);
      return ofBody(versions, change, witness, responses, reading);
    case 'header':
      if (witness.value === undefined)
        return isShown(field(reading.answer.headers, witness.name.toLowerCase()) === undefined);
      return ofHeader(versions, change, witness, responses, reading);
    default:
      return 'both';
  }
}

function mediaFor(response: ResponseOf | undefined, { mediaType = '' }: Reading): Media | undefined {
  const essences = (response?.media ?? []).map((one) => ({ ...one, mediaType: one.mediaType.split(';')[0] ?? '' }));
  return bestFor(essences, mediaType);
}

/** Whether a document has an answer like this for its status, as far as the media type shows. */
export function isDocumented(versions: Versions, reading: Reading): boolean {
  const { old, new: now } = responsesFor(versions, String(reading.status));
  const known = [old, now].filter((one) => one !== undefined);
  return known.length === 0 || known.some((one) => one.media.length === 0 || mediaFor(one, reading) !== undefined);
}

function ofMediaType(witness: Witness, responses: Responses, reading: Reading): Side | 'both' | 'neither' {
  if (reading.answer.body.bytes === 0) return 'both';
  const { old, new: now } = mapBoth(responses, (one) => mediaFor(one, reading));
  if (old === undefined && now === undefined) return 'neither';
  const shown = { old: now === undefined, new: old === undefined }[witness.rightUnder];
  return shown ? witness.rightUnder : 'both';
}

function ofBody(
  versions: Versions,
  change: Change,
  witness: Witness,
  responses: Responses,
  reading: Reading,
): Side | 'both' | 'neither' {
  const media = mapBoth(responses, (one) => mediaFor(one, reading));
  const { mediaType = '', json } = reading;
  if (media.old === undefined || media.new === undefined || json === undefined || !isJson(mediaType)) return 'both';
  const schemas = { old: media.old.schema, new: media.new.schema };
  return compared(change, witness, viewsAt(versions, 'answer', schemas, wireOf(mediaType)), json);
}

function ofHeader(
  versions: Versions,
  change: Change,
  witness: Witness,
  responses: Responses,
  reading: Reading,
): Side | 'both' | 'neither' {
  const name = witness.name.toLowerCase();
  const value = field(reading.answer.headers, name);
  const { old, new: now } = mapBoth(responses, (one) => one?.headers.find(({ key }) => key === name));
  if (value === undefined || old === undefined || now === undefined) return 'both';
  return compared(
    change,
    witness,
    viewsAt(versions, 'answer', { old: old.media.schema, new: now.media.schema }, 'text'),
    value,
  );
}

/** Whether a value is refused for the same as the witness, by the document that refuses that one and not by the other. */
function compared(change: Change, witness: Witness, views: Views, value: Json): Side | 'both' | 'neither' {
  const { rightUnder } = witness;
  const wrongUnder = otherSide(rightUnder);
  if (isWhole(change)) return wholly(views, value);
  const mine = reasonOf(change, refusals(views, wrongUnder, witness.value ?? null));
  if (mine === undefined) return 'both';
  const same = refusals(views, wrongUnder, value).find((reason) => topicOf(reason) === topicOf(mine));
  if (same === undefined) return 'both';
  return refusals(views, rightUnder, value).some((reason) => isAtOnePlace(reason, same)) ? 'neither' : rightUnder;
}

function isAtOnePlace({ blame: one }: Reason, { blame: other }: Reason): boolean {
  return one.path === other.path && one.member === other.member;
}

/** Whether a change is about the answer of a status as a whole: another one, with nothing in common. */
function isWhole({ name }: Change): boolean {
  return /^response\.[^.]+$/.test(name);
}

function wholly(views: Views, value: Json): Side | 'both' | 'neither' {
  const right = (['old', 'new'] as const).filter((side) => refusals(views, side, value).length === 0);
  return right.length === 2 ? 'both' : (right[0] ?? 'neither');
}
