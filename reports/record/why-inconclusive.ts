import { clausesWithoutCase } from '../../contracts/verdicts/uncased.ts';
import type { Load } from '../../load/sample.ts';
import { clip, count, oneLine, plural, sentence } from '../text.ts';
import { isOpen, type Pair, pairs } from './pairs.ts';
import type { RunRecord } from './record.ts';

type Unjudged = Omit<RunRecord, 'result'>;

/** More sentences than this help nobody; the rest is counted. */
const shown = 12;

const few = (sentences: string[], rest: (n: number) => string): string[] =>
  sentences.length <= shown ? sentences : [...sentences.slice(0, shown), rest(sentences.length - shown)];

const short = (text: string): string => oneLine(clip(text, 300));

/** Of words; a name such as p50 stays as it is. */
const capital = (text: string): string => text.replace(/^[a-z](?=[a-z])/, (letter) => letter.toUpperCase());

const harness = (record: Unjudged): string[] => [
  ...(record.finishedAt === null ? ['The run did not finish: what follows is what it found until then.'] : []),
  ...few(
    record.faults.map((f) => `The harness itself failed in ${short(f.where)}: ${short(f.message)}`),
    (n) => `${plural(n, 'further fault')} of the harness.`,
  ),
];

/** "12 cases untested: the profile names no thread for slack-thread": open pairs by reason, counted in cases. */
const openCases = (open: readonly Pair[]): string[] => {
  const groups = new Map<string, Set<string>>();
  for (const pair of open) {
    // An untested clause keeps a pair open even when another engine could not tell.
    const outcome = pair.outcome === 'untested' ? 'untested' : 'without a verdict';
    const reasons = pair.verdicts.filter((v) => v.outcome === pair.outcome && v.accepted !== true).map((v) => v.reason);
    for (const reason of reasons.slice(0, 1)) {
      const key = `${outcome}: ${short(reason)}`;
      groups.set(key, (groups.get(key) ?? new Set()).add(pair.case));
    }
  }
  const biggestFirst = [...groups].sort(([, a], [, b]) => b.size - a.size);
  return few(
    biggestFirst.map(([key, cases]) => `${plural(cases.size, 'case')} ${key}`),
    (n) => `Further cases open for ${plural(n, 'other reason')}.`,
  );
};

/** Why interactions of consumers are open, each reason with how many of them; what the profile accepts is not. */
const openInteractions = ({ consumers = [] }: Unjudged): string[] => {
  const open = consumers.filter(
    ({ outcome, accepted }) =>
      outcome === 'fault' || outcome === 'unpromised' || (outcome === 'untested' && accepted !== true),
  );
  const groups = Map.groupBy(open, ({ consumer, outcome, reason }) =>
    sentence(short(`of ${consumer} ${openWords[outcome] ?? outcome}: ${reason}`)),
  );
  return few(
    [...groups].map(([words, own]) => `${plural(own.length, 'interaction')} ${words}`),
    (n) => `Further interactions of consumers open for ${plural(n, 'other reason')}.`,
  );
};

const openWords: Readonly<Record<string, string>> = {
  fault: 'without an answer',
  unpromised: 'not as the consumer expects, and not promised',
};

const neverSent = (record: Unjudged): string[] => {
  const judged = new Set(record.verdicts.map((v) => v.case));
  const missing = record.cases.filter((c) => !judged.has(c.id)).length;
  return missing > 0 ? [`${plural(missing, 'case')} planned, but without any verdict.`] : [];
};

const ofLoad = (load: Load): string[] => {
  const name = `The load "${short(load.scenario)}"`;
  const seconds = plural(Math.round(load.generator.duration), 'second');
  return [
    ...(load.valid ? [] : [`${name} is not valid: ${load.whyNotValid.map(short).join('; ')}`]),
    ...(load.complete ? [] : [`${name} was stopped before its end, after ${seconds}. Run it again.`]),
    ...undecided(load).map(({ text }) => `${name} leaves an objective undecided: ${short(text)}`),
  ];
};

/** Objectives that a load left open. An invalid one is open as a whole: that is said once, and not of each objective. */
export const undecided = (load: Load): Load['objectives'] =>
  load.valid ? load.objectives.filter(({ decision }) => decision === 'undecided') : [];

const loads = (record: Unjudged): string[] =>
  few(record.loads.flatMap(ofLoad), (n) => `${plural(n, 'further reason')} in loads.`);

/** Demands that sendproof makes no case of: what nobody asked, no run has answered. */
const neverAsked = ({ clauses, coverage }: Unjudged): string[] => {
  const without = clausesWithoutCase(coverage?.cells ?? []);
  return few(
    clauses
      .filter(({ id, level }) => level === 'must' && without.has(id))
      .map(
        ({ id, line }) => `Line ${count(line)} of the contract demands what sendproof has no case for: ${short(id)}`,
      ),
    (n) => `${plural(n, 'further demand')} of the contract without a case.`,
  );
};

const nothing = (record: Unjudged): string[] =>
  record.verdicts.length + (record.consumers ?? []).length + record.loads.length === 0 && record.experiment === null
    ? ['Nothing was tested: no verdict and no load.']
    : [];

const comparison = ({ experiment }: Unjudged): string[] =>
  experiment?.decision === 'undecided'
    ? [
        [experiment.text, experiment.hint ?? '']
          .map((text) => capital(sentence(short(text))))
          .join(' ')
          .trim(),
      ]
    : [];

/**
 * Every reason why the run gives no full answer, in sentences for a person, the gravest first. Empty when the answer
 * is whole. A run that failed may have some too: what it found stands, what it did not look at is said here.
 */
export const whyInconclusive = (record: Unjudged): string[] => [
  ...harness(record),
  ...few(
    record.notRun.map((n) =>
      `${short(n.what)} was not run: ${sentence(short(n.why))} ${capital(short(n.hint))}`.trim(),
    ),
    (n) => `${plural(n, 'further part')} not run.`,
  ),
  ...loads(record),
  ...comparison(record),
  ...openCases(pairs(record.verdicts).filter((p) => isOpen(p, record.strict))),
  ...neverSent(record),
  ...openInteractions(record),
  ...few(
    record.unread.map(
      (u) => `Line ${count(u.line)} of the contract says something nobody has read yet: “${short(u.quote)}”`,
    ),
    (n) => `${plural(n, 'further unread sentence')} in the contract.`,
  ),
  ...neverAsked(record),
  ...nothing(record),
];
