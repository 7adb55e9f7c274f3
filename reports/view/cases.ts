import type { Case } from '../../contracts/cases/case.ts';
import type { Engine } from '../../contracts/cases/engine.ts';
import type { Opinion } from '../../contracts/engines/opinion.ts';
import type { Disagreement, Verdict } from '../../contracts/verdicts/verdict.ts';
import { isOpen, type Pair, pairs, weighs } from '../record/pairs.ts';
import type { RunRecord } from '../record/record.ts';
import { waiverFinder } from '../record/waivers/standing.ts';
import type { Waiver } from '../record/waivers/waiver.ts';

/**
 * `waived`: all that would fail this run is waived. `warned`: only demands that do not fail this run were not met
 * (`should`, without `--strict`).
 */
export type CaseOutcome = 'failed' | 'waived' | 'warned' | 'cantTell' | 'untested' | 'passed' | 'inapplicable';

/**
 * The worst first: the order in which every report shows them. What keeps a run from an answer comes before what does
 * not, so that nothing open hides behind a waiver or a warning.
 */
export const caseOutcomes: readonly CaseOutcome[] = [
  'failed',
  'cantTell',
  'untested',
  'waived',
  'warned',
  'passed',
  'inapplicable',
];

/** What one engine's tries of a case come to. */
export interface EngineResult {
  engine: Engine;
  outcome: CaseOutcome;
  verdicts: Verdict[];
  opinions: Opinion[];
}

/** A failed verdict that would fail the run, and why it does not. */
export interface Waived {
  verdict: Verdict;
  waiver: Waiver;
}

/** What a run says about one case. */
export interface CaseResult {
  id: string;
  title: string;
  state: string;
  /** Null when a verdict names a case that was not planned; it is shown all the same. */
  case: Case | null;
  outcome: CaseOutcome;
  /** Untested, and the profile says why that is all right. */
  accepted: boolean;
  engines: EngineResult[];
  /** Failed verdicts that fail the run. */
  failures: Verdict[];
  /** Failed verdicts that would, but for a waiver. */
  waived: Waived[];
  /** Failed verdicts that only warn. */
  warnings: Verdict[];
  /** Failed verdicts at level `info`: worth knowing, never a failure. */
  notes: Verdict[];
  /** Verdicts about clauses that nothing decided: `cantTell`, `untested`, `inapplicable`. */
  undecided: Verdict[];
  verdicts: Verdict[];
  disagreements: Disagreement[];
}

/** By what a record weighs its verdicts. */
interface Scales {
  strict: boolean;
  waiverOf: ReturnType<typeof waiverFinder>;
}

const ofPair = (pair: Pair, { strict, waiverOf }: Scales): CaseOutcome => {
  if (pair.outcome === 'failed') {
    if (weighs(pair.level, strict)) return waiverOf(pair) ? 'waived' : 'failed';
    return pair.level === 'should' ? 'warned' : 'passed';
  }
  return pair.outcome;
};

/** The worst of a case's clauses. "Can't tell" counts only where it leaves the run open, or where nothing was decided. */
const worst = (all: readonly Pair[], scales: Scales): CaseOutcome => {
  const decided = all.some((p) => p.outcome === 'passed' || p.outcome === 'failed');
  const counting = decided
    ? all.filter((p) => isOpen(p, scales.strict) || ['passed', 'failed'].includes(p.outcome))
    : all;
  const outcomes = new Set(counting.map((p) => ofPair(p, scales)));
  return caseOutcomes.find((o) => outcomes.has(o)) ?? 'untested';
};

const engineResults = (verdicts: Verdict[], opinions: Opinion[], scales: Scales): EngineResult[] => {
  const names = new Set<Engine>([...verdicts.map((v) => v.engine), ...opinions.map((o) => o.engine)]);
  return [...names].map((engine) => {
    const own = verdicts.filter((v) => v.engine === engine);
    return {
      engine,
      outcome: worst(pairs(own), scales),
      verdicts: own,
      opinions: opinions.filter((o) => o.engine === engine),
    };
  });
};

/**
 * Every case of the run with its outcome: planned ones in the order of the plan, a case without any verdict as
 * `untested`, then cases that only a verdict names.
 */
export const caseResults = (record: RunRecord): CaseResult[] => {
  const scales = { strict: record.strict, waiverOf: waiverFinder(record) };
  const verdicts = Map.groupBy(record.verdicts, (v) => v.case);
  const opinions = Map.groupBy(record.opinions, (o) => o.case);
  const disagreements = Map.groupBy(record.disagreements, (d) => d.case);
  const planned = new Map<string, Case | null>(record.cases.map((c) => [c.id, c]));
  for (const id of verdicts.keys()) if (!planned.has(id)) planned.set(id, null);

  return [...planned].map(([id, known]) => {
    const own = verdicts.get(id) ?? [];
    const ownPairs = pairs(own);
    const failed = own.filter((v) => v.outcome === 'failed');
    const waived = failed.flatMap((verdict) => {
      const waiver = scales.waiverOf(verdict);
      return waiver === undefined ? [] : [{ verdict, waiver }];
    });
    const undecided = ownPairs.filter((p) => p.outcome !== 'passed' && p.outcome !== 'failed');
    const untested = undecided.filter((p) => p.outcome === 'untested');
    const outcome = worst(ownPairs, scales);
    return {
      id,
      title: known?.title ?? id,
      state: known?.state ?? 'not planned',
      case: known,
      outcome,
      accepted: outcome === 'untested' && untested.length > 0 && untested.every((p) => p.accepted),
      engines: engineResults(own, opinions.get(id) ?? [], scales),
      failures: failed.filter((v) => weighs(v.level, record.strict) && !scales.waiverOf(v)),
      waived,
      warnings: failed.filter((v) => v.level === 'should' && !record.strict),
      notes: failed.filter((v) => v.level === 'info'),
      undecided: undecided.flatMap((p) => p.verdicts),
      verdicts: own,
      disagreements: disagreements.get(id) ?? [],
    };
  });
};

/** How many cases came to each outcome. */
export const tally = (results: readonly CaseResult[]): Record<CaseOutcome, number> => {
  const counts = { failed: 0, waived: 0, warned: 0, cantTell: 0, untested: 0, passed: 0, inapplicable: 0 };
  for (const result of results) counts[result.outcome] += 1;
  return counts;
};
