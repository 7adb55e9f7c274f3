import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runComparison } from '../../../../load/comparison/run.ts';
import type { FoundK6 } from '../../../../load/k6/find.ts';
import type { Decision } from '../../../../load/stats/compare/types.ts';
import { withPair } from './pair.ts';
import { questionOf, type Setting } from './settings.ts';

/** A comparison as a user makes it: fresh processes, a pilot, and the time from its start to the verdict. */
export type Trial = { decision: Decision | 'notRun'; seconds: number; text: string };

const TRIALS = 10;

const fileOf = ({ name }: Setting): string =>
  join(import.meta.dirname, '..', '..', '..', '..', 'results', 'bench-compare', `${name}.trials.json`);

/** Ten of them, written beside the recordings. */
export async function trials(setting: Setting, k6: FoundK6, contract: unknown): Promise<void> {
  const { budget, wanted } = questionOf(setting);
  const found: Trial[] = [];
  for (let seed = 1; seed <= TRIALS; seed += 1) {
    const trial = await withPair(setting, async (pair): Promise<Trial> => {
      const start = performance.now();
      const plan = { ...pair, budget, wanted, oneAtATime: false, seed, k6, contract, workDir: tmpdir() };
      const outcome = await runComparison(plan);
      const seconds = (performance.now() - start) / 1000;
      if (outcome.kind === 'notRun') return { decision: 'notRun', seconds, text: outcome.why };
      return { decision: outcome.experiment.decision, seconds, text: outcome.experiment.text };
    });
    console.error(`${setting.name}: ${trial.decision} after ${trial.seconds.toFixed(0)} s: ${trial.text}`);
    found.push(trial);
  }
  await mkdir(dirname(fileOf(setting)), { recursive: true });
  await writeFile(fileOf(setting), JSON.stringify(found, null, 1));
}

export async function triedOf(setting: Setting): Promise<Trial[]> {
  return JSON.parse(await readFile(fileOf(setting), 'utf8'));
}
