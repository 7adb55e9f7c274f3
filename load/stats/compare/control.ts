import { normalQuantile } from '../probability.ts';
import { type Judged, judgedRow } from './row.ts';
import { type Chunk, keyOf, type Pair, type Row, type Wanted } from './types.ts';

/** Probability that a look finds the baseline different from itself by chance, in any row. */
const ERROR = 0.01;

/** The baseline's first stream against its second, in either direction; a row is "worse" when the two differ. */
export function controlRows(chunks: readonly Chunk[], wanted: readonly Wanted[]): Row[] {
  const subjects = wanted.filter(
    ({ metric, channel }) => channel === null && (metric === 'p50' || metric === 'p90' || metric === 'p99'),
  );
  const z = -normalQuantile(ERROR / 2 / Math.max(1, subjects.length));
  return subjects.map((subject) => {
    const pairs = chunks.flatMap(({ control }) => control.get(keyOf(subject)) ?? []);
    const judged = (each: readonly Pair[]): Judged =>
      judgedRow(subject, { pairs: each, requests: [], z, isWarming: false });
    const [one, other] = [judged(pairs), judged(pairs.map(mirrored))];
    const differs = [one, other].some(({ row, shrinks }) => row.decision === 'worse' || shrinks !== null);
    const isWithin = [one, other].every(({ row }) => row.decision === 'notWorse');
    return { ...one.row, decision: differs ? 'worse' : isWithin ? 'notWorse' : 'undecided' };
  });
}

function mirrored({ baseline, candidate, difference }: Pair): Pair {
  return { baseline: candidate, candidate: baseline, difference: -difference };
}
