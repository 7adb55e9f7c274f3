import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { isObject, property, text } from '../../../../contracts/clauses/json.ts';
import type { Pair } from './pair.ts';

export const version = '1.35.0';
const root = join(import.meta.dirname, '..', '..', '..', '..');
const home = join(root, '.tools', `oasdiff-${version}`);
const program = join(home, 'oasdiff');

/** Settings that its help advises for documents as ours are: parts of `allOf`, parameters of paths, 3.0 against 3.1. */
function settingsFor({ old, new: now }: Pair): string[] {
  const always = ['--flatten-allof', '--flatten-params'];
  return old.openapi === now.openapi ? always : [...always, '--auto-upgrade'];
}

/** What oasdiff says of a pair: `error` breaks clients, `warning` may. */
export type Opinion = { level: 'error' | 'warning' | 'nothing'; rules: readonly string[] };

/** Builds it, unless that was done. */
export async function prepareOasdiff(): Promise<void> {
  if (existsSync(program)) return;
  mkdirSync(home, { recursive: true });
  await execa('go', ['install', `github.com/oasdiff/oasdiff@v${version}`], { env: { GOBIN: home }, stdio: 'inherit' });
}

/** Asks it about a pair. Throws where it gives no answer. */
export async function askOasdiff(pair: Pair, directory: string): Promise<Opinion> {
  const [before, after] = [join(directory, 'old.json'), join(directory, 'new.json')];
  writeFileSync(before, JSON.stringify(pair.old));
  writeFileSync(after, JSON.stringify(pair.new));
  const env = { OASDIFF_NO_TELEMETRY: '1' };
  const { stdout } = await execa(program, ['breaking', '--format', 'json', ...settingsFor(pair), before, after], {
    env,
  });
  const found: unknown = JSON.parse(stdout === '' ? '[]' : stdout);
  if (!Array.isArray(found)) throw new TypeError(`oasdiff answered ${stdout.slice(0, 200)}`);
  const levels = found.map((one) => (isObject(one) ? one.level : undefined));
  return {
    // Its levels: 1 info, 2 warning, 3 error.
    level: levels.includes(3) ? 'error' : levels.includes(2) ? 'warning' : 'nothing',
    rules: [...new Set(found.map((one) => text(property(one, 'id')) ?? ''))].toSorted(),
  };
}
