import type { Consumers } from '../../contracts/consumers/breaks.ts';
import type { Change } from '../../contracts/diff/change.ts';
import { isExpired } from '../record/waivers/standing.ts';
import type { ChangeWaiver } from '../record/waivers/waiver.ts';
import { untoldInWords } from './behaviour.ts';
import type { Diff } from './result.ts';

/** What was found out, before anybody's consent. */
export type Found = {
  documents: Diff['documents'];
  changes: readonly Change[];
  consumers: Consumers & { builtIn: boolean };
  behaviour: Diff['behaviour'];
};

/**
 * Holds what was found against the waivers. `at` is the time at which the comparison began (ISO 8601, UTC). What hurts
 * nobody needs no waiver, unless a consumer breaks by it.
 */
export const weigh = (
  { documents, changes, consumers, behaviour }: Found,
  waivers: readonly ChangeWaiver[],
  at: string,
): Diff => {
  const breaking = new Set(consumers.broken.flatMap(({ reasons }) => reasons.flatMap((reason) => reason.changes)));
  const heavy = changes.filter(({ kind, id }) => kind !== 'nobody' || breaking.has(id));
  const find = (change: Change) => waivers.find((one) => isOf(one, change) && !isExpired(one, at));
  const rank = ({ id, hurts }: Change): number => {
    if (breaking.has(id) || hurts.some(({ whom }) => whom === 'clients')) return 0;
    return hurts.length > 0 ? 1 : 2;
  };
  const open = heavy.filter((change) => find(change) === undefined).toSorted((a, b) => rank(a) - rank(b));
  const stillOpen = new Set(open.map(({ id }) => id));
  const broken = consumers.broken.map((one) => ({
    ...one,
    waived: one.reasons.every(({ changes: causes }) => causes.length > 0 && !causes.some((id) => stillOpen.has(id))),
  }));
  return {
    schemaVersion: '1.0',
    documents,
    result: resultOf(open, { ...consumers, broken }, behaviour),
    changes: [...changes],
    open,
    waived: heavy.flatMap((change) => {
      const waiver = find(change);
      return waiver === undefined ? [] : [{ ...change, waiver }];
    }),
    waivers: waivers.map((waiver) => {
      const isThere = heavy.some((change) => isOf(waiver, change));
      return { waiver, standing: isThere ? (isExpired(waiver, at) ? 'expired' : 'used') : 'idle' };
    }),
    toWaive: open.map(({ id, sentence }) => ({ change: id, sentence, reason: '', owner: '', expires: '' })),
    consumers: { ...consumers, broken },
    behaviour,
  };
};

const isOf = ({ change, sentence }: ChangeWaiver, { id, sentence: said }: Change): boolean =>
  change === id && sentence === said;

/**
 * A pact that was asked about and could not be judged is no answer; one that nobody asked about is. What targets do explains
 * the changes and takes none away, but whoever asks them wants to know.
 */
const resultOf = (
  open: readonly Change[],
  { broken, builtIn, pacts }: Diff['consumers'],
  behaviour: Diff['behaviour'],
): Diff['result'] => {
  if (behaviour?.finished === false) return 'inconclusive';
  if (open.length > 0 || broken.some(({ waived }) => !waived)) return 'failed';
  if (untoldInWords({ behaviour }) !== '') return 'inconclusive';
  return !builtIn && pacts.some(({ unclear }) => unclear.length > 0) ? 'inconclusive' : 'passed';
};
