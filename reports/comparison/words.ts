import { clip, count, list, oneLine, plural } from '../text.ts';
import type { CaseOutcome } from '../view/cases.ts';
import { outcomeWords } from '../view/words.ts';
import { type Comparison, type Difference, type Group, groups, type Said } from './comparison.ts';
import { conformance, documentName } from './document-words.ts';

/** What each group is called, in short and in full, and the sign that stands for it. */
export const groupWords: Readonly<
  Record<Group, { short: (n: number) => string; title: (n: number) => string; sign: CaseOutcome }>
> = {
  worse: {
    short: (n) => `${count(n)} got worse`,
    title: (n) => `${plural(n, 'clause')} got worse`,
    sign: 'failed',
  },
  better: {
    short: (n) => `${count(n)} got better`,
    title: (n) => `${plural(n, 'clause')} got better`,
    sign: 'passed',
  },
  newlyTested: {
    short: (n) => `${count(n)} newly tested`,
    title: (n) => `${plural(n, 'clause')} newly tested, or failing where the first run did not look`,
    sign: 'untested',
  },
  noLongerTested: {
    short: (n) => `${count(n)} no longer tested`,
    title: (n) => `${plural(n, 'clause')} no longer tested, or failing before where the second run did not look`,
    sign: 'untested',
  },
  stillFailing: {
    short: (n) => `${count(n)} failing as before`,
    title: (n) => `${plural(n, 'clause')} failing as before`,
    sign: 'warned',
  },
};

/** The title of a group; under another document a target that did not change gets neither worse nor better. */
export const groupTitle = ({ document }: Comparison, group: Group, n: number): string => {
  if (document !== null && group === 'worse')
    return `${plural(n, 'clause')} with cases that fail now and passed under the other document`;
  if (document !== null && group === 'better')
    return `${plural(n, 'clause')} with cases that pass now and failed under the other document`;
  return groupWords[group].title(n);
};

/** The sign for what a run says of a clause in a case. */
export const signOf = ({ outcome, level, waived }: Said): CaseOutcome => {
  if (outcome === 'notRun') return 'untested';
  if (outcome !== 'failed') return outcome;
  if (waived) return 'waived';
  return level === 'must' ? 'failed' : 'warned';
};

/** What a run says of a clause in a case, in words. */
export const saidInWords = ({ outcome, level, reason, waived }: Said): string => {
  if (outcome === 'notRun') return 'not run';
  if (outcome === 'passed') return 'passed';
  const weight = outcome === 'failed' && level !== 'must' ? ` (${level})` : '';
  const word = outcome === 'failed' ? 'failed' : outcomeWords[outcome].word;
  return `${word}${weight}${waived ? ', waived' : ''}: ${oneLine(clip(reason ?? '', 500)) || 'no reason was given'}`;
};

const isFailing = ({ cases }: Comparison['newlyTested'][number]): boolean =>
  cases.some(({ after }) => after.outcome === 'failed' && after.level !== 'info');

/** What changed, in one sentence; its sign stands before it. */
export const headline = (comparison: Comparison): { sign: '✓' | '✕'; word: string; sentence: string } => {
  const { document } = comparison;
  // Under another document worse and better are not the question.
  if (document !== null) {
    const falls = document.mustStill.length > 0;
    return { sign: falls ? '✕' : '✓', word: falls ? 'does not conform' : 'conforms', sentence: conformance(document) };
  }
  const failing = comparison.newlyTested.filter(isFailing).length;
  const said = groups
    .filter((group) => comparison[group].length > 0)
    .map((group) => {
      const words = groupWords[group].short(comparison[group].length);
      return group === 'newlyTested' && failing > 0 ? `${words} (${count(failing)} failing)` : words;
    });
  const of = `Of ${plural(comparison.compared, 'clause')} that both runs decided`;
  if (comparison.worse.length > 0) return { sign: '✕', word: 'worse', sentence: `${of}, ${list(said)}.` };
  const rest = said.length > 0 ? `: ${list(said)}` : '';
  return { sign: '✓', word: 'not worse', sentence: `${of}, none got worse${rest}.` };
};

/** How many names help to find the rest. */
const named = 5;

const some = (ids: readonly string[]): string =>
  [...ids.slice(0, named).map((id) => clip(id, 100)), ...(ids.length > named ? ['…'] : [])].join(', ');

const differenceInWords = ({ what, before, after }: Difference): string => {
  const short = (text: string): string => oneLine(what === 'contract' ? text.slice(0, 12) : clip(text, 120)) || 'none';
  return `Other ${what}: ${short(before)} before, ${short(after)} after.`;
};

/** What a person must know before laying a change at the target's door. */
export const cautions = ({ differences, document, cases, before, after, loads }: Comparison): string[] => [
  ...(document === null
    ? []
    : [`Other contract: ${documentName(document.before)} before, ${documentName(document.after)} after.`]),
  ...differences.filter(({ what }) => document === null || what !== 'contract').map(differenceInWords),
  ...(cases.onlyBefore.length > 0
    ? [`${plural(cases.onlyBefore.length, 'case')} gave a verdict in the first run only: ${some(cases.onlyBefore)}`]
    : []),
  ...(cases.onlyAfter.length > 0
    ? [`${plural(cases.onlyAfter.length, 'case')} gave a verdict in the second run only: ${some(cases.onlyAfter)}`]
    : []),
  ...(cases.changed.length > 0
    ? [`${plural(cases.changed.length, 'case')} of the same name asked something else: ${some(cases.changed)}`]
    : []),
  ...(before.result === 'inconclusive' ? ['The first run gave no full answer itself.'] : []),
  ...(after.result === 'inconclusive' ? ['The second run gave no full answer itself.'] : []),
  ...(loads ? ['Loads are not compared.'] : []),
];
