import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { readRun } from '../../reports/record/read.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import type { SuiteOptions } from './options.ts';

const program = join(dirname(createRequire(import.meta.url).resolve('sendproof/package.json')), 'scripts/sendproof.js');

/**
 * Runs the contract once. In a process of its own, so that no fake timer, mocked module or intercepted request of a test
 * file reaches it. Gives the program's own words where there is no record. Rejects when the target's function does.
 */
export async function runOnce({
  target,
  ...options
}: SuiteOptions): Promise<{ record: RunRecord } | { words: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'sendproof-'));
  try {
    const given = typeof target === 'function' ? await target() : target;
    const own = join(directory, 'profile.json');
    if (typeof given !== 'string') writeFileSync(own, JSON.stringify(given));
    const out = join(directory, 'run');
    const profile = typeof given === 'string' ? given : own;
    const argv = [program, 'contract', '--target', profile, '--out', out, '--quiet', ...flags(options)];
    const { stderr } = await execa(process.execPath, argv, { reject: false, stdin: 'ignore', stdout: 'ignore' });
    if (existsSync(join(out, 'record.json'))) return { record: readRun(out) };
    return { words: stderr.replaceAll(own, 'the target of the suite') };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function flags({ contract, only = [], seed, waivers, engines = [] }: Omit<SuiteOptions, 'target'>): string[] {
  return [
    ...(contract === undefined ? [] : ['--contract', contract]),
    ...only.flatMap((one) => ['--only', one]),
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
    ...(waivers === undefined ? [] : ['--waivers', waivers]),
    ...engines.flatMap((one) => ['--engine', one]),
  ];
}
