import { type Finding, hurting, type Side, sentencesReview } from './change.ts';
import type { Description } from './document.ts';
import { compareFields } from './fields.ts';
import { compareMedia } from './media.ts';
import type { ResponseOf } from './operations.ts';
import { replacedAnswer } from './replaced.ts';
import { type Both, mapBoth, textsAt } from './sides.ts';

/** What has changed in the answers, status by status. */
export function compareResponses(
  documents: Both<Description>,
  responses: Both<readonly ResponseOf[]>,
  owner: Both<string>,
): Finding[] {
  const compared = new Set<string>();
  return statusesOf(responses).flatMap((status) => {
    const found = mapBoth(responses, (list) => responseFor(list, status));
    if (found.old === undefined && found.new === undefined) return [];
    if (found.old === undefined || found.new === undefined) return onlyOne(found, status, owner);
    const key = `${found.old.pointer} ${found.new.pointer}`;
    if (compared.has(key)) return [];
    compared.add(key);
    return compareOne(documents, { old: found.old, new: found.new }, status);
  });
}

function onlyOne(found: Both<ResponseOf | undefined>, status: string, owner: Both<string>): Finding[] {
  const rightUnder: Side = found.old === undefined ? 'new' : 'old';
  const named = found.old?.status ?? found.new?.status;
  const which = named === 'default' ? 'any status that is not listed' : `the status ${named}`;
  const sentence = `an answer may ${rightUnder === 'old' ? 'no longer have' : 'have'} ${which}${rightUnder === 'old' ? '' : ' now'}`;
  return [
    hurting(
      `response.${named}`,
      { old: found.old?.pointer ?? owner.old, new: found.new?.pointer ?? owner.new },
      sentence,
      [{ message: 'answer', part: 'status', name: '', value: Number(status), rightUnder, foundBy: 'derivation' }],
    ),
  ];
}

function compareOne(documents: Both<Description>, responses: Both<ResponseOf>, status: string): Finding[] {
  const { old, new: now } = responses;
  const replaced = replacedAnswer(documents, responses, status);
  if (replaced !== undefined) return [replaced];
  const pointer = mapBoth(responses, (one) => one.pointer);
  const name = old.status === now.status ? now.status : status;
  const path = `response.${name}`;
  const answer = name === 'default' ? 'the answer with any other status' : `the answer ${name}`;
  const where = { message: 'answer', path, owner: pointer } as const;
  const isEmpty = mapBoth(responses, ({ media }) => media.length === 0);
  const bodies =
    isEmpty.old === isEmpty.new
      ? compareMedia(
          documents,
          mapBoth(responses, (one) => one.media),
          pointer,
          {
            ...where,
            subject: answer,
            within: (place) => `${place} of ${answer}`,
          },
        )
      : emptied(responses, path, pointer, answer);
  return [
    ...bodies,
    ...compareFields(
      documents,
      mapBoth(responses, (one) => one.headers),
      { ...where, of: ` of ${answer}` },
    ),
    ...sentencesReview(`${path}.description`, pointer, answer, textsAt(documents, pointer, 'description')),
  ];
}

/** One document gives the answer a body, and the other none. */
function emptied({ old, new: now }: Both<ResponseOf>, path: string, pointer: Both<string>, answer: string): Finding[] {
  const full = old.media.length > 0 ? old : now;
  const [rightWithBody, rightWithout]: [Side, Side] = full === old ? ['old', 'new'] : ['new', 'old'];
  const value = full.media[0]?.mediaType ?? '';
  const base = { message: 'answer', name: '', foundBy: 'derivation' } as const;
  return [
    hurting(`${path}.body`, pointer, `${answer} ${full === old ? 'no longer has a body' : 'has a body now'}`, [
      { ...base, part: 'media-type', value, rightUnder: rightWithBody },
      { ...base, part: 'body', rightUnder: rightWithout },
    ]),
  ];
}

/** Statuses that stand for all that the two documents tell apart: those that are listed, and one more of each range. */
export function statusesOf({ old, new: now }: Both<readonly ResponseOf[]>): string[] {
  const named = new Set([...old, ...now].map(({ status }) => status));
  const unlisted = (range: string) =>
    Array.from({ length: 100 }, (_, index) => `${range}${String(99 - index).padStart(2, '0')}`).find(
      (one) => !named.has(one),
    );
  const ranges = [...named].filter((status) => status.endsWith('XX'));
  const others = ['5', '4', '3', '2'].find((range) => !named.has(`${range}XX`));
  const rest = named.has('default') && others !== undefined ? [unlisted(others)] : [];
  const listed = [...named].filter((status) => /^\d{3}$/.test(status));
  return [...listed, ...ranges.map((range) => unlisted(range.slice(0, 1))), ...rest].filter((one) => one !== undefined);
}

export function responseFor(responses: readonly ResponseOf[], status: string): ResponseOf | undefined {
  const find = (name: string) => responses.find((one) => one.status === name);
  return find(status) ?? find(`${status.slice(0, 1)}XX`) ?? find('default');
}
