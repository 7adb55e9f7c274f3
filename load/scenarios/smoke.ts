import type { Scenario } from './scenario.ts';

export const smoke: Scenario = {
  about: 'a low, constant rate for some seconds: does it answer, rightly, and how fast when it is not pressed?',
  rate: 50,
  seconds: 10,
  parts: (rate, seconds) => [{ rate, seconds }],
};
