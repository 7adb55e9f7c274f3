import { machine, type Pause, pauses, waitFor } from '../../testing/machine.ts';
import { type Random, random } from '../../testing/random.ts';
import { type Answer, SIDES, type Use } from '../types.ts';

/** Two alike services on one machine. All numbers but `p50` are in ln or shares. */
export type World = {
  /** Milliseconds. */
  p50: number;
  /** Of latencies that do not differ by moment. */
  spread: number;
  /** Load of neighbours, which both meet at the same time; with it come drift, steps and pauses of the machine. */
  noise: number;
  /** What each side meets alone, lasting for about two seconds. */
  own: number;
  /** Drift from the start to the end, as through a day. */
  ramp: number;
  /** One of four instances of each side is so much slower. */
  slowInstance: number;
  /** So many requests take ten to a thousand times as long. */
  heavy: number;
  /** Pauses of each side alone, as of its garbage collector: one every so many milliseconds. */
  pauseEvery: number;
};

export const QUIET: World = {
  p50: 6,
  spread: 0.3,
  noise: 0.1,
  own: 0,
  ramp: 0,
  slowInstance: 0,
  heavy: 0,
  pauseEvery: Number.POSITIVE_INFINITY,
};

/** What the candidate does otherwise: the latency that a request has then, ms; null: no right answer. */
export type Effect = (request: { latency: number; due: number; channel: string; uniform: number }) => number | null;

export const SAME: Effect = ({ latency }) => latency;

const CHANNELS = ['email', 'slack', 'live_chat', 'teams'];
const CPU_SHARE = 0.3;
const MIB = 1024 * 1024;

/** Answers of both, driven at the same time in coin-flip order: `rate` requests a second in all. */
export function duet(
  world: World,
  effect: Effect,
  { seconds, rate, seed }: { seconds: number; rate: number; seed: number },
): { answers: Answer[]; uses: Use[] } {
  const dice = random(seed);
  const common = machine(dice, seconds * 1000, world.noise);
  const own = { baseline: levels(dice, seconds, world.own), candidate: levels(dice, seconds, world.own) };
  const stops = { baseline: stopsOf(dice, seconds, world), candidate: stopsOf(dice, seconds, world) };
  const used = { baseline: 0, candidate: 0 };
  const answers: Answer[] = [];
  const uses: Use[] = [];
  for (let pair = 0; pair < (seconds * rate) / 2; pair += 1) {
    const order = dice.uniform() < 0.5 ? SIDES : [...SIDES].reverse();
    const channel = CHANNELS[pair % 4] ?? '';
    const stream = (Math.floor(pair / 4) + (hashed(Math.floor(pair / 8), pair % 4) ? 1 : 0)) % 2 === 0 ? 0 : 1;
    for (const [at, side] of order.entries()) {
      const due = ((2 * pair + at) * 1000) / rate;
      const slow =
        common.slowness(due) * Math.exp((own[side][Math.floor(due / 200)] ?? 0) + (world.ramp * due) / seconds / 1000);
      const instance = dice.uniform() < 0.25 ? 1 + world.slowInstance : 1;
      const rare = dice.uniform() < world.heavy ? 10 / (dice.uniform() + 0.01) : 1;
      const work = world.p50 * Math.exp(world.spread * dice.normal()) * instance * rare;
      const latency = Math.max(waitFor(common.pauses, due), waitFor(stops[side], due)) + work * slow;
      used[side] += (CPU_SHARE * world.p50 * slow) / 1000;
      const seen = side === 'baseline' ? latency : effect({ latency, due, channel, uniform: dice.uniform() });
      answers.push({ due, side, stream, channel, latency: seen });
    }
    if (pair % Math.round(rate / 2) === 0) {
      for (const side of SIDES) {
        uses.push({ second: (2 * pair) / rate, side, cpu: used[side], memory: 100 * MIB + dice.uniform() * 10 * MIB });
      }
    }
  }
  return { answers, uses };
}

function levels({ normal }: Random, seconds: number, own: number): number[] {
  let level = normal() * own;
  return Array.from({ length: seconds * 5 + 1 }, () => {
    level = 0.9 * level + Math.sqrt(1 - 0.9 ** 2) * own * normal();
    return level;
  });
}

const stopsOf = (dice: Random, seconds: number, { pauseEvery }: World): Pause[] =>
  pauseEvery === Number.POSITIVE_INFINITY ? [] : pauses(dice, seconds * 1000, pauseEvery, 10, 80);

/** A coin of two numbers. */
const hashed = (a: number, b: number): boolean => (Math.imul(a * 8 + b + 1, 0x9e3779b1) >>> 16) % 2 === 0;
