import { look } from '../judge.ts';
import { type Chunk, keyOf, type Look, type Schedule, type Wanted } from '../types.ts';

/**
 * All looks at some chunks: after how many of them "worse" and "not worse" were first said, which subjects were worse,
 * and how often the baseline differed from itself. It looks on after "not worse", so that no false alarm hides.
 */
export type Outcome = {
  worseAt: number | null;
  notWorseAt: number | null;
  worse: string[];
  control: number;
  last: Look | null;
};

export function outcomeOf(chunks: readonly Chunk[], wanted: readonly Wanted[], plan: Schedule): Outcome {
  const outcome: Outcome = { worseAt: null, notWorseAt: null, worse: [], control: 0, last: null };
  for (const [index, count] of plan.looks.entries()) {
    const seen = look(chunks.slice(0, count), wanted, plan, index);
    outcome.last = seen;
    if (seen.control.some(({ decision }) => decision === 'worse')) outcome.control += 1;
    if (seen.decision === 'notWorse') outcome.notWorseAt ??= count;
    if (seen.decision !== 'worse') continue;
    outcome.worseAt = count;
    outcome.worse = seen.rows.filter(({ decision }) => decision === 'worse').map(keyOf);
    return outcome;
  }
  return outcome;
}
