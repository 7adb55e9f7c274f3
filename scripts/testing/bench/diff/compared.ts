import { type Class, classOf } from './classes.ts';
import type { Judged, Word } from './judged.ts';
import type { Opinion } from './oasdiff.ts';
import type { Edit } from './pair.ts';

/** What both tools say of a pair. */
export type Compared = Judged & { theirs: Word; rules: Opinion['rules'] };

/** A disagreement with all that explains it; nothing: it is unexplained. */
export type Disagreement = { compared: Compared; causes: readonly Class[] };

const words = { error: 'breaks', warning: 'read', nothing: 'fine' } as const;

export function compared(judged: Judged, { level, rules }: Opinion): Compared {
  return { ...judged, theirs: words[level], rules };
}

/** Every disagreement. Of two edits, it must come from what either tool says of each alone. */
export function disagreements(all: readonly Compared[]): Disagreement[] {
  const alone = new Map(all.flatMap((one) => (one.pair.edits.length === 1 ? [[one.pair.name, one] as const] : [])));
  return all
    .filter(({ word, theirs }) => word !== theirs)
    .map((one) => {
      const singles = one.pair.edits.map(({ name }) => alone.get(name)).filter((single) => single !== undefined);
      const isSum = worst(singles.map(({ theirs }) => theirs)) === one.theirs;
      const causes = one.pair.edits.flatMap((edit, index) => causeOf(edit, singles[index]) ?? []);
      return { compared: one, causes: isSum ? causes : [] };
    });
}

function causeOf(edit: Edit, single: Compared | undefined): Class | undefined {
  if (single === undefined || single.word === single.theirs) return undefined;
  return classOf({ ...edit, ours: single.word, theirs: single.theirs });
}

function worst(said: readonly Word[]): Word {
  return said.includes('breaks') ? 'breaks' : said.includes('read') ? 'read' : 'fine';
}
