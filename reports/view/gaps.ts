import { oneLine } from '../text.ts';
import type { CaseResult } from './cases.ts';

/** Cases that came to no decision for one and the same reason. */
export interface Gap {
  outcome: 'cantTell' | 'untested' | 'inapplicable';
  reason: string;
  /** The profile accepts it: shown, but it does not keep the run from an answer. */
  accepted: boolean;
  cases: CaseResult[];
}

const order = ['cantTell', 'untested', 'inapplicable'];

/** What was not tested and why: undecided cases by reason, what can be mended first, the most cases first. */
export const gaps = (results: readonly CaseResult[]): Gap[] => {
  const groups = new Map<string, Gap>();
  for (const result of results) {
    const { outcome, accepted } = result;
    if (outcome !== 'cantTell' && outcome !== 'untested' && outcome !== 'inapplicable') continue;
    const verdict = result.undecided.find((v) => v.outcome === outcome);
    const reason = oneLine(verdict?.reason ?? 'no engine sent it');
    const key = JSON.stringify([outcome, accepted, reason]);
    const gap = groups.get(key) ?? { outcome, reason, accepted, cases: [] };
    gap.cases.push(result);
    groups.set(key, gap);
  }
  return [...groups.values()].sort(
    (a, b) =>
      Number(a.accepted) - Number(b.accepted) ||
      order.indexOf(a.outcome) - order.indexOf(b.outcome) ||
      b.cases.length - a.cases.length,
  );
};
