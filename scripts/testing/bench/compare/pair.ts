import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { targetOf } from '../../../../contracts/target/profile.ts';
import type { Pace } from '../../../../fixtures/reference/index.ts';
import type { Compared } from '../../../../load/comparison/types.ts';
import { loadContract } from '../../../cli/inputs.ts';
import { loadTargetOf } from '../../../cli/load.ts';
import type { Setting } from './settings.ts';

/** Calls `use` with two fresh processes of the reference implementation, and ends them. */
export async function withPair<T>(
  { baseline, candidate }: Pick<Setting, 'baseline' | 'candidate'>,
  use: (pair: { baseline: Compared; candidate: Compared }) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'sendproof-pair-'));
  const children: ChildProcess[] = [];
  const start = async (name: string, pace: Pace): Promise<Compared> => {
    const file = join(scratch, `${name}.json`);
    const program = join(import.meta.dirname, 'server.ts');
    const child = spawn(process.execPath, [program, file, JSON.stringify(pace)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const { env } = JSON.parse(String(line));
    const checked = targetOf(JSON.parse(await readFile(file, 'utf8')), env);
    if (!('target' in checked)) throw new Error(`the profile of ${name} is not valid`);
    const { target } = checked;
    return {
      name,
      target: loadTargetOf(target, loadContract()),
      loopback: target.loopback,
      metrics: target.profile.metrics,
    };
  };
  try {
    return await use({ baseline: await start('baseline', baseline), candidate: await start('candidate', candidate) });
  } finally {
    for (const child of children) child.kill();
    await rm(scratch, { recursive: true, force: true });
  }
}
