import type { Change, Hurt, Party, Witness } from '../../contracts/diff/change.ts';
import { clip, legible, list, oneLine, plural } from '../text.ts';
import { untoldInWords } from './behaviour.ts';
import { breaksInWords } from './consumers.ts';
import type { Diff } from './result.ts';

export type Headline = { sign: '✓' | '✕' | '?'; sentence: string };

/** What it comes to in one sentence: who is hurt, what a person must still read, and which consumers break. */
export const headline = (diff: Diff): Headline => {
  const { open, waived, changes, result } = diff;
  const parties = (['clients', 'implementations'] as const).flatMap((whom) => {
    const count = open.filter(({ hurts }) => hurts.some((one) => one.whom === whom)).length;
    return count === 0 ? [] : [`${whom} by ${plural(count, 'change')}`];
  });
  const reviews = open.filter(({ kind }) => kind === 'review').length;
  const breaks = breaksInWords(diff);
  const parts = [
    ...(parties.length > 0 ? [`The new document hurts ${list(parties)}`] : []),
    ...(reviews > 0 ? [`${plural(reviews, 'change')} must be read by a person`] : []),
    ...(breaks === '' ? [] : [breaks]),
  ];
  const untold = untoldInWords(diff);
  if (diff.behaviour?.finished === false) return { sign: '?', sentence: `${[...parts, untold].join('; ')}.` };
  if (parts.length > 0) return { sign: '✕', sentence: `${parts.join('; ')}.` };
  if (untold !== '') return { sign: '?', sentence: `All that hurts somebody is waived, but ${untold}.` };
  if (result === 'inconclusive')
    return {
      sign: '?',
      sentence: 'Nothing is open, but there are interactions of consumers that could not be judged.',
    };
  if (waived.length > 0)
    return { sign: '✓', sentence: `All that hurts somebody is waived (${plural(waived.length, 'change')}).` };
  return {
    sign: '✓',
    sentence: changes.length === 0 ? 'The two documents say the same.' : 'The new document hurts nobody.',
  };
};

/** Whom a change hurts, or what it needs, as few words. */
export const weightOf = ({ kind, hurts }: Pick<Change, 'kind' | 'hurts'>): string =>
  hurts.length > 0 ? partiesOf(hurts).join(', ') : kind === 'review' ? 'review' : 'consumers';

/** Whom a change hurts, as one word or two. */
export const partiesOf = (hurts: readonly Hurt[]): Party[] => [...new Set(hurts.map(({ whom }) => whom))];

/** Where a change stands in the two documents. */
export const linesInWords = ({ line }: Change): string =>
  [
    line.old === null ? 'not in the old' : `line ${line.old} of the old`,
    line.new === null ? 'not in the new' : `line ${line.new} of the new`,
  ].join(', ');

/** The operations that share a change: nothing when its id names the only one. */
export const operationsInWords = ({ operations }: Pick<Change, 'operations'>): string => {
  if (operations.length < 2) return '';
  const rest = operations.length - mostOperations;
  const shown = operations.slice(0, mostOperations).map((one) => oneLine(legible(one)));
  return `in ${plural(operations.length, 'operation')}: ${list(rest > 0 ? [...shown, `${rest} more`] : shown)}`;
};

const mostOperations = 3;

/** A witness and what it shows. */
export const witnessInWords = ({
  message,
  part,
  name,
  value,
  rightUnder,
  foundBy,
}: Witness): { what: string; shows: string } => {
  const place =
    part === 'body' ? `${message} body` : name === '' ? `${message}, ${part}` : `${message}, ${part} ${name}`;
  const shown = value === undefined ? 'left out' : oneLine(legible(clip(JSON.stringify(value), 300)));
  const other = rightUnder === 'old' ? 'wrong under the new' : 'wrong under the old';
  return {
    what: `${place}: ${shown}`,
    shows: `right under the ${rightUnder} document, ${other}${foundBy === 'search' ? ' (found by search)' : ''}`,
  };
};
