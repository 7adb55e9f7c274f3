import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';

const root = join(import.meta.dirname, '../..');

const projectIn = (home: string): string => join(home, 'project');

/** Packs this project and installs it, with vitest, in an empty project below `home`; gives where that is. */
export async function install(home: string): Promise<string> {
  const project = projectIn(home);
  mkdirSync(project);
  const packed = await execa('npm', ['pack', '--json', '--pack-destination', home], { cwd: root });
  const [{ filename }] = JSON.parse(packed.stdout);
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'acme', private: true, type: 'module' }));
  const packages = [join(home, filename), `vitest@${devDependencies.vitest}`];
  const installed = await runIn(home, 'npm', ['install', '--save-dev', '--prefer-offline', ...packages]);
  if (installed.exitCode !== 0) throw new Error(installed.stderr);
  return project;
}

/** Runs a program in the project below `home`, with nothing of this one's on its PATH; a user's own files are there too. */
export function runIn(home: string, file: string, argv: string[], { env = {} }: { env?: Record<string, string> } = {}) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((one) => !one.startsWith(root));
  return execa(file, argv, {
    cwd: projectIn(home),
    reject: false,
    extendEnv: false,
    stdin: 'ignore',
    env: {
      PATH: path.join(delimiter),
      HOME: process.env.HOME,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CACHE_HOME: join(home, 'cache'),
      SCARF_ANALYTICS: 'false',
      ...env,
    },
  });
}

/** A module of the project that starts the reference implementation, as a team starts its own server. */
export const serverOf = (argv: string[]): string => `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export async function start() {
  const argv = ['node_modules/sendproof/scripts/sendproof.js', ...${JSON.stringify(argv)}];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url, env } = JSON.parse(line);
  Object.assign(process.env, env);
  return { url, close: async () => void child.kill() };
}
`;
