import type { Judged } from './row.ts';
import type { Row, Subject } from './types.ts';
import { METRIC_WORDS, nameOf, sizeText } from './words.ts';

/** Why nothing is decided: the gravest reason alone. */
export function whyUndecided(judged: readonly Judged[], control: readonly Row[]): string {
  const differing = control.filter(({ decision }) => decision === 'worse');
  if (differing.length > 0) {
    return `the baseline differs from itself: ${differing.map((row) => `${nameOf(row)} by ${sizeText(row.metric, row.change ?? 0)}`).join(', ')}`;
  }
  const shrinking = judged.flatMap(({ row, shrinks }) =>
    shrinks === null
      ? []
      : [
          `the difference of ${nameOf(row)} shrinks from ${sizeText(row.metric, shrinks[0])} to ${endOf(row, shrinks[1])}`,
        ],
  );
  if (shrinking.length > 0) return `${shrinking.join(', ')}: one side was still warming up`;
  const open = judged.flatMap(({ row }) => (row.required && row.decision === 'undecided' ? [openText(row)] : []));
  return open.length > 0 ? open.join('; ') : 'nothing is required';
}

function openText(row: Row): string {
  const { interval, detectable, metric, margin } = row;
  if (row.chunks === 0) return `${nameOf(row)} was not measured`;
  if (interval === null || detectable === null) return `${nameOf(row)}: too few chunks of time to tell`;
  const limit = `${sizeText(row.metric, margin)} is the margin`;
  if (interval[1] >= margin)
    return `${nameOf(row)} could be up to ${sizeText(row.metric, interval[1])} ${METRIC_WORDS[metric].worse}; ${limit}`;
  return `${nameOf(row)}: only a change of ${sizeText(row.metric, detectable)} would have been seen; ${limit}`;
}

const endOf = (subject: Subject, change: number): string =>
  change <= 0 ? 'nothing' : sizeText(subject.metric, change);
