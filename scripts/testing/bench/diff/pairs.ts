import { random } from '../../../../load/stats/testing/random.ts';
import { bases } from './documents.ts';
import { edits } from './edits/all.ts';
import { areApart, type Edit, type Pair, pairOf } from './pair.ts';

/** Pairs of documents that differ by two edits. */
const twos = 100;
const seed = 20261126;

/** Each edit alone. */
export const singles: readonly Pair[] = edits.map((edit) => pairOf([edit], bases));

/** Edits in twos that do not touch the same place, drawn the same way in every run. */
export const doubles: readonly Pair[] = drawn();

export const pairs: readonly Pair[] = [...singles, ...doubles];

function drawn(): Pair[] {
  const { uniform } = random(seed);
  const one = (): Edit | undefined => edits[Math.floor(uniform() * edits.length)];
  const found = new Map<string, Pair>();
  while (found.size < twos) {
    const [first, second] = [one(), one()];
    if (first === undefined || second === undefined || !areApart(first, second)) continue;
    const pair = pairOf([first, second], bases);
    found.set(pair.name, pair);
  }
  return [...found.values()];
}
