import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../cli/version.ts';
import { root } from '../cache.ts';
import { type End, runProgram } from '../program.ts';
import type { Answer, Tool } from '../tool.ts';

/** Reads the exit code, and from the record the clauses that were found broken. */
export function readSendproof({ code, stdout, stderr }: End): Answer {
  if (code === 0) return { outcome: 'passed', words: '' };
  if (code !== 1) return { outcome: 'unclear', words: stderr.trim().slice(0, 300) };
  const { verdicts }: { verdicts: { clause: string; outcome: string; level: string }[] } = JSON.parse(stdout);
  const broken = verdicts.filter(({ outcome, level }) => outcome === 'failed' && level === 'must');
  return { outcome: 'failed', words: [...new Set(broken.map(({ clause }) => clause))].join('; ') };
}

const withEngines = (name: string, title: string, engines: readonly string[], settings: string): Tool => ({
  name,
  title,
  version,
  settings,
  prepare: async () => {},
  async run({ profile, env }, { directory, limitMs }) {
    const file = join(directory, 'profile.json');
    writeFileSync(file, JSON.stringify(profile));
    const options = ['--target', file, '--json', '--out', join(directory, 'run'), ...engines];
    const program = [join(root, 'scripts/sendproof.js'), 'contract', ...options];
    return readSendproof(await runProgram(process.execPath, program, { cwd: directory, env, limitMs }));
  },
});

export const sendproofProbe = withEngines(
  'sendproof-probe',
  'sendproof, probe',
  ['--engine', 'probe'],
  'The engine of its own alone, with a profile that has every state. Nothing had to be switched off.',
);

export const sendproof = withEngines(
  'sendproof',
  'sendproof, all engines',
  [],
  'As it comes, with the same profile. Nothing had to be switched off.',
);
