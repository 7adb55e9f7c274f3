import type { Scenario } from './scenario.ts';

/** One step of the search; `breakpoint.ts` of the harness decides from each which rate comes next. */
export const breakpoint: Scenario = {
  about: 'finds the highest rate that still meets the objectives: steps of --duration from --rate up, then held',
  rate: 50,
  seconds: 10,
  parts: (rate, seconds) => [{ rate, seconds }],
};
