import { type Json, property, valueAt } from '../clauses/json.ts';
import { type Change, type Finding, hurting, nobody, review, type Side, sentencesReview } from './change.ts';
import type { Description } from './document.ts';
import { compareFields } from './fields.ts';
import { type Group, grouped } from './grouped.ts';
import { compareMedia } from './media.ts';
import { type Operation, operationsOf } from './operations.ts';
import { compareResponses } from './responses.ts';
import { canonical } from './schema/shape.ts';
import { compareSecurity } from './security.ts';
import { type Both, mapBoth, matched, textsAt } from './sides.ts';

/**
 * What has changed from one document to the other, whom it hurts, and a witness for each hurt. Throws `ContractError` when
 * a document refers to something that is not in it.
 */
export function changesBetween(old: Description, now: Description): Change[] {
  const documents = { old, new: now };
  const operations = matched(mapBoth(documents, operationsOf), ({ key }) => key);
  const found = operations.flatMap((pair) => {
    const name = pair.new?.name ?? pair.old?.name ?? '';
    return compareOperation(documents, pair).map((finding) => ({ finding, operation: name }));
  });
  const whole = ofDocument(documents).map((finding) => ({ finding, operation: null }));
  return withLines(documents, grouped([...found, ...whole]));
}

function withLines(documents: Both<Description>, changes: readonly Group[]): Change[] {
  const lines = (side: Side) =>
    documents[side].linesOf(changes.flatMap(({ pointer }) => (pointer[side] === null ? [] : [pointer[side]])));
  const [before, after] = [lines('old'), lines('new')];
  const counts = new Map<string, number>();
  return changes.map((change) => {
    const count = (counts.get(change.id) ?? 0) + 1;
    counts.set(change.id, count);
    const line = {
      old: before.get(change.pointer.old ?? '#') ?? null,
      new: after.get(change.pointer.new ?? '#') ?? null,
    };
    return { ...change, id: count === 1 ? change.id : `${change.id} (${count})`, line };
  });
}

function compareOperation(documents: Both<Description>, { old, new: now }: Both<Operation | undefined>): Finding[] {
  if (old === undefined || now === undefined) return now === undefined ? lone(old, 'old') : lone(now, 'new');
  const operations = { old, new: now };
  const pointer = mapBoth(operations, (one) => one.pointer);
  const request = { message: 'request', path: 'request', owner: pointer, of: '' } as const;
  return [
    ...compareFields(
      documents,
      mapBoth(operations, (one) => one.fields),
      request,
    ),
    ...compareBodies(documents, operations),
    ...compareResponses(
      documents,
      mapBoth(operations, (one) => one.responses),
      pointer,
    ),
    ...compareSecurity(
      documents,
      mapBoth(operations, (one) => one.security),
    ),
    ...['summary', 'description'].flatMap((key) =>
      sentencesReview(`operation.${key}`, pointer, 'the operation', textsAt(documents, pointer, key)),
    ),
    ...beside(documents, pointer, 'operation', [
      ['callbacks', 'review'],
      ['operationId', 'nobody'],
      ['tags', 'nobody'],
      ['deprecated', 'nobody'],
      ['servers', 'nobody'],
    ]),
  ];
}

function lone(operation: Operation | undefined, side: Side): Finding[] {
  if (operation === undefined) return [];
  const pointer = { old: null, new: null, [side]: operation.pointer };
  const sentence = `${operation.name} ${side === 'old' ? 'is no longer there' : 'is new'}`;
  return [
    hurting('operation', pointer, sentence, [
      {
        message: 'request',
        part: 'operation',
        name: '',
        value: operation.name,
        rightUnder: side,
        foundBy: 'derivation',
      },
    ]),
  ];
}

function compareBodies(documents: Both<Description>, operations: Both<Operation>): Finding[] {
  const bodies = mapBoth(operations, ({ body, pointer }) => body ?? { pointer, required: false, media: [] });
  const pointer = mapBoth(bodies, (one) => one.pointer);
  const { required } = bodies.new;
  return [
    ...(bodies.old.required === required
      ? []
      : [
          hurting('request.body.required', pointer, `a body is ${required ? 'required now' : 'no longer required'}`, [
            { message: 'request', part: 'body', name: '', rightUnder: required ? 'old' : 'new', foundBy: 'derivation' },
          ]),
        ]),
    ...compareMedia(
      documents,
      mapBoth(bodies, (one) => one.media),
      pointer,
      {
        message: 'request',
        path: 'request',
        subject: 'the body',
        within: (place) => place,
      },
    ),
    ...sentencesReview('request.body.description', pointer, 'the body', textsAt(documents, pointer, 'description')),
  ];
}

/** What else a document says: where it is served and what it is called tells no message from another. */
function ofDocument(documents: Both<Description>): Finding[] {
  const root = { old: '', new: '' };
  const info = { old: '/info', new: '/info' };
  return [
    ...sentencesReview('info.description', info, 'the API', textsAt(documents, info, 'description')),
    ...beside(documents, info, 'info', [
      ['title', 'nobody'],
      ['version', 'nobody'],
    ]),
    ...beside(documents, root, 'document', [
      ['webhooks', 'review'],
      ['servers', 'nobody'],
      ['openapi', 'nobody'],
    ]),
  ];
}

function beside(
  documents: Both<Description>,
  pointer: Both<string>,
  of: string,
  keys: readonly [string, 'review' | 'nobody'][],
): Finding[] {
  return keys.flatMap(([key, kind]) => {
    const read = (side: Side): Json | undefined => property(valueAt(documents[side].root, pointer[side]), key);
    const texts = mapBoth({ old: read('old'), new: read('new') }, (value) =>
      value === undefined ? null : canonical(value),
    );
    if (texts.old === texts.new) return [];
    const sentence =
      kind === 'review'
        ? `"${key}" of the ${of} has changed`
        : `"${key}" of the ${of} is ${texts.new ?? 'gone'} instead of ${texts.old ?? 'nothing'}`;
    return kind === 'review'
      ? [review(`${of}.${key}`, pointer, sentence, texts)]
      : [nobody(`${of}.${key}`, pointer, sentence)];
  });
}
