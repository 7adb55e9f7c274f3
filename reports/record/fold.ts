import { capEvidence, type Kept } from './cap.ts';
import type { RunEvent } from './events.ts';
import { result } from './exit-code.ts';
import type { RunRecord } from './record.ts';
import { RunError } from './run-error.ts';

type Unjudged = Omit<RunRecord, 'result'>;

const empty = (header: Extract<RunEvent, { type: 'header' }>['header']): Unjudged => ({
  ...header,
  finishedAt: null,
  clauses: [],
  unread: [],
  cases: [],
  verdicts: [],
  opinions: [],
  disagreements: [],
  exchanges: [],
  coverage: null,
  repetition: null,
  loads: [],
  comparisons: [],
  experiment: null,
  notRun: [],
  faults: [],
});

/** The last one said of each id, in the order in which the ids were first said. */
const lastOfEach = <T extends { id: string }>(items: T[]): T[] => [...new Map(items.map((i) => [i.id, i])).values()];

/**
 * The record that a stream of events comes to. Any prefix that holds the header folds, so a run that was cut short is
 * read like any other; without a footer it is not finished. Of two headers the first counts (a run that went on), of
 * two footers, two coverages and two repetitions the last.
 *
 * @throws {RunError} `no-header` when no event is a header: then nobody knows what was tested.
 */
export const fold = (events: Iterable<RunEvent>): RunRecord => {
  const all = [...events];
  const header = all.find((e) => e.type === 'header');
  if (!header) {
    throw new RunError({
      kind: 'no-header',
      what: 'The run has no header, so nobody can say what it tested.',
      where: 'the stream of events',
      hint: 'The run ended before it began; run the command again.',
    });
  }
  const record = empty(header.header);
  const exchanges: Kept[] = [];
  for (const event of all) apply(record, exchanges, event);
  record.clauses = lastOfEach(record.clauses);
  record.cases = lastOfEach(record.cases);
  record.exchanges = lastOfEach(exchanges);
  return { ...record, result: result(record) };
};

const apply = (record: Unjudged, exchanges: Kept[], event: RunEvent): void => {
  switch (event.type) {
    case 'header':
      break;
    case 'plan':
      record.clauses = record.clauses.concat(event.clauses);
      record.cases = record.cases.concat(event.cases);
      record.unread = event.unread;
      break;
    case 'evidence':
      exchanges.push(capEvidence(event.evidence));
      break;
    case 'opinion':
      record.opinions.push(event.opinion);
      break;
    case 'verdict':
      record.verdicts.push(event.verdict);
      break;
    case 'disagreement':
      record.disagreements.push(event.disagreement);
      break;
    case 'coverage':
      record.coverage = event.coverage;
      break;
    case 'repetition':
      record.repetition = event.repetition;
      break;
    case 'consumer':
      record.consumers = [...(record.consumers ?? []), event.consumer];
      break;
    case 'load':
      record.loads.push(event.load);
      break;
    case 'comparison':
      record.comparisons = event.comparisons;
      record.experiment = event.experiment;
      break;
    case 'notRun':
      record.notRun.push(event.notRun);
      break;
    case 'fault':
      record.faults.push(event.fault);
      break;
    case 'resumed':
      // What follows from the exchanges is said again, from all of them.
      record.verdicts = [];
      record.opinions = [];
      record.disagreements = [];
      if (record.consumers) record.consumers = [];
      record.notRun = [];
      record.faults = [];
      break;
    case 'footer':
      record.finishedAt = event.finishedAt;
      break;
  }
};
