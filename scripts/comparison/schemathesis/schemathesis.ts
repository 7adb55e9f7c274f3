import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeOf, installOnce, root } from '../cache.ts';
import { install, runProgram } from '../program.ts';
import { threadOf } from '../thread.ts';
import type { Answer, Tool } from '../tool.ts';

const version = '4.32.5';
const home = homeOf('schemathesis', version);
const contract = join(root, 'contracts/openapi-v2.json');

type Report = { complete: boolean; failures: { title: string }[]; errors: { title: string }[] };

/** Reads the JSON report of a run. */
export function readSchemathesis(report: string): Answer {
  const { complete, failures, errors }: Report = JSON.parse(report);
  if (failures.length > 0) return { outcome: 'failed', words: titles(failures) };
  if (errors.length > 0) return { outcome: 'unclear', words: titles(errors) };
  return complete ? { outcome: 'passed', words: '' } : { outcome: 'unclear', words: 'broke off' };
}

const titles = (entries: readonly { title: string }[]): string => entries.map(({ title }) => title).join('; ');

export const schemathesis: Tool = {
  name: 'schemathesis',
  title: 'Schemathesis',
  version,
  settings: `All checks and phases, 200 examples for the fuzzing phase, a fixed seed, a good token, and one thread, that of an email.
Nothing had to be switched off, but one thing had to be told: a hook puts an https URL into each attachment. Without it
"schema-valid request rejected" fails the clean server, because the document says in prose only that \`Content\` is such a URL.`,

  prepare: () =>
    installOnce(home, async () => {
      await install('python3', ['-m', 'venv', home]);
      await install(join(home, 'bin/pip'), ['install', '--quiet', `schemathesis==${version}`]);
    }),

  async run({ url, profile, env }, { directory, limitMs }) {
    const report = join(directory, 'report.json');
    const options = ['--no-color', '--report', 'json', '--report-json-path', report];
    const end = await runProgram(
      join(home, 'bin/schemathesis'),
      ['--config-file', join(import.meta.dirname, 'schemathesis.toml'), 'run', ...options, '--url', url, contract],
      {
        cwd: directory,
        env: {
          ...env,
          THREAD_ID: threadOf(profile, 'email-thread').thread,
          SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py'),
          PYTHONDONTWRITEBYTECODE: '1',
        },
        limitMs,
      },
    );
    // 2 and above: it did not run.
    if (end.code !== 0 && end.code !== 1) throw new Error(`Schemathesis ended with ${end.code}: ${end.stderr}`);
    return readSchemathesis(readFileSync(report, 'utf8'));
  },
};
