import { clip, count, list, oneLine, plural } from '../text.ts';
import type { Demand, DocumentChange, NamedDocument } from './comparison.ts';

/** What a document is called beside the other one. */
export const documentName = ({ title, version, file, sha256 }: NamedDocument): string =>
  oneLine(clip(`${title} ${version} (${file ?? sha256.slice(0, 12)})`, 200));

const whys: Readonly<Record<Exclude<Demand['why'], 'no longer demanded'>, (n: number) => string>> = {
  new: (n) => `${count(n)} new in it`,
  changed: (n) => `${count(n)} changed in it`,
  'held before': (n) => `${count(n)} that held under the other document`,
  'failed before': (n) => `${count(n)} that failed before`,
};

/** What the target must still do, in one sentence. */
export const conformance = ({ after, mustStill, notDecided, unread }: DocumentChange): string => {
  const open = [
    ...(notDecided.length > 0 ? [`${plural(notDecided.length, 'new or changed clause')} could not be decided`] : []),
    ...(unread.length > 0 ? [`${plural(unread.length, 'sentence')} of it nobody has read`] : []),
  ];
  const name = documentName(after);
  if (mustStill.length > 0) {
    const counted = Object.entries(whys).flatMap(([why, words]) => {
      const n = mustStill.filter((one) => one.why === why).length;
      return n > 0 ? [words(n)] : [];
    });
    const rest = open.length > 0 ? `; ${list(open)}` : '';
    return `To conform to ${name}, the target must still meet ${plural(mustStill.length, 'clause')}: ${list(counted)}${rest}.`;
  }
  return open.length > 0
    ? `The target fails nothing of ${name}, but ${list(open)}.`
    : `The target conforms to ${name} as far as it was tested.`;
};

/** One demand with what the target does instead. */
export const demandInWords = ({ text, why, reason }: Demand): string =>
  `${text}${reason === null ? '' : ` ${why === 'new' || why === 'changed' ? `(${why}) ` : ''}Now: ${oneLine(clip(reason, 300))}.`}`;

/** The lists below that sentence, each with its title; none that is empty. */
export const demandLists = ({ mustStill, notDecided, noLonger, unread }: DocumentChange): DemandList[] =>
  [
    { title: 'The target must still', sign: '✕', items: mustStill.map(item) },
    { title: 'New or changed, and not decided', sign: '?', items: notDecided.map(item) },
    {
      title: 'Says something nobody has read yet',
      sign: '?',
      items: unread.map(({ line, quote }) => ({
        clause: `line ${count(line)}`,
        text: `“${oneLine(clip(quote, 300))}”`,
      })),
    },
    { title: 'No longer demanded', sign: '–', items: noLonger.map(item) },
  ].filter(({ items }) => items.length > 0);

export interface DemandList {
  title: string;
  sign: string;
  items: { clause: string; text: string }[];
}

const item = (demand: Demand): DemandList['items'][number] => ({ clause: demand.clause, text: demandInWords(demand) });
