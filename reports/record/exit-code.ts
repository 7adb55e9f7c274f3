import type { Load } from '../../load/sample.ts';
import { pairs, weighs } from './pairs.ts';
import type { RunRecord } from './record.ts';
import { hasLapsed, standings, waiverFinder } from './waivers/standing.ts';
import { whyInconclusive } from './why-inconclusive.ts';

export { whyInconclusive };

/** Findings that no slow generator can make: a wrong answer is wrong at any rate. */
const alwaysTheTargets: ReadonlySet<string> = new Set(['wrong-answers', 'exchanged-answers', 'repeated-ids']);

/**
 * The findings of a load that stand against the target; those of an invalid load mostly do not. A load that was
 * interrupted is invalid; one that was stopped because most requests failed is not complete, and valid all the same.
 */
export const findingsThatCount = (load: Load): Load['findings'] =>
  load.valid ? load.findings : load.findings.filter((f) => alwaysTheTargets.has(f.kind));

/** Whether anything was found that the target must answer for. */
const fallsShort = (record: Omit<RunRecord, 'result'>): boolean => {
  const waiverOf = waiverFinder(record);
  return (
    pairs(record.verdicts).some((p) => p.outcome === 'failed' && weighs(p.level, record.strict) && !waiverOf(p)) ||
    record.consumers?.some(({ outcome }) => outcome === 'failed') ||
    record.loads.some((load) => findingsThatCount(load).length > 0) ||
    record.experiment?.decision === 'worse'
  );
};

const decidedAnything = ({ verdicts, consumers = [] }: Omit<RunRecord, 'result'>): boolean =>
  [...verdicts, ...consumers].some(({ outcome }) => outcome === 'passed' || outcome === 'failed');

/**
 * What a run came to; the only place that decides it.
 *
 * 1. The harness failed or did not finish: `inconclusive`, whatever was found so far.
 * 2. A demand that weighs was not met and is not waived, a consumer breaks on what the contract promises, a load has a
 *    finding that counts, or the candidate is worse than the baseline: `failed`.
 * 3. A waiver has expired, or what it waives no longer fails: `failed`. But a run that is open and decided nothing at
 *    all, say because nobody answered, has no answer, whatever its waivers.
 * 4. Anything that a person would have to be told before relying on it (`whyInconclusive`): `inconclusive`.
 * 5. Else `passed`.
 */
export const result = (record: Omit<RunRecord, 'result'>): RunRecord['result'] => {
  if (record.faults.length > 0 || record.finishedAt === null) return 'inconclusive';
  if (fallsShort(record)) return 'failed';
  const isOpen = whyInconclusive(record).length > 0;
  if (standings(record).some(hasLapsed) && (decidedAnything(record) || !isOpen)) return 'failed';
  return isOpen ? 'inconclusive' : 'passed';
};

const exitCodes = { passed: 0, failed: 1, inconclusive: 3 } as const;

/** 0 the target holds, 1 it falls short, 3 no answer. (2 is misuse: then there is no record.) */
export const exitCode = (record: Omit<RunRecord, 'result'>): 0 | 1 | 3 => exitCodes[result(record)];
