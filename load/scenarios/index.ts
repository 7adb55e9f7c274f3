import { average } from './average.ts';
import { breakpoint } from './breakpoint.ts';
import type { Scenario } from './scenario.ts';
import { smoke } from './smoke.ts';
import { soak } from './soak.ts';
import { spike } from './spike.ts';
import { stress } from './stress.ts';

/** The scenarios of the open model, by name. */
export const scenarios = { smoke, average, stress, spike, soak, breakpoint } satisfies Record<string, Scenario>;
export type OpenScenario = keyof typeof scenarios;

/** `closed` has to be asked for by its name: its numbers hide every stall, since it sends nothing while it waits. */
export const closed = {
  about: 'closed model: so many virtual users, each sends when its last message is answered. It hides stalls',
  vus: 10,
  seconds: 30,
};

export const SCENARIOS = ['smoke', 'average', 'stress', 'spike', 'soak', 'breakpoint', 'closed'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];
