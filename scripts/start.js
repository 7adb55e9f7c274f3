// Plain JavaScript for any Node from 20 on: "npm start" on a fresh clone.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { pinnedNode } = await import('./prepare.js');
const { status } = spawnSync(pinnedNode, [`${root}scripts/cli/start.ts`, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 3;
