import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../cache.ts';
import { runProgram } from '../program.ts';
import type { Answer, Tool } from '../tool.ts';

const { dependencies }: { dependencies: { dredd: string } } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

/** Reads the last lines of a run, which count the transactions, and what Dredd says of each failed one. */
export function readDredd(stdout: string): Answer {
  const [, failing, errors] = /complete: \d+ passing, (\d+) failing, (\d+) errors/.exec(stdout) ?? [];
  if (failing === undefined) return { outcome: 'unclear', words: stdout.trim().slice(-200) };
  const titles = [...stdout.matchAll(/^fail: ([A-Z]+ \(\d+\)) /gm)].map(([, title]) => title);
  if (Number(failing) > 0) return { outcome: 'failed', words: [...new Set(titles)].join('; ') };
  return Number(errors) > 0 ? { outcome: 'unclear', words: `${errors} errors` } : { outcome: 'passed', words: '' };
}

export const dredd: Tool = {
  name: 'dredd',
  title: 'Dredd',
  version: dependencies.dredd,
  settings: `The contract with what Dredd asks for: a thread id, an example of a request, and an example of an answer for 200,
400, 401, 403 and 404. Hooks set the tokens, and make the request wrong in the one way that each refusal is the answer to.
Dredd knows one status for each answer, so the document had to name those that it leaves open. The example of a 400 has the
\`issues\` that the clean server tells, although they are optional: Dredd looks only at what is in an example. Nothing had to be
switched off.`,

  // A dependency of the project.
  prepare: async () => {},

  async run({ url, env }, { directory, limitMs }) {
    const description = join(import.meta.dirname, 'openapi-with-examples.json');
    const hooks = `--hookfiles=${join(import.meta.dirname, 'hooks.cjs')}`;
    const { stdout } = await runProgram(
      process.execPath,
      [join(root, 'node_modules/dredd/bin/dredd'), description, url, hooks, '--no-color'],
      { cwd: directory, env, limitMs },
    );
    return readDredd(stdout);
  },
};
