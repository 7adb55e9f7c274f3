import { ContractError } from '../../clauses/contract-error.ts';
import { below } from '../../clauses/json.ts';
import { type Finding, hurting, nobody, review, type Side, type Witness } from '../change.ts';
import type { Both } from '../sides.ts';
import { areAlike } from './alike.ts';
import { annotationsOf } from './annotations.ts';
import { type Blame, insideOf, nameOf, nearest } from './blame.ts';
import { closureOf } from './closure.ts';
import { differencesBetween, type Refusals } from './differences.ts';
import { type Found, merged } from './merged.ts';
import type { Of } from './of.ts';
import { propertyOf, shapeOf } from './shape.ts';
import type { View } from './view.ts';
import { changeInWords, memberInWords } from './wording.ts';

type Views = Both<View>;

/**
 * What has changed from one schema to another, each with a value that only one of them takes. Where no such value is found
 * by derivation or search in both directions, the change hurts nobody.
 */
export function compareSchemas(views: Views, of: Of): Finding[] {
  const texts = annotationsOf(views.old, views.new, of);
  if (areAlike(views.old, views.new)) return texts.map(({ finding }) => finding);
  const { findings, places } = demandsOf(views, of);
  // What is said of a place that is new or gone goes with it.
  const isSaid = (place: readonly string[]) => places.some((one) => one.every((step, index) => step === place[index]));
  const others = texts.filter(({ isAlone, place }) => !isAlone || !isSaid(place));
  return [...findings, ...others.map(({ finding }) => finding)];
}

/** What has changed in what the schemas demand, and the places that it is about. */
type Demands = { findings: readonly Finding[]; places: readonly (readonly string[])[] };

function demandsOf(views: Views, of: Of): Demands {
  const pointer = { old: views.old.parts[0]?.pointer ?? null, new: views.new.parts[0]?.pointer ?? null };
  try {
    const { lost, gained } = differencesBetween(views.old, views.new, of);
    const keys = [...new Set([...lost.refusals.keys(), ...gained.refusals.keys()])];
    const found = keys.map((key) => findingOf(key, lost.refusals, gained.refusals, views, of));
    const untried = distinctPlaces([...lost.untried, ...gained.untried]).map((place) => untriedAt(place, views, of));
    const findings = [...merged(found), ...untried];
    const tried = `${lost.tried} and ${gained.tried} values tell no difference`;
    const same = nobody(of.path, pointer, `${of.subject} is described in another way: ${tried}`);
    const places = found.map(({ blame: { place, member } }) => (member === null ? place : [...place, member]));
    return { findings: findings.length > 0 ? findings : [same], places };
  } catch (error) {
    const why =
      error instanceof ContractError ? error.message : isOverflow(error) ? 'it nests too deep to be tried' : null;
    if (why === null) throw error;
    const sentence = `${of.subject} has changed: ${why}`;
    return { findings: [review(of.path, pointer, sentence, textsOf(views))], places: [] };
  }
}

/** Schemas that lead on for thousands of steps have no value that anybody would send. */
function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.startsWith('Maximum call stack');
}

function distinctPlaces(places: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(places.map((place) => [nameOf(place), place])).values()];
}

/** A place that has changed, and of which no value is known that could show what this means. */
function untriedAt(place: readonly string[], whole: Views, of: Of): Finding {
  const views = { old: insideOf(whole.old, place), new: insideOf(whole.new, place) };
  const pointer = { old: nearest(whole.old, place), new: nearest(whole.new, place) };
  const subject = place.length === 0 ? of.subject : of.within(nameOf(place));
  const name = [of.path, nameOf(place)].filter((one) => one !== '').join('.');
  return review(name, pointer, `${subject} has changed, and sendproof finds no value to try it with`, textsOf(views));
}

function textsOf(views: Views): Finding['texts'] & {} {
  return {
    old: JSON.stringify(closureOf(views.old)),
    new: JSON.stringify(closureOf(views.new)),
  };
}

