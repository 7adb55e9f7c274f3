import { by } from '../numbers.ts';
import { countPairs, type Divide, latencyPairs, tailPair } from './metrics.ts';
import { type Answer, type Chunk, keyOf, type Metric, type Pair, type Use } from './types.ts';
import { type Told, told, usePairs } from './use.ts';

/**
 * Seconds: `seconds` is the length of a chunk, `block` the least of the parts in it that are compared one by one. Where
 * the two are driven in turns, a part must hold both.
 */
export type Cut = { seconds: number; from: number; to: number; block: number; uses: readonly Use[] };

/** Right answers of each side that a chunk must have so that it shows a 99th percentile. */
const FEWEST = 50;

/** Where a chunk keeps how many requests there were of each side: not judged, but shares rest on it. */
export const requestsOf = (channel: string | null): string => (channel === null ? 'requests' : `${channel}.requests`);

/** The whole chunks between two seconds, with all that they show of each channel and of all together. */
export function chunksOf(answers: readonly Answer[], cut: Cut): Chunk[] {
  const channels = [null, ...new Set(answers.map(({ channel }) => channel))];
  const uses = told(cut.uses);
  return filled(answers, cut).map((own, at) => {
    const start = cut.from + at * cut.seconds;
    return { start, pairs: pairsOf(own, channels, start, cut, uses), control: controlOf(own, start, cut) };
  });
}

function filled(answers: readonly Answer[], { from, to, seconds }: Cut): Answer[][] {
  // (0.3 - 0) / 0.1 is a little less than 3.
  const chunks = Array.from({ length: Math.max(0, Math.floor((to - from) / seconds + 1e-9)) }, (): Answer[] => []);
  for (const answer of answers) chunks[Math.floor((answer.due / 1000 - from) / seconds)]?.push(answer);
  return chunks;
}

function pairsOf(
  answers: readonly Answer[],
  channels: readonly (string | null)[],
  start: number,
  cut: Cut,
  uses: Told,
): Map<string, Pair> {
  const named = by(answers, ({ channel }) => channel);
  const pairs = new Map<string, Pair>();
  for (const channel of channels) {
    const own = channel === null ? answers : (named.get(channel) ?? []);
    const add = (metric: Metric, pair: Pair | null): void => {
      if (pair !== null) pairs.set(keyOf({ metric, channel }), pair);
    };
    const counts = countPairs(own, cut.seconds);
    const latencies = latencyPairs(own, divider(own, start, cut), cut.seconds, FEWEST);
    for (const metric of ['p50', 'p90', 'p99'] as const) add(metric, latencies[metric]);
    add('tail', tailPair(own, FEWEST, latencies.p50?.difference ?? 0));
    add('errors', counts?.errors ?? null);
    add('throughput', counts?.throughput ?? null);
    if (counts !== null) pairs.set(requestsOf(channel), counts.requests);
    if (channel !== null) continue;
    const used = usePairs(uses, start, start + cut.seconds, own);
    add('cpu', used.cpu);
    add('memory', used.memory);
  }
  return pairs;
}

/** The baseline's first stream in the baseline's place, its second in the candidate's; each has half of the requests. */
function controlOf(answers: readonly Answer[], start: number, cut: Cut): Map<string, Pair> {
  const own = answers.flatMap((answer): Answer[] =>
    answer.side === 'candidate' ? [] : [{ ...answer, side: answer.stream === 0 ? 'baseline' : 'candidate' }],
  );
  const pairs = latencyPairs(own, divider(own, start, cut), cut.seconds, FEWEST / 2);
  return new Map(Object.entries(pairs).flatMap(([key, pair]) => (pair === null ? [] : [[key, pair] as const])));
}

/** Divides a chunk into parts of whole blocks; what is left at its end goes to the last. */
function divider(answers: readonly Answer[], start: number, { seconds, block }: Cut): Divide {
  return (wanted) => {
    const length = block * Math.max(1, Math.ceil(wanted / block - 1e-9));
    const parts = Array.from({ length: Math.max(1, Math.floor(seconds / length + 1e-9)) }, (): Answer[] => []);
    for (const answer of answers) {
      const at = Math.floor((answer.due / 1000 - start) / length);
      parts[Math.min(parts.length - 1, Math.max(0, at))]?.push(answer);
    }
    return parts;
  };
}
