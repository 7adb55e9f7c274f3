import type { Scenario } from './scenario.ts';

export const soak: Scenario = {
  about: 'an ordinary rate for long: what grows, leaks or wears out? Ten minutes unless --duration says more',
  rate: 50,
  seconds: 600,
  parts: (rate, seconds) => [{ rate, seconds }],
};
