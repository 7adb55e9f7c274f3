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

/** By the probe alone: it finds all that the three engines find, and what those add is in docs/matrix.md. */
export const sendproof: Tool = {
  name: 'sendproof',
  title: 'sendproof',
  version,
  settings:
    'The probe alone (`--engine probe`), with a profile that has every state; [Defects and engines](matrix.md) has Dredd and Pact beside it. Nothing had to be switched off.',
  prepare: async () => {},
  async run({ profile, env }, { directory, limitMs }) {
    const file = join(directory, 'profile.json');
    writeFileSync(file, JSON.stringify(profile));
    const options = ['--engine', 'probe', '--target', file, '--json', '--out', join(directory, 'run')];
    const program = [join(root, 'scripts/sendproof.js'), 'contract', ...options];
    return readSendproof(await runProgram(process.execPath, program, { cwd: directory, env, limitMs }));
  },
};
