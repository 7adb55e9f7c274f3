import { property } from '../../contracts/clauses/json.ts';
import { isOfConsumer } from '../../contracts/consumers/verify/result.ts';
import { judgeAll } from '../../contracts/verdicts/judge.ts';
import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import { names } from '../attestation/names.ts';
import type { Evidence } from '../record/cap.ts';
import type { RunRecord } from '../record/record.ts';
import { type Check, type Claim, check, type Problem } from './check.ts';
import { nothingJudged } from './counts.ts';

const where = `${names.record}/verdicts`;
const hint = 'Do not rely on this record: judge the exchanges yourself, or run the command again.';

/** Whether the verdicts are those that the exchanges come to, judged again. In which order they stand does not matter. */
export const verdictsCheck = ({ contract }: Claim, record: RunRecord, exchanges: readonly Evidence[]): Check => {
  const onExchanges = record.verdicts.filter(({ exchange }) => exchange !== null);
  const problems = [...onNothing(record), ...judgedAgain(contract, record, exchanges, onExchanges)];
  const open = record.verdicts.length - onExchanges.length;
  const rest = open > 0 ? `; ${open} are about what was not sent` : '';
  return check('verdicts', `${onExchanges.length} follow from the exchanges${rest}`, problems);
};

const judgedAgain = (
  contract: Claim['contract'],
  record: RunRecord,
  exchanges: readonly Evidence[],
  said: readonly Verdict[],
): Problem[] => {
  const attachmentKnown = property(record.profile, 'attachmentUrl') !== undefined;
  try {
    const ofCases = exchanges.filter((one) => !isOfConsumer(one));
    const right = nothingJudged(record)
      ? []
      : judgeAll({ contract, cases: record.cases, exchanges: ofCases, attachmentKnown });
    return compared(said, right);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ what: `the exchanges cannot be judged: ${error.message}`, where, hint }];
  }
};

/** What one list has more of than the other, each verdict once, the two sides of a changed one together. */
const compared = (said: readonly Verdict[], right: readonly Verdict[]): Problem[] => {
  const differing = [
    ...without(said, right).map((verdict) => ({ verdict, isSaid: true })),
    ...without(right, said).map((verdict) => ({ verdict, isSaid: false })),
  ];
  return [...Map.groupBy(differing, ({ verdict }) => placeOf(verdict))].map(([place, group]) => {
    const words = (isSaid: boolean): string =>
      group.flatMap((one) => (one.isSaid === isSaid ? [inWords(one.verdict)] : [])).join(', ');
    const what = `${place} is ${words(true) || 'without a verdict'}; judged again: ${words(false) || 'no such verdict'}`;
    return { what, where, hint };
  });
};

/** Those of the one list for which the other has no partner. */
const without = (one: readonly Verdict[], other: readonly Verdict[]): Verdict[] => {
  const partners = new Map<string, number>();
  for (const verdict of other) partners.set(keyOf(verdict), (partners.get(keyOf(verdict)) ?? 0) + 1);
  return one.filter((verdict) => {
    const left = partners.get(keyOf(verdict)) ?? 0;
    partners.set(keyOf(verdict), left - 1);
    return left <= 0;
  });
};

const keyOf = (verdict: Verdict): string =>
  JSON.stringify(Object.entries(verdict).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const placeOf = ({ exchange, clause, case: id }: Verdict): string =>
  `${clause} in the case ${id} (exchange ${exchange})`;

const inWords = ({ outcome, level, engine, reason }: Verdict): string => `${outcome} (${level}, ${engine}: ${reason})`;

/** A verdict without an exchange can only say that there is none, about a clause that its case tests. */
const onNothing = (record: RunRecord): Problem[] => {
  const sent = new Set(record.exchanges.map((exchange) => exchange.case));
  const cases = new Map(record.cases.map((one) => [one.id, one]));
  return record.verdicts.flatMap((verdict): Problem[] => {
    if (verdict.exchange !== null) return [];
    const one = cases.get(verdict.case);
    const wrong = [
      ...(['untested', 'inapplicable'].includes(verdict.outcome)
        ? []
        : [`is "${verdict.outcome}" without an exchange`]),
      ...(one?.clauses.includes(verdict.clause) ? [] : ['is about what no case tests']),
      ...(one === undefined || one.expectation.level === verdict.level ? [] : [`weighs "${verdict.level}"`]),
      ...(sent.has(verdict.case) ? ['says that nothing was sent, and there are exchanges'] : []),
    ];
    return wrong.map((what) => ({
      what: `the verdict about ${verdict.clause} in the case ${verdict.case} ${what}`,
      where,
      hint,
    }));
  });
};
