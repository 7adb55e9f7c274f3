import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { pinnedPlace } from '../find.ts';

/** For tests: a directory, removed after the test, that looks like a clone whose go.mod pins k6 `version`. */
export async function fakeClone(version: string | null): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'sendproof-clone-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const requirement = version === null ? '' : `\nrequire (\n\tgo.k6.io/k6 v${version} // indirect\n)\n`;
  await write(join(root, 'load', 'k6', 'go.mod'), `module fake\n\ngo 1.25.0\n${requirement}`);
  return root;
}

/** For tests: a program that is a shell script. */
export async function fakeProgram(path: string, script: string): Promise<string> {
  await write(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** For tests: a k6 that knows its version and nothing else. */
export function fakeK6(path: string, version: string): Promise<string> {
  return fakeProgram(path, `[ "$1 $2" = "version --json" ] && echo '{"version":"v${version}","go_os":"linux"}'`);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** For tests: where the pinned build of a clone belongs. */
export async function placeOf(root: string): Promise<string> {
  const place = await pinnedPlace(root);
  if (place === null) throw new Error(`${root} names no version of k6`);
  return place.path;
}
