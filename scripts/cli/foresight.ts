import type { Comparison } from '../../load/comparison/record.ts';
import { nameOf, sizeText } from '../../load/stats/compare/words.ts';
import { span } from '../../load/stats/words.ts';
import { type CompareWish, compared } from './compare.ts';
import { openProgress } from './console.ts';
import { noAnswer } from './errors.ts';
import type { Io } from './io.ts';
import type { CommonOptions } from './options.ts';

/** What could be seen of one subject within a budget, by a short measurement. */
export type Foresight = Pick<Comparison, 'metric' | 'channel' | 'threshold' | 'required' | 'neededSeconds'> & {
  /** The smallest change that would be called worse nine times in ten, within the budget; null: not known. */
  detectable: number | null;
};

/** Seconds of the short measurement: as many chunks as a first look takes, and a warm-up. */
const SHORT = 32;

/** Measures for half a minute and says what a whole comparison could see. 0: all that is required; else 3. */
export async function foresee(
  wish: CompareWish,
  subject: Parameters<typeof compared>[1],
  { json, quiet }: CommonOptions,
  io: Io,
): Promise<number> {
  const progress = await openProgress(io, quiet);
  try {
    const outcome = await compared({ ...wish, budget: Math.min(SHORT, wish.budget) }, subject, progress, io);
    if (outcome.kind === 'notRun') throw noAnswer(outcome.why, outcome.hint);
    const found = foresights(outcome.comparisons, outcome.experiment.seconds, wish.budget);
    progress.stop();
    io.stdout.write(json ? `${JSON.stringify(found)}\n` : foresightText(found, wish.budget));
    return found.every((one) => !one.required || isSeen(one)) ? 0 : 3;
  } finally {
    progress.stop();
  }
}

/** What comparisons after so many seconds say about a budget: an interval narrows with the square root of time. */
export function foresights(comparisons: readonly Comparison[], seconds: number, budget: number): Foresight[] {
  return comparisons.map(({ metric, channel, threshold, required, neededSeconds, detectable }) => {
    const seen = detectable === null || seconds <= 0 ? null : detectable * Math.sqrt(Math.min(1, seconds / budget));
    return { metric, channel, threshold, required, neededSeconds, detectable: seen };
  });
}

/** A line for each. */
export function foresightText(found: readonly Foresight[], budget: number): string {
  return found.map((one) => `${lineOf(one, budget)}\n`).join('');
}

const isSeen = ({ detectable, threshold }: Foresight): boolean => detectable !== null && detectable <= threshold;

function lineOf(one: Foresight, budget: number): string {
  const { metric, threshold, detectable, neededSeconds, required } = one;
  const margin = `${nameOf(one)}, margin ${sizeText(metric, threshold)}${required ? '' : ' (watched)'}`;
  if (detectable === null) return `  ? ${margin}: not known, too little was seen`;
  const takes = neededSeconds === null ? '' : `; the margin takes about ${span(neededSeconds)}`;
  return `  ${isSeen(one) ? '✓' : '✗'} ${margin}: ${sizeText(metric, detectable)} can be seen in ${span(budget)}${takes}`;
}
