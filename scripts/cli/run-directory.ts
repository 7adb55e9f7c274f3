import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fromUser, type Io } from './io.ts';

/** Where a run is kept: `--out`, or `results/<time>-<command>`. */
export function runDirectory(io: Io, out: string | undefined, command: string, startedAt: Date): string {
  if (out !== undefined) return fromUser(io, out);
  const time = startedAt
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');
  const path = fromUser(io, join('results', `${time}-${command}`));
  // Two runs may begin in the same second.
  let free = path;
  for (let next = 2; existsSync(free); next += 1) free = `${path}-${next}`;
  return free;
}

/** Lets `results/latest` point at a run that was put where runs go when nothing else is said. */
export function markLatest(directory: string): void {
  const link = join(dirname(directory), 'latest');
  try {
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(basename(directory), link);
  } catch {
    // A convenience: where links are not allowed, or a directory of that name stands there, there is none.
  }
}
