import type { Scenario } from './scenario.ts';

/** Each step asks for twice as much; the last asks for the first again: does it recover? */
const STEPS = [1, 2, 4, 8, 1];

export const stress: Scenario = {
  about: 'the rate doubles three times and falls back: does throughput follow, and does it recover?',
  rate: 100,
  seconds: 75,
  parts: (rate, seconds) => STEPS.map((times) => ({ rate: rate * times, seconds: seconds / STEPS.length })),
};
