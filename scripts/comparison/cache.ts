import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from './result.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where tools are installed and results are kept; git ignores it. */
const cache = join(root, '.tools/comparison');
const resultsFile = join(cache, 'results.json');

/** The directory of a tool; its name has the version, so that another version is installed beside it. */
export function homeOf(name: string, version: string): string {
  return join(cache, `${name}-${version}`);
}

/** Installs into `home`, unless that was done; what broke off in the middle starts anew. */
export async function installOnce(home: string, install: () => Promise<void>): Promise<void> {
  const stamp = join(home, '.installed');
  if (existsSync(stamp)) return;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  await install();
  writeFileSync(stamp, '');
}

/** The results of earlier runs. */
export function readResults(): Result[] {
  return existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : [];
}

/** Keeps all results; a run that is ended in the middle of it leaves the earlier ones. */
export function writeResults(results: readonly Result[]): void {
  mkdirSync(cache, { recursive: true });
  const lines = results.map((result) => JSON.stringify(result));
  writeFileSync(`${resultsFile}.new`, `[\n${lines.join(',\n')}\n]\n`);
  renameSync(`${resultsFile}.new`, resultsFile);
}
