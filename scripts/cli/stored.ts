import type { Contract } from '../../contracts/clauses/contract.ts';
import type { Target } from '../../contracts/target/profile.ts';
import { comparable, type StoredRun } from '../../load/comparison/comparable.ts';
import { type Margin, wantedOf } from '../../load/comparison/wanted.ts';
import type { Load } from '../../load/sample.ts';
import { SCENARIOS } from '../../load/scenarios/index.ts';
import type { LoadSettings } from '../../load/wish.ts';
import type { OpenRun } from '../../reports/record/writer.ts';
import type { Progress } from './console.ts';
import type { Io } from './io.ts';
import { type LoadWish, measureLoad } from './load.ts';
import { machine } from './machine.ts';
import { version } from './version.ts';

export type StoredWish = {
  runs: readonly StoredRun[];
  metric?: readonly Margin[] | undefined;
  settings: LoadSettings;
  k6?: string | undefined;
};

/** Puts the candidate under the load of the stored runs, and appends what that is beside them. */
export async function measureAgainstStored(
  { runs, metric = [], settings, k6 }: StoredWish,
  { contract, target, seed }: { contract: Contract; target: Target; seed: number },
  run: OpenRun,
  progress: Progress,
  io: Io,
): Promise<void> {
  const now = {
    tool: { version },
    contract: { sha256: contract.document.sha256 },
    target: { name: target.name, baseUrl: target.baseUrl },
    startedAt: new Date().toISOString(),
    seed,
    machine: machine(),
  };
  // What is known beforehand is said before anything is sent.
  const known = likeness(runs, ({ load }) => ({ ...now, load }));
  const [model] = known.alike;
  if (model === undefined) return refuse(known.differences, run);
  const load = await measureLoad({ ...wishOf(model.load), settings, k6 }, { contract, target }, run, progress, io);
  if (load === null) return;
  const candidate = { ...now, load };
  const { alike, differences } = likeness(known.alike, () => candidate);
  if (alike.length === 0) return refuse(differences, run);
  const { storedComparison } = await import('../../load/comparison/stored.ts');
  const channels = load.channels.map(({ channel }) => channel);
  const { comparisons, experiment } = storedComparison(alike, candidate, wantedOf(metric, channels));
  const left = runs.length - alike.length;
  const notes = left === 0 ? [] : [`${left} of ${runs.length} stored runs cannot be compared with this one`];
  run.append({
    type: 'comparison',
    comparisons,
    experiment: { ...experiment, notes: [...experiment.notes, ...notes] },
  });
  progress.done(`comparison: ${experiment.text}`);
}

function likeness(
  runs: readonly StoredRun[],
  candidateFor: (run: StoredRun) => StoredRun,
): { alike: StoredRun[]; differences: string[] } {
  const judged = runs.map((one) => ({ one, differences: comparable(one, candidateFor(one)) }));
  return {
    alike: judged.filter(({ differences }) => differences.length === 0).map(({ one }) => one),
    differences: [...new Set(judged.flatMap(({ differences }) => differences))],
  };
}

function refuse(differences: readonly string[], run: OpenRun): void {
  const why = `the stored baseline differs in what matters: ${differences.join('; ')}`;
  const hint = 'store a baseline under these circumstances, or compare two profiles at once';
  run.append({ type: 'notRun', notRun: { what: 'comparison', why, hint } });
}

/** The load that was stored, to be made again. */
function wishOf({ scenario, model, stages, generator }: Load): Omit<LoadWish, 'settings'> {
  const name = SCENARIOS.find((one) => one === scenario) ?? 'smoke';
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0);
  if (model === 'closed') return { scenario: name, vus: generator.maxVUs, duration: generator.duration };
  return { scenario: name, rate: stages[0]?.rate, duration: Math.max(1, seconds) };
}
