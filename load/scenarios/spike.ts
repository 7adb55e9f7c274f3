import type { Scenario } from './scenario.ts';

export const spike: Scenario = {
  about: 'ten times the rate for a sixth of the time, out of nothing: what becomes of it, and of what comes after?',
  rate: 50,
  seconds: 60,
  parts: (rate, seconds) => [
    { rate, seconds: seconds / 3 },
    { rate: rate * 10, seconds: seconds / 6 },
    { rate, seconds: seconds / 2 },
  ],
};
