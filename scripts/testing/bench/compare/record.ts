import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duetSettings } from '../../../../load/comparison/plan.ts';
import { collector, type Told } from '../../../../load/comparison/told.ts';
import { drive } from '../../../../load/drive.ts';
import { nodeEffects } from '../../../../load/effects.ts';
import type { FoundK6 } from '../../../../load/k6/find.ts';
import { withSession } from '../../../../load/session.ts';
import { withPair } from './pair.ts';
import type { Setting } from './settings.ts';

/** One pair of processes for some minutes: its answers behind the warm-up, in order. */
export type Stretch = readonly Told[];

export const RATE = 400;
/** Seconds that are kept of each pair of processes, and how many pairs there are: ten minutes in all. */
const SECONDS = 120;
const PAIRS = 5;
export const WARM_UP = 4;

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'results', 'bench-compare');
const fileOf = ({ name }: Setting): string => join(folder, `${name}.json`);

/** Ten minutes of a setting by fresh processes each two minutes, written to `results/bench-compare/`. */
export async function record(setting: Setting, k6: FoundK6, contract: unknown): Promise<void> {
  const stretches: Stretch[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const stretch = await withPair(setting, async (targets) => {
      const plan = { k6, contract, workDir: tmpdir() };
      return withSession(plan, nodeEffects(), async (session, control) => {
        const parts = [{ rate: RATE, seconds: SECONDS + WARM_UP }];
        const both = { baseline: targets.baseline.target, candidate: targets.candidate.target };
        const settings = duetSettings(both, parts, { seed: pair + 1, inBlocks: false, control });
        const told = collector(settings);
        const never = new AbortController().signal;
        await drive(session, settings, 'recording', nodeEffects(), { onSamples: told.add, stop: never });
        return told.answers;
      });
    });
    if (!Array.isArray(stretch)) throw new Error('nothing was measured');
    stretches.push(stretch.sort((a, b) => a.due - b.due));
    console.error(`${setting.name}: recorded ${pair + 1} of ${PAIRS}`);
  }
  await mkdir(folder, { recursive: true });
  await writeFile(fileOf(setting), JSON.stringify(stretches));
}

export async function recorded(setting: Setting): Promise<Stretch[]> {
  return JSON.parse(await readFile(fileOf(setting), 'utf8'));
}
