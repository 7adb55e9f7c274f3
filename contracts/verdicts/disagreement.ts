import type { Engine } from '../cases/engine.ts';
import type { Opinion } from '../engines/opinion.ts';
import type { Recorded } from '../target/evidence.ts';
import type { Disagreement, Verdict } from './verdict.ts';

/**
 * Where an engine and the judge differ about the same bytes. `blindTo` says why an engine cannot see a clause; without
 * an explanation the harness is at fault, one of the two or the other.
 */
export function disagreementsOf(
  opinions: readonly Opinion[],
  verdicts: readonly Verdict[],
  exchanges: readonly Recorded[],
  blindTo: (engine: Engine, clause: string) => string | undefined,
): Disagreement[] {
  const byExchange = Map.groupBy(verdicts, ({ exchange }) => exchange);
  const key = (one: { engine: Engine; entry: number }, id: string) => `${one.engine} ${one.entry} ${id}`;
  const byOpinion = Map.groupBy(exchanges, (exchange) => key(exchange, exchange.case));
  return opinions.flatMap((opinion) => {
    // Of several attempts the engine has seen the last.
    const last = byOpinion.get(key(opinion, opinion.case))?.at(-1);
    const own = last?.answer.kind === 'answer' ? [last] : [];
    const judged = own.flatMap(({ id }) => byExchange.get(id) ?? []).filter(({ level }) => level !== 'info');
    const failed = judged.filter(({ outcome }) => outcome === 'failed');
    // Where the judge cannot tell, there is nothing to differ from.
    if (judged.length === 0 || (failed.length === 0 && judged.some(({ outcome }) => outcome === 'cantTell'))) return [];
    const judgment = failed.length > 0 ? 'failed' : 'passed';
    if (opinion.outcome === judgment) return [];
    const reasons = failed.map(({ clause }) => blindTo(opinion.engine, clause));
    const explained = opinion.outcome === 'passed' && reasons.every((reason) => reason !== undefined);
    const explanation =
      opinion.outcome === 'fault'
        ? 'the engine could not take the answer, for a limit of its own'
        : explained
          ? [...new Set(reasons)].join('; ')
          : null;
    return [{ case: opinion.case, engine: opinion.engine, opinion, judged: judgment, explanation }];
  });
}
