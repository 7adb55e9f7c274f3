import { type Effect, QUIET, SAME, type World } from './duet.ts';

/** Worlds in which two alike services must not be told apart. */
export const WORLDS: Record<string, World> = {
  quiet: QUIET,
  'crowded machine': { ...QUIET, noise: 0.25 },
  'noise of each side alone': { ...QUIET, own: 0.05 },
  'a ramp to half as slow again': { ...QUIET, ramp: 0.4 },
  'one slow instance of four': { ...QUIET, slowInstance: 0.5 },
  'heavy tail': { ...QUIET, heavy: 0.02 },
  'pauses of each side alone': { ...QUIET, pauseEvery: 3000 },
};

const slower =
  (by: number): Effect =>
  ({ latency }) =>
    latency * (1 + by);
const sometimes =
  (share: number, times: number): Effect =>
  ({ latency, uniform }) =>
    uniform < share ? latency * times : latency;
const failing =
  (share: number): Effect =>
  ({ latency, uniform }) =>
    uniform < share ? null : latency;

/** What a candidate does worse, and whether it is to be called so. */
export const EFFECTS: Record<string, { effect: Effect; says: 'worse' | 'notWorse' | null }> = {
  same: { effect: SAME, says: 'notWorse' },
  '2 % slower': { effect: slower(0.02), says: null },
  '5 % slower': { effect: slower(0.05), says: 'worse' },
  '10 % slower': { effect: slower(0.1), says: 'worse' },
  '5 % faster': { effect: slower(-0.05), says: 'notWorse' },
  'one in 50 5 x slower': { effect: sometimes(0.02, 5), says: 'worse' },
  'one in 200 5 x slower': { effect: sometimes(0.005, 5), says: 'worse' },
  'one in 200 fails': { effect: failing(0.005), says: 'worse' },
  'one in 1000 fails': { effect: failing(0.001), says: null },
  'one burst of 1 s fails': {
    effect: ({ latency, due }) => (due >= 9000 && due < 10_000 ? null : latency),
    says: null,
  },
  'email 20 % slower': {
    effect: ({ latency, channel }) => (channel === 'email' ? latency * 1.2 : latency),
    says: 'worse',
  },
  'warming up, 30 % falling over 10 s': {
    effect: ({ latency, due }) => latency * (1 + 0.3 * Math.exp(-due / 10_000)),
    says: null,
  },
};
