import { isOpen, type Pair, pairs, weighs } from '../pairs.ts';
import type { RunRecord } from '../record.ts';
import type { Waiver } from './waiver.ts';

/**
 * `used`: something fails that it waives. `expired`: the run began after its last day. `needless`: what it names was
 * decided, and nothing of it fails or warns. `idle`: it waives nothing here, and may be needed elsewhere: the run did not
 * decide what it names, or only warns of it without `--strict`.
 */
export type Standing = 'used' | 'expired' | 'needless' | 'idle';

/** A waiver of a run with what it came to. */
export interface WaiverStanding {
  waiver: Waiver;
  standing: Standing;
  /** The failures that it names, waived or not. */
  failed: Pair[];
}

type About = Pick<Pair, 'case' | 'clause'>;

const covers = (waiver: Waiver, { case: id, clause }: About): boolean =>
  waiver.case === undefined ? waiver.clause === clause : waiver.case === id;

/** Both are in UTC: a header's time is written by `toISOString`, whose first ten characters are its day. */
export const isExpired = (waiver: Pick<Waiver, 'expires'>, startedAt: string): boolean =>
  startedAt.slice(0, 10) > waiver.expires;

/** Of two that cover the same, the one that says more, whichever stands first. */
const closestFirst = (one: Waiver, other: Waiver): number =>
  Number(other.case !== undefined) - Number(one.case !== undefined) ||
  Number(other.expires > one.expires) - Number(one.expires > other.expires);

/** Finds the waiver under which a failure does not fail the run. What weighs nothing needs none, and gets none. */
export const waiverFinder = (record: Pick<RunRecord, 'waivers' | 'startedAt' | 'strict'>) => {
  const holding = (record.waivers ?? []).filter((one) => !isExpired(one, record.startedAt)).toSorted(closestFirst);
  return (failure: Pick<Pair, 'case' | 'clause' | 'level' | 'outcome'>): Waiver | undefined =>
    failure.outcome === 'failed' && weighs(failure.level, record.strict)
      ? holding.find((waiver) => covers(waiver, failure))
      : undefined;
};

const standingOf = (own: readonly Pair[], failed: readonly Pair[], expired: boolean, strict: boolean): Standing => {
  if (expired) return 'expired';
  if (failed.length > 0) return 'used';
  const decided = own.some(({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const warns = own.some(({ outcome, level }) => outcome === 'failed' && level === 'should');
  // What was left open may be just what fails.
  return decided && !warns && !own.some((pair) => isOpen(pair, strict)) ? 'needless' : 'idle';
};

/** Every waiver of a run, in the order of the file. */
export const standings = (
  record: Pick<RunRecord, 'waivers' | 'startedAt' | 'strict' | 'verdicts'>,
): WaiverStanding[] => {
  const { waivers = [], startedAt, strict } = record;
  if (waivers.length === 0) return [];
  const all = pairs(record.verdicts);
  return waivers.map((waiver) => {
    const own = all.filter((pair) => covers(waiver, pair));
    const failed = own.filter(({ outcome, level }) => outcome === 'failed' && weighs(level, strict));
    return { waiver, standing: standingOf(own, failed, isExpired(waiver, startedAt), strict), failed };
  });
};

/** Waivers that must be mended or taken out: they fail the run, so that none is forgotten. */
export const hasLapsed = ({ standing }: Pick<WaiverStanding, 'standing'>): boolean =>
  standing === 'expired' || standing === 'needless';
