import { chunksOf } from '../../../../load/stats/compare/chunks.ts';
import { look } from '../../../../load/stats/compare/judge.ts';
import { schedule } from '../../../../load/stats/compare/schedule.ts';
import type { Answer, Chunk, Decision, Schedule, Wanted } from '../../../../load/stats/compare/types.ts';
import { type Stretch, WARM_UP } from './record.ts';

export type Verdict = { decision: Decision; seconds: number };

const CHUNK = 2;
/** Chunks that are drawn in a row, on average: what is alike in neighbours stays so. */
const IN_A_ROW = 10;

/** A chunk as it was, and as it would have been with the sides exchanged. */
export type Both = { straight: Chunk; swapped: Chunk };

/** The chunks of each recorded pair of processes. */
export function chunksIn(stretches: readonly Stretch[]): Both[][] {
  return stretches.map((stretch) => {
    const last = (stretch.at(-1)?.due ?? 0) / 1000;
    const to = WARM_UP + Math.floor((last - WARM_UP) / CHUNK) * CHUNK;
    const cut = { seconds: CHUNK, from: WARM_UP, to, block: 0.05, uses: [] };
    const swapped = chunksOf(stretch.map(exchanged), cut);
    return chunksOf(stretch, cut).flatMap((straight, at) => {
      const other = swapped[at];
      return other === undefined ? [] : [{ straight, swapped: other }];
    });
  });
}

function exchanged(answer: Answer): Answer {
  return { ...answer, side: answer.side === 'baseline' ? 'candidate' : 'baseline' };
}

/** The looks that a budget in seconds allows. */
export function planFor(budget: number): Schedule {
  return schedule(Math.floor((budget - WARM_UP) / CHUNK));
}

/**
 * A whole comparison with looks and early stopping on chunks that are drawn from one pair of processes: the stationary
 * bootstrap of Politis & Romano, JASA 89 (1994). `alike`: for each stretch that is drawn a coin says which side is called
 * the candidate, so that there is nothing to be found, whatever these few minutes happened to show.
 */
export function experiment(
  chunks: readonly Both[],
  { wanted, plan, alike }: { wanted: readonly Wanted[]; plan: Schedule; alike: boolean },
  random: () => number,
): Verdict {
  const drawn = draw(chunks, plan.looks.at(-1) ?? 0, alike, random);
  for (const [index, count] of plan.looks.entries()) {
    const { decision } = look(drawn.slice(0, count), wanted, plan, index);
    if (decision !== 'undecided') return { decision, seconds: WARM_UP + count * CHUNK };
  }
  return { decision: 'undecided', seconds: WARM_UP + drawn.length * CHUNK };
}

function draw(chunks: readonly Both[], count: number, alike: boolean, random: () => number): Chunk[] {
  let place = -1;
  let isSwapped = false;
  return Array.from({ length: count }, (_, at) => {
    if (place < 0 || random() < 1 / IN_A_ROW) {
      place = Math.floor(random() * chunks.length);
      isSwapped = alike && random() < 0.5;
    } else place = (place + 1) % chunks.length;
    const both = chunks[place];
    if (both === undefined) throw new Error('nothing is recorded');
    return { ...(isSwapped ? both.swapped : both.straight), start: WARM_UP + at * CHUNK };
  });
}
