import { chunksOf } from '../../../../load/stats/compare/chunks.ts';
import { look, schedule } from '../../../../load/stats/compare/judge.ts';
import type { Answer, Chunk, Decision, Schedule, Wanted } from '../../../../load/stats/compare/types.ts';
import { type Stretch, WARM_UP } from './record.ts';

export type Verdict = { decision: Decision; seconds: number };

const CHUNK = 2;
/** Chunks that are drawn in a row, on average: what is alike in neighbours stays so. */
const IN_A_ROW = 10;

/** The chunks of each recorded pair of processes; `swapped`: with the sides exchanged, for two that are alike. */
export function chunksIn(stretches: readonly Stretch[], swapped: boolean): Chunk[][] {
  return stretches.map((stretch) => {
    const answers: readonly Answer[] = swapped
      ? stretch.map((answer) => ({ ...answer, side: answer.side === 'baseline' ? 'candidate' : 'baseline' }))
      : stretch;
    const last = (answers.at(-1)?.due ?? 0) / 1000;
    const to = WARM_UP + Math.floor((last - WARM_UP) / CHUNK) * CHUNK;
    return chunksOf(answers, { seconds: CHUNK, from: WARM_UP, to, block: 0.25, uses: [] });
  });
}

/** The looks that a budget in seconds allows. */
export function planFor(budget: number): Schedule {
  return schedule(Math.floor((budget - WARM_UP) / CHUNK));
}

/**
 * A whole comparison with looks and early stopping on chunks that are drawn from one pair of processes: the stationary
 * bootstrap of Politis & Romano, JASA 89 (1994).
 */
export function experiment(
  chunks: readonly Chunk[],
  wanted: readonly Wanted[],
  plan: Schedule,
  random: () => number,
): Verdict {
  const drawn = draw(chunks, plan.looks.at(-1) ?? 0, random);
  for (const [index, count] of plan.looks.entries()) {
    const { decision } = look(drawn.slice(0, count), wanted, plan, index);
    if (decision !== 'undecided') return { decision, seconds: WARM_UP + count * CHUNK };
  }
  return { decision: 'undecided', seconds: WARM_UP + drawn.length * CHUNK };
}

function draw(chunks: readonly Chunk[], count: number, random: () => number): Chunk[] {
  let place = Math.floor(random() * chunks.length);
  return Array.from({ length: count }, (_, at) => {
    place = random() < 1 / IN_A_ROW ? Math.floor(random() * chunks.length) : (place + 1) % chunks.length;
    const chunk = chunks[place];
    if (chunk === undefined) throw new Error('nothing is recorded');
    return { ...chunk, start: WARM_UP + at * CHUNK };
  });
}
