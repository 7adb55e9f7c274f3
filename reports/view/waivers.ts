import { hasLapsed, type Standing, type WaiverStanding } from '../record/waivers/standing.ts';
import type { Waiver } from '../record/waivers/waiver.ts';
import { clip, oneLine, plural } from '../text.ts';

const short = (text: string): string => oneLine(clip(text, 300));

/** What a waiver is for: "clause says.channel". */
export const waives = ({ clause, case: id }: Waiver): string =>
  id === undefined ? `clause ${short(clause ?? '')}` : `case ${short(id)}`;

/** A waiver beside what it waives: "waived until 2027-01-31 by Ana: the fix is under way". */
export const waiverInWords = ({ expires, owner, reason }: Pick<Waiver, 'expires' | 'owner' | 'reason'>): string =>
  `waived until ${expires} by ${short(owner)}: ${short(reason)}`;

const ends: Readonly<Record<Standing, (one: WaiverStanding) => string>> = {
  used: ({ failed }) => `It waives ${plural(failed.length, 'failure')}.`,
  expired: ({ failed }) =>
    failed.length > 0
      ? `It has expired, and ${plural(failed.length, 'failure')} of it still came: mend them, or give it a new day.`
      : 'It has expired: take it out, or give it a new day.',
  needless: () => 'Nothing that it names fails this run: take it out.',
  idle: () => 'This run did not decide what it names.',
};

/** What a waiver came to, and what to do about it, in words. */
export const standingInWords = (one: WaiverStanding): string => ends[one.standing](one);

/** "1 waiver has expired and 2 are no longer needed"; empty when all hold. */
export const lapsedInWords = (all: readonly WaiverStanding[]): string => {
  const of = (standing: Standing): number => all.filter((one) => one.standing === standing).length;
  const expired = of('expired');
  const needless = of('needless');
  const parts = [
    ...(expired > 0 ? [`${plural(expired, 'waiver')} ${expired === 1 ? 'has' : 'have'} expired`] : []),
    ...(needless > 0 ? [`${plural(needless, 'waiver')} ${needless === 1 ? 'is' : 'are'} no longer needed`] : []),
  ];
  return parts.join(' and ');
};

/** Waivers that fail the run first; else in the order of the file. */
export const lapsedFirst = (all: readonly WaiverStanding[]): WaiverStanding[] =>
  all.toSorted((one, other) => Number(hasLapsed(other)) - Number(hasLapsed(one)));
