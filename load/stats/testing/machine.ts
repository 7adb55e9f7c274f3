import type { Random } from './random.ts';

/** A noisy machine: how much slower than usual it is at a moment (milliseconds), and its pauses. */
export type Machine = { slowness: (ms: number) => number; pauses: Pause[] };
export type Pause = { start: number; end: number };

const STEP = 100;

/**
 * Load of neighbours as ln-noise that lasts for about two seconds (standard deviation `noise`), drift of up to 10 %
 * over the run, sometimes a step of up to 40 %, and a pause of 30 to 250 ms every half a minute or so.
 */
export function machine({ uniform, normal, exponential }: Random, ms: number, noise: number): Machine {
  const drift = (uniform() - 0.5) * 0.2;
  const step = uniform() < 0.2 ? { at: uniform() * ms, by: (uniform() - 0.3) * 0.6 } : { at: ms, by: 0 };
  const levels: number[] = [];
  let level = normal() * noise;
  for (let at = 0; at <= ms + STEP; at += STEP) {
    level = 0.95 * level + Math.sqrt(1 - 0.95 ** 2) * noise * normal();
    levels.push(Math.exp(level + (drift * at) / ms + (at > step.at ? step.by : 0)));
  }
  return {
    slowness: (at) => levels[Math.min(levels.length - 1, Math.max(0, Math.floor(at / STEP)))] ?? 1,
    pauses: pauses({ uniform, normal, exponential }, ms, 30_000, 30, 250),
  };
}

/** Pauses at random, one every so many milliseconds on average, of a length between two. */
export function pauses(
  { uniform, exponential }: Random,
  ms: number,
  every: number,
  least: number,
  most: number,
): Pause[] {
  const found: Pause[] = [];
  for (let at = exponential() * every; at < ms; at += most + exponential() * every) {
    found.push({ start: at, end: at + least + (most - least) * uniform() ** 2 });
  }
  return found;
}

/** How long something that comes at a moment has to wait for the pauses to end, milliseconds. */
export function waitFor(found: readonly Pause[], ms: number): number {
  return found.reduce((most, { start, end }) => (ms >= start && ms < end ? Math.max(most, end - ms) : most), 0);
}
