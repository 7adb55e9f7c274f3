import type { Sample } from '../output.ts';
import type { Settings } from '../scenarios/settings.ts';
import { chunksOf } from '../stats/compare/chunks.ts';
import { look } from '../stats/compare/judge.ts';
import type { Chunk, Look, Schedule, Side, Use, Wanted } from '../stats/compare/types.ts';
import { warmUp } from '../stats/warm-up.ts';
import { collector, type Told } from './told.ts';

/** What was seen of a comparison, and what it comes to. */
export type Seen = {
  answers: readonly Told[];
  /** Seconds of the run that are judged: whole chunks behind the warm-up. */
  from: number;
  to: number;
  warmUp: Readonly<Record<Side, number>>;
  chunks: readonly Chunk[];
  look: Look;
  /** All looks until then, the last among them. */
  looks: readonly { chunks: number; seconds: number; decision: Look['decision'] }[];
};

export type Question = {
  settings: Settings;
  wanted: readonly Wanted[];
  schedule: Schedule;
  chunkSeconds: number;
  /** Seconds in which both sides are sent the same: a pair of blocks, or in a duet a few requests. */
  block: number;
  /** What the targets told of themselves until now, in seconds of the run. */
  uses: () => readonly Use[];
};

/** Seconds at the start that are never judged: connections are made, code is loaded. */
export const SHORTEST_WARM_UP = 2;

/** A warm-up fades out: of what one side has found, the last is hidden in the noise, but not where two are compared. */
const LONGER = 1.5;

/** Takes samples as they come and looks at them when the schedule says so; `onDecided` is called once, as soon as enough is known. */
export function watching(
  question: Question,
  onDecided: () => void,
): { onSamples: (samples: readonly Sample[]) => void; finish: () => Seen } {
  const { schedule } = question;
  const told = collector(question.settings);
  const looks: Seen['looks'][number][] = [];
  let next = 0;
  let decided: Seen | null = null;
  let seen = 0;
  return {
    onSamples(samples) {
      told.add(samples);
      const complete = told.complete();
      if (decided !== null || complete === seen) return;
      seen = complete;
      const most = Math.floor((complete - SHORTEST_WARM_UP) / question.chunkSeconds);
      if (most < (schedule.looks[next] ?? Number.POSITIVE_INFINITY)) return;
      const now = stretch(question, told.answers, complete);
      if (now.chunks < (schedule.looks[next] ?? Number.POSITIVE_INFINITY)) return;
      // The last look is for the end, when stragglers have come in.
      while ((schedule.looks[next + 1] ?? Number.POSITIVE_INFINITY) <= now.chunks) next += 1;
      if (next >= schedule.looks.length - 1) return;
      const found = judge(question, told.answers, now, next, looks);
      next += 1;
      if (found.look.decision === 'undecided') return;
      decided = found;
      onDecided();
    },
    finish() {
      if (decided !== null) return decided;
      const now = stretch(question, told.answers, told.ended());
      const index = schedule.looks.findIndex((count) => count >= now.chunks);
      return judge(question, told.answers, now, index < 0 ? schedule.looks.length - 1 : index, looks);
    },
  };
}

type Stretch = Pick<Seen, 'from' | 'to' | 'warmUp'> & { chunks: number };

/** Which seconds can be judged: behind the longer of both sides' warm-ups, as far as all is known. */
function stretch({ chunkSeconds }: Question, answers: readonly Told[], complete: number): Stretch {
  const known = answers.filter(({ due }) => due < complete * 1000);
  const warm = { baseline: warmUpOf(known, 'baseline', complete), candidate: warmUpOf(known, 'candidate', complete) };
  const from = Math.max(SHORTEST_WARM_UP, Math.ceil(LONGER * Math.max(warm.baseline, warm.candidate)));
  const chunks = Math.max(0, Math.floor((complete - from) / chunkSeconds));
  return { from, to: from + chunks * chunkSeconds, warmUp: warm, chunks };
}

function warmUpOf(answers: readonly Told[], side: Side, seconds: number): number {
  const bySecond = Array.from({ length: seconds }, (): number[] => []);
  for (const answer of answers) {
    if (answer.side === side && answer.latency !== null) bySecond[Math.floor(answer.due / 1000)]?.push(answer.latency);
  }
  return warmUp(bySecond.map((latencies, second) => ({ second, p50: medianOf(latencies) }))).seconds;
}

function medianOf(values: number[]): number | null {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}

function judge(
  { wanted, schedule, chunkSeconds, block, uses }: Question,
  answers: readonly Told[],
  { from, to, warmUp: warm }: Stretch,
  index: number,
  looks: Seen['looks'][number][],
): Seen {
  const judged = answers.filter(({ due }) => due >= from * 1000 && due < to * 1000);
  const chunks = chunksOf(judged, { seconds: chunkSeconds, from, to, block, uses: uses() });
  const found = look(chunks, wanted, schedule, index);
  looks.push({ chunks: chunks.length, seconds: to, decision: found.decision });
  return { answers: judged, from, to, warmUp: warm, chunks, look: found, looks: [...looks] };
}
