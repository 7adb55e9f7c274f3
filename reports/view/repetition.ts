import type { Kind, LookedAt, Repetition } from '../../contracts/verdicts/repetition.ts';
import { count, list, plural } from '../text.ts';
import { channelWord } from './coverage.ts';

/** What was not right, in words, with the exchanges that show it. */
export interface Found {
  word: string;
  exchanges: string[];
}

/** How rare a fault some answers could show, in words. */
export interface Rarity {
  kind: Kind;
  /** A clause without full stop, so that what was found can follow. */
  sentence: string;
  found: Found[];
  looked: Repetition[Kind];
}

/** "one of 211", the rarest fault of such a share; "most" where the numbers are small. */
export const oneOf = (share: number | null): string => {
  if (share === null) return '–';
  const many = Math.floor(1 / share);
  return many < 2 ? 'most' : `one of ${count(many)}`;
};

const subjects: Readonly<Record<Kind, [one: string, many: string]>> = {
  valid: ['answer to a valid message', 'answers to valid messages'],
  refusals: ['answer to a request that must be refused', 'answers to requests that must be refused'],
  open: ['answer to what the document leaves open', 'answers to what the document leaves open'],
};

/** What fails only when it comes again. A refusal with a 5xx is wrong the first time. */
const twice: Readonly<Record<Kind, string>> = { valid: 'no answer, a 5xx', refusals: 'no answer', open: 'no answer' };

const foundIn = ({ wrong, missing, serverErrors }: LookedAt): Found[] => [
  { word: 'wrong', exchanges: wrong },
  { word: 'without an answer', exchanges: missing },
  { word: 'with a 5xx', exchanges: serverErrors },
];

const sentenceOf = (kind: Kind, looked: LookedAt, seen: string): string => {
  const answers = plural(looked.answers, ...subjects[kind]);
  if (looked.once.at95 === null) return answers;
  const again =
    looked.twice.at95 === null
      ? ''
      : `; what fails from the second time on (${twice[kind]}), in ${oneOf(looked.twice.at95)}`;
  return `${answers}: a fault that comes by chance in ${oneOf(looked.once.at95)}, or in more, ${seen} seen with 95 % confidence (${oneOf(looked.once.at99)} with 99 %)${again}`;
};

/** What a run could have found: valid messages, refusals, and the rest only where something was found in it. */
export const rarities = (repetition: Repetition | null): Rarity[] => {
  if (repetition === null) return [];
  const all = (['valid', 'refusals', 'open'] as const).map((kind) => ({
    kind,
    sentence:
      kind === 'open'
        ? plural(repetition.open.answers, ...subjects.open)
        : sentenceOf(kind, repetition[kind], 'would have been'),
    found: foundIn(repetition[kind]),
    looked: repetition[kind],
  }));
  return all.filter(({ kind, looked, found }) =>
    kind === 'open'
      ? found.some((f) => f.exchanges.length > 0)
      : looked.answers > 0 || found.some((f) => f.exchanges.length > 0),
  );
};

/** More exchanges than this are counted only: what comes that often stands among the failures. */
const named = 3;

/** The whole of it as one text, exchanges by their ids. */
export const rarityText = ({ sentence, found }: Rarity): string => {
  const facts = found.map(({ word, exchanges }) => {
    const ids = word === 'wrong' ? [] : exchanges.slice(0, named);
    const more = exchanges.length > named ? ', …' : '';
    return `${count(exchanges.length)} ${word}${ids.length > 0 ? ` (${ids.join(', ')}${more})` : ''}`;
  });
  return `${sentence}. ${list(facts)}.`;
};

/** Exchanges that came out as nothing should, few enough to be shown one by one. */
export const accidentsIn = ({ found }: Rarity): string[] =>
  found.filter(({ word }) => word !== 'wrong').flatMap(({ exchanges }) => exchanges.slice(0, named));

/** What all these numbers take for granted. */
export const assumption =
  'Faults are taken to come independently of each other, and in every answer with the same probability. What comes in bursts, or only after hours, can be missed at any number.';

/** What a plan will find, a sentence for each kind of answer. */
export const plannedRarities = (repetition: Repetition): string[] =>
  (['valid', 'refusals'] as const)
    .filter((kind) => repetition[kind].answers > 0)
    .map((kind) => {
      const each = repetition[kind].channels.map((c) => `${channelWord(c)} ${oneOf(c.once.at95)}`);
      return `The probe alone gets ${sentenceOf(kind, repetition[kind], 'will be')}. By channel: ${each.join(', ')}.`;
    });
