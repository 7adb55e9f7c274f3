import type { Json } from '../../clauses/json.ts';
import type { Witness } from '../change.ts';
import { blameKey, type Reason, reasonsFor } from './blame.ts';
import { type Candidates, candidatesOf } from './derive.ts';
import type { Of } from './of.ts';
import { type Pair, sizeOf } from './pair.ts';
import { openSamples, type Samples } from './samples.ts';
import { searchFor } from './search.ts';
import { sent, validatorFor } from './validator.ts';
import { keyOf, type Source, type View } from './view.ts';

/** The smallest value that one schema takes and the other refuses for one reason. */
export type Refusal = Reason & { value: Json; foundBy: Witness['foundBy'] };

/** By what is to blame. */
export type Refusals = ReadonlyMap<string, Refusal>;

/** `tried` values of one schema were held against the other; at some places that differ there was none. */
export type Differences = { tried: number; untried: Candidates['untried']; refusals: Refusals };

/** Random values in each direction. */
const runs = 200;
/** Searches in which another reason may be found than the ones known by then. */
const rounds = 4;

/** What each schema takes and the other refuses. */
type Mutual = { lost: Differences; gained: Differences };

const known = new WeakMap<Source, WeakMap<Source, Map<string, Mutual>>>();

/** What only one of two schemas takes. Bodies that many operations have are looked at once. */
export function differencesBetween(old: View, now: View, of: Of): Mutual {
  if (of.part !== 'body') return newDifferences(old, now, of);
  const inner = known.get(old.source) ?? new WeakMap<Source, Map<string, Mutual>>();
  known.set(old.source, inner);
  const all = inner.get(now.source) ?? new Map<string, Mutual>();
  inner.set(now.source, all);
  const key = `${of.wire} ${keyOf(old)} | ${keyOf(now)}`;
  const differences = all.get(key) ?? newDifferences(old, now, of);
  all.set(key, differences);
  return differences;
}

function newDifferences(old: View, now: View, of: Of): Mutual {
  const samples = openSamples();
  return {
    lost: differencesOf({ from: old, to: now }, of, samples),
    gained: differencesOf({ from: now, to: old }, of, samples),
  };
}

/** Why `to` refuses what `from` takes, with a value for each reason. */
function differencesOf(pair: Pair, { wire, canBe }: Of, samples: Samples): Differences {
  const accept = validatorFor(pair.from, wire, 'strict');
  const refuse = validatorFor(pair.to, wire, 'annotated');
  const isRight = (value: Json): boolean => canBe(value) && accept(value).length === 0;
  const reasons = (value: Json): Reason[] => reasonsFor(refuse(value), value, pair);

  const refusals = new Map<string, Refusal>();
  const derived = candidatesOf(pair, wire, samples);
  const candidates = derived.values.map((one) => sent(one, wire)).filter(isRight);
  // A value that breaks one demand shows it better than one that breaks two.
  const refused = candidates
    .map((value) => ({ value, why: reasons(value) }))
    .toSorted((a, b) => a.why.length - b.why.length || sizeOf(a.value) - sizeOf(b.value));
  for (const { value, why } of refused)
    for (const reason of why) {
      const key = blameKey(reason.blame);
      if (!refusals.has(key)) refusals.set(key, { ...reason, value, foundBy: 'derivation' });
    }

  let tried = candidates.length;
  for (let round = 0; round < rounds; round++) {
    const unknown = (value: Json) => reasons(value).find(({ blame }) => !refusals.has(blameKey(blame)));
    const searched = searchFor(
      pair.from,
      samples,
      runs,
      (value) => isRight(sent(value, wire)),
      (value) => unknown(sent(value, wire)) !== undefined,
    );
    tried += searched.tried;
    if (searched.found === undefined) break;
    const value = sent(searched.found, wire);
    const reason = unknown(value);
    if (reason !== undefined) refusals.set(blameKey(reason.blame), { ...reason, value, foundBy: 'search' });
  }
  return { tried, untried: derived.untried, refusals };
}
