import { requestsOf } from './chunks.ts';
import { controlRows } from './control.ts';
import { judgedRow } from './row.ts';
import { bounds } from './schedule.ts';
import {
  type Chunk,
  type Decision,
  keyOf,
  type Look,
  type Metric,
  type Row,
  type Schedule,
  type Subject,
  type Wanted,
} from './types.ts';
import { warms } from './warming.ts';
import { whyUndecided } from './why.ts';

/**
 * Judges all chunks so far, at look `index` of the schedule. However many subjects and looks there are, a run of two
 * alike is called worse with probability `alpha` at most: boundaries for each subject (see `bounds`), whose errors add
 * up. While the baseline differs from itself nothing is decided.
 */
export function look(chunks: readonly Chunk[], wanted: readonly Wanted[], plan: Schedule, index: number): Look {
  const zs = bounds(wanted, plan, index);
  const isWarming = warms(chunks.flatMap(({ pairs }) => pairs.get(keyOf(MEDIAN))?.difference ?? []));
  const judged = wanted.map((subject, at) => {
    const showing = chunks.flatMap(({ pairs }) => {
      const pair = pairs.get(keyOf(subject));
      return pair === undefined ? [] : [{ pair, requests: pairs.get(requestsOf(subject.channel)) }];
    });
    const requests = showing.map((each) => each.requests ?? NO_REQUESTS);
    return judgedRow(subject, {
      pairs: showing.map(({ pair }) => pair),
      requests,
      z: zs[at] ?? Number.POSITIVE_INFINITY,
      isWarming: isWarming && LATENCY.includes(subject.metric),
    });
  });
  const rows = judged.map(({ row }) => row);
  const control = controlRows(chunks, wanted);
  const decision = control.some((row) => row.decision === 'worse') ? 'undecided' : decisionOf(rows);
  return { rows, control, decision, why: decision === 'undecided' ? whyUndecided(judged, control) : null };
}

/** The quietest that tells of a warm-up. */
const MEDIAN: Subject = { metric: 'p50', channel: null };
/** What a warm-up makes worse. */
const LATENCY: readonly Metric[] = ['p50', 'p90', 'p99', 'tail', 'cpu'];
const NO_REQUESTS = { baseline: 0, candidate: 0, difference: 0 };

/** Of the whole: worse as soon as one row is; not worse when every required one is not, and there is one. */
export function decisionOf(rows: readonly Pick<Row, 'decision' | 'required'>[]): Decision {
  if (rows.some(({ decision }) => decision === 'worse')) return 'worse';
  const required = rows.filter((row) => row.required);
  return required.length > 0 && required.every(({ decision }) => decision === 'notWorse') ? 'notWorse' : 'undecided';
}
