import { type Finding, hurting, type Side } from './change.ts';
import type { Description } from './document.ts';
import type { ResponseOf } from './operations.ts';
import { openSamples } from './schema/samples.ts';
import { validatorFor } from './schema/validator.ts';
import { sourceOf, type View, viewAt } from './schema/view.ts';
import { type Both, mapBoth, textsAt } from './sides.ts';

/**
 * One finding where a status is listed in one document alone, and its answer has nothing in common with that of the statuses
 * which are not listed: to compare these property by property says nothing. `undefined` where something is in common.
 */
export function replacedAnswer(
  documents: Both<Description>,
  responses: Both<ResponseOf>,
  status: string,
): Finding | undefined {
  const { old, new: now } = responses;
  if (old.status === now.status) return undefined;
  const bodies = mapBoth(responses, ({ media }) => (media.length === 1 ? media[0] : undefined));
  if (bodies.old?.mediaType !== bodies.new?.mediaType || !/[/+]json(;|$)/.test(bodies.new?.mediaType ?? ''))
    return undefined;
  const view = (side: Side) => viewAt(sourceOf(documents[side], 'answer'), bodies[side]?.schema ?? null);
  const [before, after] = [view('old'), view('new')];
  const [lost, gained] = [smallestOnlyIn(before, after), smallestOnlyIn(after, before)];
  if (lost === undefined || gained === undefined) return undefined;
  const isListed = now.status === status;
  const others = (isListed ? old : now).status;
  const rest = others === 'default' ? 'statuses that are not listed' : others;
  const sentence = isListed
    ? `the answer ${status} is listed now, and has nothing in common with that of ${rest}, which it was`
    : `the answer ${status} is no longer listed: it is that of ${rest} now, which has nothing in common with it`;
  const pointer = mapBoth(responses, (one) => one.pointer);
  const base = { message: 'answer', part: 'body', name: '', foundBy: 'derivation' } as const;
  return {
    ...hurting(`response.${status}`, pointer, sentence, [
      { ...base, value: lost, rightUnder: 'old' },
      { ...base, value: gained, rightUnder: 'new' },
    ]),
    texts: textsAt(documents, pointer, 'description'),
  };
}

/** The first of the small values of one, if the other allows none of them. */
function smallestOnlyIn(one: View, other: View) {
  const samples = openSamples()(one).filter((value) => validatorFor(one, 'json', 'strict')(value).length === 0);
  const refuse = validatorFor(other, 'json', 'annotated');
  return samples.every((value) => refuse(value).length > 0) ? samples[0] : undefined;
}
