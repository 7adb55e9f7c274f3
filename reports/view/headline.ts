import type { Load } from '../../load/sample.ts';
import { findingsThatCount } from '../record/exit-code.ts';
import type { RunRecord } from '../record/record.ts';
import type { WaiverStanding } from '../record/waivers/standing.ts';
import { whyInconclusive } from '../record/why-inconclusive.ts';
import { clip, count, sentence as full, list, oneLine, plural } from '../text.ts';
import { type CaseResult, tally } from './cases.ts';
import { comparisonSentence, type Decision } from './comparison.ts';
import { brokenConsumers, consumersInWords } from './consumers.ts';
import { kneeInWords } from './load.ts';
import { lapsedInWords } from './waivers.ts';

/** How the run went, in one sentence that needs no knowledge of HTTP; its sign stands before it. */
export interface Headline {
  sign: '✓' | '✕' | '?';
  /** "passed", "failed", "no answer". */
  word: string;
  sentence: string;
}

const loadInWords = (load: Load): string => {
  const requests = load.channels.reduce((sum, c) => sum + c.requests, 0);
  const found = findingsThatCount(load).length;
  const name = `the load "${clip(load.scenario, 60)}"`;
  if (found > 0) return `${name} found ${plural(found, 'problem')} in ${plural(requests, 'request')}`;
  if (!load.valid) return `${name} gave no valid numbers`;
  const { knee } = load;
  if (knee !== undefined && load.complete) return `${name} found ${kneeInWords(knee)}`;
  return `${name} found no problem in ${plural(requests, 'request')}`;
};

const casesInWords = (results: readonly CaseResult[]): string[] => {
  const n = tally(results);
  const tried = n.failed + n.waived + n.warned + n.passed;
  const all = results.length;
  if (all === 0) return [];
  const waived = n.waived > 0 ? [`${count(n.waived)} waived`] : [];
  const untested = n.untested > 0 ? [`${count(n.untested)} not tested`] : [];
  const beside = [...waived, ...untested];
  if (n.failed > 0) {
    const failed = `${count(n.failed)} of ${plural(tried + n.cantTell, 'tested case')} failed`;
    return [beside.length > 0 ? `${failed} (${beside.join(', ')})` : failed];
  }
  const rest = [
    ...waived,
    ...(n.warned > 0 ? [`${count(n.warned)} with a warning`] : []),
    ...(n.cantTell > 0 ? [`${count(n.cantTell)} without a verdict`] : []),
    ...untested,
    ...(n.inapplicable > 0 ? [`${count(n.inapplicable)} not applicable`] : []),
  ];
  const passed =
    n.passed === all ? `all ${plural(all, 'case')} passed` : `${count(n.passed)} of ${plural(all, 'case')} passed`;
  return [rest.length > 0 ? `${passed} (${rest.join(', ')})` : passed];
};

const decided: Readonly<Record<Decision, Pick<Headline, 'sign' | 'word'> & Pick<RunRecord, 'result'>>> = {
  worse: { sign: '✕', word: 'failed', result: 'failed' },
  notWorse: { sign: '✓', word: 'passed', result: 'passed' },
  undecided: { sign: '?', word: 'no answer', result: 'inconclusive' },
};

/** A run that compared and did nothing else says what that came to; null where there is more to say. */
const ofComparison = (record: RunRecord, results: readonly CaseResult[]): Headline | null => {
  const { experiment, loads } = record;
  if (experiment === null || results.length > 0 || loads.length > 0) return null;
  const { sign, word, result } = decided[experiment.decision];
  if (result !== record.result || (sign === '?' && whyInconclusive(record).length > 1)) return null;
  return { sign, word, sentence: comparisonSentence(experiment) };
};

/** The one sentence on top of every report. */
export const headline = (
  record: RunRecord,
  results: readonly CaseResult[],
  waivers: readonly WaiverStanding[],
): Headline => {
  const alone = ofComparison(record, results);
  if (alone !== null) return alone;
  const name = oneLine(clip(record.target.name, 80)) || 'The target';
  // An invalid load or an open comparison is a reason for having no answer; it need not be said twice.
  const told = record.result === 'inconclusive' ? record.loads.filter((l) => l.valid) : record.loads;
  const { experiment } = record;
  const isTold = experiment === null || (record.result === 'inconclusive' && experiment.decision === 'undecided');
  const comparison = isTold ? [] : [comparisonSentence(experiment).replace(/\.$/, '')];
  const found = [...casesInWords(results), ...consumersInWords(record), ...told.map(loadInWords), ...comparison];
  const facts = list(found);
  if (record.result === 'passed') {
    const did = results.length > 0 ? 'does what the contract demands' : 'holds under load';
    const waived = results.some((r) => r.outcome === 'waived') ? ', but for what is waived' : '';
    return { sign: '✓', word: 'passed', sentence: `${name} ${did}${waived}: ${facts}.` };
  }
  if (record.result === 'failed') {
    const lapsed = lapsedInWords(waivers);
    const contract = results.some((r) => r.outcome === 'failed');
    const load = record.loads.some((one) => findingsThatCount(one).length > 0);
    const consumers = brokenConsumers(record).length > 0;
    if (!contract && !consumers && !load && experiment?.decision !== 'worse')
      return { sign: '✕', word: 'failed', sentence: `${name} fails for its waivers alone: ${lapsed}; ${facts}.` };
    const measured = load ? 'does not hold under load' : 'is worse than what it is compared with';
    const held = consumers ? 'breaks consumers' : measured;
    const did = contract ? 'falls short of the contract' : held;
    const all = list(lapsed === '' ? found : [...found, lapsed]);
    return { sign: '✕', word: 'failed', sentence: `${name} ${did}: ${all}.` };
  }
  const [first = 'nothing was tested.', ...others] = whyInconclusive(record);
  const more = others.length > 0 ? ` And ${plural(others.length, 'more reason')}.` : '';
  const sofar = facts === '' ? '' : ` So far ${facts}.`;
  return {
    sign: '?',
    word: 'no answer',
    sentence: `No full answer about ${name}: ${full(clip(first, 300)).replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase())}${more}${sofar}`,
  };
};
