import type { Change, Finding } from './change.ts';

/** A finding, and the operation that it is about; `null`: the document as a whole. */
export type Placed = { finding: Finding; operation: string | null };

/** A change that has no lines yet. */
export type Group = Omit<Change, 'line'>;

/**
 * What several operations share is one change, at however different places they have it. So is what other places of a
 * document repeat word for word: then the sentence counts them, since a waiver must not hold for one that comes later.
 */
export function grouped(found: readonly Placed[]): Group[] {
  const shared = groupsBy(found, ({ finding: { pointer, name, kind, hurts } }) =>
    JSON.stringify([pointer, causeIn(name), kind, hurts.map(({ whom }) => whom)]),
  ).map(({ first, operations }): Group => ({ ...first, id: idOf(first, operations), operations }));
  const repeated = Map.groupBy(shared, (group, index) => copyKey(group) ?? String(index));
  return [...repeated.values()].flatMap((copies) => {
    const [first, ...others] = copies;
    if (first === undefined || others.length === 0) return first ?? [];
    const places = others.length === 1 ? 'another place' : `${others.length} other places`;
    const operations = [...new Set(copies.flatMap((one) => one.operations))];
    return [{ ...first, sentence: `${first.sentence} (the same at ${places})`, operations }];
  });
}

function groupsBy(found: readonly Placed[], keyOf: (one: Placed) => string) {
  return [...Map.groupBy(found, keyOf).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const operations = group.flatMap(({ operation }) => (operation === null ? [] : [operation]));
    return [{ first: first.finding, operations: [...new Set(operations)] }];
  });
}

function idOf({ name }: Finding, [operation]: readonly string[]): string {
  return operation === undefined ? name : `${operation} ${name}`;
}

/** The end of a name, which is the same wherever a schema stands: the keyword, and the property that it asks for. */
function causeIn(name: string): string {
  const steps = name.split('.');
  return steps.slice(steps.at(-1) === 'required' ? -2 : -1).join('.');
}

const sentences = ['title', 'description', 'summary'];

/** The same for what says the same: texts that were changed in the same way, and hurts with the same witnesses. */
function copyKey({ kind, name, sentence, texts, hurts }: Finding): string | null {
  const cause = name.split('.').at(-1) ?? name;
  if (kind === 'nobody') return null;
  return JSON.stringify(
    kind === 'review' && sentences.includes(cause) ? [cause, texts] : [kind, name, sentence, texts, hurts],
  );
}
