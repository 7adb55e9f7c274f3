import { isObject, type Json, steps, valueAt } from '../clauses/json.ts';
import type { Side } from '../diff/change.ts';
import { blameKey, insideOf, type Reason } from '../diff/schema/blame.ts';
import { openSamples } from '../diff/schema/samples.ts';
import { propertyOf, shapeOf } from '../diff/schema/shape.ts';
import { changedAt } from './edit.ts';
import { isRight, otherSide, refusals, type Views } from './versions.ts';

/**
 * A value that a document refuses, changed in as little as can be so that one of the reasons is gone and the others stay.
 * It is right under the other document as well where that can be. `undefined` when nothing that was tried does it.
 */
export function repaired(views: Views, side: Side, value: Json, reason: Reason): Json | undefined {
  const others = keysOf(refusals(views, side, value)).filter((key) => key !== blameKey(reason.blame));
  const wanted = candidates(views, side, value, reason).filter((one) => {
    const left = keysOf(refusals(views, side, one));
    return left.length === others.length && left.every((key) => others.includes(key));
  });
  return wanted.find((one) => isRight(views, otherSide(side), one)) ?? wanted[0];
}

function keysOf(reasons: readonly Reason[]): string[] {
  return reasons.map(({ blame }) => blameKey(blame));
}

function candidates(views: Views, side: Side, value: Json, { blame }: Reason): Json[] {
  const path = steps(blame.path);
  const samples = openSamples();
  const inside = insideOf(views[side], blame.place);
  if (blame.keyword === 'additionalProperties') {
    const { names } = shapeOf(inside);
    const held = valueAt(value, blame.path);
    const isExtra = (name: string) => (blame.member === null ? !names.includes(name) : name === blame.member);
    if (!isObject(held)) return [];
    const kept = Object.fromEntries(Object.entries(held).filter(([name]) => !isExtra(name)));
    return [changedAt(value, path, () => kept)];
  }
  if (blame.member !== null) {
    const member = blame.member;
    const choices = [views[side], views[otherSide(side)]].flatMap((view) =>
      samples(propertyOf(insideOf(view, blame.place), member)),
    );
    // A property of which nothing is said may be anything.
    return [...choices, 'a'].map((one) => changedAt(value, [...path, member], () => one));
  }
  return [inside, insideOf(views[otherSide(side)], blame.place)]
    .flatMap((view) => samples(view))
    .map((one) => changedAt(value, path, () => one));
}
