import { shareInterval } from '../../interval.ts';
import { median } from '../../numbers.ts';
import { random } from '../../testing/random.ts';
import { chunksOf } from '../chunks.ts';
import { schedule } from '../schedule.ts';
import type { Metric, Wanted } from '../types.ts';
import { EFFECTS, WORLDS } from './cases.ts';
import { alike, drawn, heavy, type Noise, normal, stalling, WANTED } from './drawn.ts';
import { duet } from './duet.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

// `node load/stats/compare/testing/table.ts [runs] [drawn runs]`: how often simulated pairs are called what, for the manual.
const [runs, drawnRuns] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 500)];
const PLAN = schedule(90);
const CHANNELS = ['email', 'slack', 'live_chat', 'teams'];
const ALL: Wanted[] = [
  ...WANTED,
  { metric: 'cpu', channel: null, margin: 0.1, required: false },
  { metric: 'memory', channel: null, margin: 0.5, required: false },
  ...CHANNELS.flatMap((channel) =>
    (['p50', 'p90', 'p99', 'errors'] as const).map((metric) => ({ metric, channel, margin: 0.1, required: false })),
  ),
];
const NOISES: Record<string, Noise> = { normal, heavy, stalling, 'alike 0.3': alike(0.3), 'alike 0.5': alike(0.5) };
const SHIFTS: Record<string, (metric: Metric) => number> = {
  same: () => 0,
  '5 % slower': (metric) => (metric === 'p50' || metric === 'p90' || metric === 'p99' ? Math.log(1.05) : 0),
  '10 % slower': (metric) => (metric === 'p50' || metric === 'p90' || metric === 'p99' ? Math.log(1.1) : 0),
};

function line(name: string, outcomes: readonly Outcome[]): void {
  const of = outcomes.length;
  const worse = outcomes.filter(({ worseAt }) => worseAt !== null).length;
  const [low, high] = shareInterval([{ count: worse, of }]) ?? [0, 1];
  const spared = outcomes.filter(({ notWorseAt, worseAt }) => notWorseAt !== null && notWorseAt < (worseAt ?? 1e9));
  const at = (key: 'worseAt' | 'notWorseAt'): number | null => median(outcomes.flatMap((each) => each[key] ?? []));
  const subjects = [...new Set(outcomes.flatMap((each) => each.worse))].join(' ');
  const control = outcomes.filter((each) => each.control > 0).length;
  const share = (count: number): string => `${((100 * count) / of).toFixed(1)} %`;
  process.stdout.write(
    `${name} | worse ${share(worse)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}) at ${at('worseAt')} | ` +
      `not worse first ${share(spared.length)} at ${at('notWorseAt')} | control ${share(control)} | ${subjects}\n`,
  );
}

const times = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

for (const [noise, make] of drawnRuns === 0 ? [] : Object.entries(NOISES)) {
  for (const [name, shift] of Object.entries(SHIFTS)) {
    line(
      `drawn, ${noise}, ${name}`,
      times(drawnRuns).map((seed) => outcomeOf(drawn(random(seed * 7919 + 1), make, 90, shift), WANTED, PLAN)),
    );
  }
}
for (const [world, settings] of runs === 0 ? [] : Object.entries(WORLDS)) {
  for (const [name, { effect }] of Object.entries(EFFECTS)) {
    if (world !== 'quiet' && world !== 'crowded machine' && name !== 'same') continue;
    line(
      `answers, ${world}, ${name}`,
      // False alarms are rare: it takes more runs to see how rare.
      times(name === 'same' ? 5 * runs : runs).map((seed) => {
        const { answers, uses } = duet(settings, effect, { seconds: 180, rate: 400, seed: seed * 7919 + 1 });
        return outcomeOf(chunksOf(answers, { seconds: 2, from: 0, to: 180, block: 0.05, uses }), ALL, PLAN);
      }),
    );
  }
}
