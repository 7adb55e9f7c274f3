// Plain JavaScript for any Node from 20 on: makes a fresh clone ready, and skips what is done.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.sendproof-installed`;
export const pinnedNode = `${root}node_modules/node/bin/node`;

/** Installs what the lock file says, unless just that is installed. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex');
  if (existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing packages (once, about half a minute) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    console.error('sendproof: npm could not install the packages; its own words stand above.');
    process.exit(3);
  }
  writeFileSync(stamp, lock);
}

/** Builds the pinned k6. Without Go it says so and goes on: the contract half needs none. */
function buildK6() {
  spawnSync(pinnedNode, [`${root}scripts/cli/main.ts`, 'setup'], { cwd: root, stdio: ['ignore', 2, 2] });
}

install();
buildK6();
