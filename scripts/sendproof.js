#!/usr/bin/env node
// Plain JavaScript for any Node from 20 on: finds the Node that the project pins, and hands over to the program.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// A clone runs its TypeScript; a package has only what was built of it.
const source = `${root}scripts/cli/main.ts`;
const main = existsSync(source) ? source : `${root}dist/scripts/cli/main.js`;

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(main);
} else {
  const pinned = pinnedNode();
  if (pinned === undefined || !existsSync(pinned)) {
    console.error(
      `sendproof: this is Node ${process.versions.node}, and the Node 24 that it brings along is not installed.\n  ${hint(pinned)}`,
    );
    process.exit(3);
  }
  const child = spawn(pinned, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the whole group; a signal sent to this process alone is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => {
    console.error(`sendproof: the pinned Node does not start: ${error.message}`);
    process.exitCode = 3;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 3;
  });
}

/** The npm package "node", wherever npm has put it. */
function pinnedNode() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin/node');
  } catch {
    return undefined;
  }
}

/**
 * Its install script fetches the program; npm 12 runs none that nobody has allowed.
 * @param {string | undefined} pinned
 */
function hint(pinned) {
  if (pinned === undefined) return 'Run "npm ci" or "npm install" first.';
  return 'Run "npm approve-scripts node" and "npm rebuild node", or start it with Node 24.';
}
