import type { Scenario } from './scenario.ts';

export const average: Scenario = {
  about: 'the load of an ordinary day, at a constant rate for a minute: how fast is it, and does it stay so?',
  rate: 100,
  seconds: 60,
  parts: (rate, seconds) => [{ rate, seconds }],
};