function findingOf(key: string, lost: Refusals, gained: Refusals, whole: Views, of: Of): Found {
  const sides: [Side, Refusals][] = [
    ['old', lost],
    ['new', gained],
  ];
  const refusals = sides.flatMap(([rightUnder, all]) => {
    const one = all.get(key);
    return one === undefined ? [] : [{ rightUnder, ...one }];
  });
  const [first] = refusals;
  if (first === undefined) throw new RangeError(`nothing is refused for ${key}`);
  const { blame, pair, near, rightUnder } = first;
  const views = bySide(pair, rightUnder);
  const witnesses = refusals.map(
    (one): Witness => ({
      message: whole.old.source.message,
      part: of.part,
      name: of.name,
      value: one.value,
      rightUnder: one.rightUnder,
      foundBy: one.foundBy,
    }),
  );
  const sentence = sentenceFor(blame, views, of, rightUnder === 'old');
  const finding = hurting(
    nameFor(blame, views, of),
    pointersFor(blame, views, bySide(near, rightUnder)),
    sentence,
    witnesses,
  );
  return { finding, blame };
}

function bySide<T>({ from, to }: { from: T; to: T }, rightUnder: Side): Both<T> {
  return rightUnder === 'old' ? { old: from, new: to } : { old: to, new: from };
}

/** Properties that a schema names: only of these it can be said that one is new or gone. */
function isNamed(view: View, member: string): boolean {
  return shapeOf(view).names.includes(member);
}

function memberOf({ keyword, member }: Blame, views: Views): string | null {
  if (member === null || keyword !== 'additionalProperties') return member;
  return isNamed(views.old, member) || isNamed(views.new, member) ? member : null;
}

function nameFor(blame: Blame, views: Views, of: Of): string {
  const member = memberOf(blame, views);
  const place = [...blame.place, ...(member === null ? [] : [member])];
  // A property that is new or gone needs no keyword to be told from other changes.
  const keyword = blame.keyword === 'additionalProperties' && member !== null ? '' : blame.keyword;
  return [of.path, nameOf(place), keyword].filter((one) => one !== '').join('.');
}

function sentenceFor(blame: Blame, views: Views, of: Of, isLost: boolean): string {
  const call = (place: readonly string[]) => (place.length === 0 ? of.subject : of.within(nameOf(place)));
  const subject = call(blame.place);
  const member = call([...blame.place, blame.member ?? '']);
  if (blame.keyword === 'additionalProperties') {
    const named = (view: View) => blame.member !== null && isNamed(view, blame.member);
    return memberInWords(subject, member, { old: named(views.old), new: named(views.new) }, isLost);
  }
  const shapes = {
    old: views.old.parts.length === 0 ? null : shapeOf(views.old),
    new: views.new.parts.length === 0 ? null : shapeOf(views.new),
  };
  if (shapes.old === null) return `${subject} is described now: until now, any value could stand there`;
  if (shapes.new === null) return `${subject} is no longer described: any value may stand there`;
  return changeInWords(blame.keyword, subject, member, shapes);
}

const spellings: Record<string, readonly string[]> = {
  minimum: ['minimum', 'exclusiveMinimum'],
  maximum: ['maximum', 'exclusiveMaximum'],
  enum: ['enum', 'const'],
  additionalProperties: ['additionalProperties', 'unevaluatedProperties'],
};

/** Where the keyword stands in each document, or else the place that it speaks of, or the nearest around it. */
function pointersFor(blame: Blame, views: Views, near: Both<string | null>): Finding['pointer'] {
  const member = memberOf(blame, views);
  const pointer = (view: View, around: string | null): string | null => {
    const named = member === null ? undefined : propertyOf(view, member).parts[0]?.pointer;
    if (blame.keyword === 'additionalProperties' && member !== null && isNamed(view, member) && named !== undefined)
      return named;
    for (const { pointer: at } of view.parts)
      for (const spelling of spellings[blame.keyword] ?? [blame.keyword]) {
        const raw = view.source.description.resolve(at).value;
        if (typeof raw === 'object' && raw !== null && Object.hasOwn(raw, spelling)) return below(at, spelling);
      }
    return view.parts[0]?.pointer ?? around;
  };
  return { old: pointer(views.old, near.old), new: pointer(views.new, near.new) };
}
