import type { Pace } from '../../../../fixtures/reference/index.ts';
import { wantedOf } from '../../../../load/comparison/wanted.ts';
import { CHANNELS } from '../../../../load/scenarios/settings.ts';
import type { Wanted } from '../../../../load/stats/compare/types.ts';

/** What the candidate of a setting is, beside a baseline of pace `own`. */
export type Setting = { name: string; change: 'none' | 'slower' | 'tail'; by: number; baseline: Pace; candidate: Pace };

const WORK = 640_000;
const WAIT = 5.5;

const services = [
  { service: 'processor', at: (factor: number): Pace => ({ work: Math.round(WORK * factor) }) },
  { service: 'waiting', at: (factor: number): Pace => ({ wait: WAIT * factor }) },
] as const;

/** About 0.6 ms of arithmetic on the machine that the table was made on, and 5.5 ms of waiting. */
export const settings: readonly Setting[] = services.flatMap(({ service, at }) => [
  { name: `${service}-same`, change: 'none', by: 0, baseline: at(1), candidate: at(1) },
  { name: `${service}-5`, change: 'slower', by: 0.05, baseline: at(1), candidate: at(1.05) },
  { name: `${service}-2`, change: 'slower', by: 0.02, baseline: at(1), candidate: at(1.02) },
  {
    name: `${service}-tail`,
    change: 'tail',
    by: 4,
    baseline: at(1),
    candidate: { ...at(1), slow: { oneIn: 50, times: 5 } },
  },
]);

/** What is asked of a setting: a small change needs a small margin, and more time. */
export function questionOf({ by, change }: Setting): { budget: number; wanted: Wanted[] } {
  const isSmall = change === 'slower' && by < 0.05;
  return {
    budget: isSmall ? 180 : 60,
    wanted: wantedOf(isSmall ? [{ metric: 'p50', channel: null, margin: by }] : [], CHANNELS),
  };
}
