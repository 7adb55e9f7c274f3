import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import { clip } from '../text.ts';
import type { CaseResult } from '../view/cases.ts';
import { quotation } from '../view/clauses.ts';
import { answerText, requestText } from '../view/exchange-text.ts';
import type { View } from '../view/index.ts';
import { expectationInWords } from '../view/words.ts';

/** One verdict with the demand it stands on. */
export const verdictLines = (view: View, verdict: Verdict): string => {
  const clause = view.find.clause(verdict.clause);
  const demand = clause ? `\n  ${clause.text}\n  ${quotation(clause)} (line ${clause.line} of the contract)` : '';
  return `${verdict.clause}: ${clip(verdict.reason, 2000)}${demand}`;
};

/** Everything a person needs to believe some verdicts of one case: demand, expectation, exchange, command line. */
export const evidenceText = (view: View, result: CaseResult, verdicts: readonly Verdict[]): string => {
  const ids = [...new Set(verdicts.map((v) => v.exchange))].slice(0, 3);
  const exchanges = ids.flatMap((id) => view.find.exchange(id) ?? []);
  return [
    result.title,
    ...verdicts.slice(0, 10).map((v) => verdictLines(view, v)),
    ...(result.case ? [`Expected: ${expectationInWords(result.case.expectation)}`] : []),
    ...exchanges.flatMap((e) => [`Again with:\n${e.curl}`, `Sent:\n${requestText(e)}`, `Came back:\n${answerText(e)}`]),
  ].join('\n\n');
};
