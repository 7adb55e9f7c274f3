import type { Behaviour, Reading } from '../../contracts/witnesses/behaviour.ts';
import { plural, shortLine } from '../text.ts';
import type { Diff } from './result.ts';

type Behaviours = Diff['behaviour'] & {};

/** What a finding is called, and what it means to a team. */
const words: Record<Behaviour['finding'], { name: string; means: string }> = {
  broken: { name: 'broken', means: 'the behaviour changed with the document: what clients relied on no longer holds' },
  corrected: { name: 'corrected', means: 'the document was corrected: both targets do what it says now' },
  followed: { name: 'followed', means: 'the behaviour changed with the document, and no client can tell' },
  unchanged: { name: 'unchanged', means: 'only the document changed: both targets still do what it said before' },
  reversed: { name: 'reversed', means: 'the behaviour changed the other way: back to what the document said before' },
  asOld: { name: 'as the old', means: 'the target does what the document said before' },
  asNew: { name: 'as the new', means: 'the target does what the document says now' },
  asBoth: { name: 'as either', means: 'the target takes what either document allows' },
  cannotTell: { name: 'cannot tell', means: '' },
};

/** Several findings of which the same is said. */
export type Told = { finding: string; subjects: string[]; says: string };

/** What each change that hurts somebody is to the targets; changes of which the same cannot be told stand together. */
export const toldOf = ({ behaviour, changes }: Pick<Diff, 'behaviour' | 'changes'>): Told[] => {
  const sentences = new Map(changes.map(({ id, sentence }) => [id, sentence]));
  const groups = Map.groupBy(behaviour?.changes ?? [], (one) =>
    one.finding === 'cannotTell' ? saysOf(one) : one.change,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const subjects = group.map(({ change }) => shortLine(sentences.get(change) ?? change));
    return [{ finding: words[first.finding].name, subjects, says: saysOf(first) }];
  });
};

const saysOf = (one: Behaviour): string =>
  one.finding === 'cannotTell' ? whyNot(one) : `${words[one.finding].means} (${shownBy(one)})`;

const whyNot = ({ before, after }: Behaviour): string => {
  const [first, second] = [whyOf(before), whyOf(after)];
  return before === null || after === null || first === second ? first || second : staged(first, second);
};

/** The exchanges that show it, a few of each target. */
const shownBy = ({ before, after }: Behaviour): string => staged(idsOf(before), idsOf(after));

const idsOf = (reading: Reading | null): string => (reading?.exchanges ?? []).slice(0, 3).join(', ');

const staged = (before: string, after: string): string =>
  [before && `before: ${before}`, after && `after: ${after}`].filter((part) => part !== '').join('; ');

const whyOf = (reading: Reading | null): string => (reading?.as === 'unknown' ? shortLine(reading.why, 300) : '');

/** Some subjects in words: all of a few, or the first and how many more. */
export const subjectsInWords = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} (and ${plural(others.length, 'more change', 'more changes')})`;

/** "before acme-staging (https://…), after acme-next (https://…)" */
export const targetsInWords = ({ targets: { before, after } }: Behaviours): string =>
  [
    before && `before: ${shortLine(before.name, 100)}, ${before.baseUrl}`,
    after && `after: ${shortLine(after.name, 100)}, ${after.baseUrl}`,
  ]
    .filter((one) => one !== null)
    .join('; ');

/** Why the targets gave no answer to what was asked; empty when they did, or nobody asked. */
export const untoldInWords = ({ behaviour }: Pick<Diff, 'behaviour'>): string => {
  if (behaviour === null) return '';
  if (!behaviour.finished) return 'the run was stopped before all witnesses were sent';
  const { changes } = behaviour;
  return changes.length > 0 && changes.every(({ finding }) => finding === 'cannotTell')
    ? 'what the targets do about its changes could not be told'
    : '';
};
