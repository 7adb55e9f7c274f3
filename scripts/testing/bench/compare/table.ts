import { shareInterval } from '../../../../load/stats/interval.ts';
import { random as seeded } from '../../../../load/stats/testing/random.ts';
import { chunksIn, experiment, planFor, type Verdict } from './experiments.ts';
import { p95Gate, rankGate } from './gates.ts';
import { recorded, type Stretch } from './record.ts';
import { questionOf, type Setting } from './settings.ts';
import { type Trial, triedOf } from './trials.ts';

const EXPERIMENTS = 1000;
/** Seconds that the rules of others get for each side. */
const MINUTE = 60;

/** The table of docs/comparing.md, in Markdown. */
export async function tableOf(settings: readonly Setting[]): Promise<string> {
  const rows: string[] = [];
  for (const setting of settings) {
    const stretches = await recorded(setting);
    const drawn = draw(setting, stretches);
    const tried = await triedOf(setting);
    const gates = gatesOf(stretches);
    rows.push(
      `| ${[titleOf(setting), ...verdictsOf(drawn), ...trialsOf(tried), percent(gates.p95), percent(gates.apart), percent(gates.together)].join(' | ')} |`,
    );
  }
  return [
    '| setting | worse | not worse | undecided | mean s | 95th s | live: worse, not worse, undecided | live mean s | p95 > 1.1 × | ranks, apart | ranks, together |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function titleOf({ name, by, change }: Setting): string {
  const service = name.startsWith('waiting') ? 'waiting' : 'processor';
  if (change === 'none') return `${service}, the same`;
  return change === 'tail' ? `${service}, one in 50 five times slower` : `${service}, ${by * 100} % slower`;
}

function draw(setting: Setting, stretches: readonly Stretch[]): Verdict[] {
  const { budget, wanted } = questionOf(setting);
  const sets = chunksIn(stretches);
  const random = seeded(20261126).uniform;
  const question = { wanted, plan: planFor(budget), alike: setting.change === 'none' };
  return Array.from({ length: EXPERIMENTS }, (_, at) => experiment(sets[at % sets.length] ?? [], question, random));
}

function verdictsOf(verdicts: readonly Verdict[]): string[] {
  const share = (decision: Verdict['decision']): string => {
    const count = verdicts.filter((one) => one.decision === decision).length;
    const [low, high] = shareInterval(verdicts.map((one) => ({ count: one.decision === decision ? 1 : 0, of: 1 }))) ?? [
      0, 1,
    ];
    const bounds = decision === 'worse' ? ` (${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)})` : '';
    return `${percent(count / verdicts.length)}${bounds}`;
  };
  const times = verdicts
    .filter(({ decision }) => decision !== 'undecided')
    .map(({ seconds }) => seconds)
    .sort((a, b) => a - b);
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  const late = times[Math.ceil(0.95 * times.length) - 1];
  return [share('worse'), share('notWorse'), share('undecided'), whole(mean), whole(late)];
}

function trialsOf(trials: readonly Trial[]): string[] {
  const count = (decision: Trial['decision']) => trials.filter((trial) => trial.decision === decision).length;
  const mean = trials.reduce((sum, { seconds }) => sum + seconds, 0) / trials.length;
  return [`${count('worse')}, ${count('notWorse')}, ${count('undecided') + count('notRun')}`, whole(mean)];
}

/** Shares of "worse": of a minute of the baseline and another of the candidate, and of the same minute of both. */
function gatesOf(stretches: readonly Stretch[]): { p95: number; apart: number; together: number } {
  const minutes = stretches.flatMap((stretch) => [minuteOf(stretch, 0), minuteOf(stretch, 1)]);
  const pairs = minutes.flatMap((one, i) =>
    minutes.flatMap((other, j) => (i === j ? [] : [[one.baseline, other.candidate] as const])),
  );
  const share = (verdicts: boolean[]) => verdicts.filter(Boolean).length / verdicts.length;
  return {
    p95: share(pairs.map(([a, b]) => p95Gate(a, b))),
    apart: share(pairs.map(([a, b]) => rankGate(a, b))),
    together: share(minutes.map(({ baseline, candidate }) => rankGate(baseline, candidate))),
  };
}

function minuteOf(stretch: Stretch, index: number): Record<'baseline' | 'candidate', number[]> {
  const found: Record<'baseline' | 'candidate', number[]> = { baseline: [], candidate: [] };
  const from = ((stretch.at(-1)?.due ?? 0) / 1000 - MINUTE * (2 - index)) * 1000;
  for (const { due, side, latency } of stretch) {
    if (latency !== null && due >= from && due < from + MINUTE * 1000) found[side].push(latency);
  }
  return found;
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
const whole = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(0);
