import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { directory } from '../../testing/cli.ts';

type Files = Record<string, string>;

/** For tests: a repository as a code host keeps it, with the commit before a change and that of the change. */
export type Remote = { url: string; before: string; head: string };

export function git(cwd: string, ...argv: string[]): string {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...who, ...argv], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

export function commit(cwd: string, files: Files): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--allow-empty', '--message', 'a change');
  return git(cwd, 'rev-parse', 'HEAD');
}

/** As many commits without a change on top of a branch, in no time. */
export function commitMany(cwd: string, branch: string, count: number): void {
  const head = `commit refs/heads/${branch}\ncommitter test <test@example.com> 0 +0000\ndata 0\n`;
  const first = `${head}from refs/heads/${branch}^0\n\n`;
  const input = first + `${head}\n`.repeat(count - 1);
  execFileSync('git', ['fast-import', '--quiet'], { cwd, input, stdio: ['pipe', 'ignore', 'inherit'] });
}

/**
 * `before` is where the change begins, `meanwhile` what others have brought into `main` since then. What GitHub tests, both
 * merged, is refs/pull/7/merge.
 */
export function remoteWith({
  before,
  change,
  meanwhile = {},
}: Record<'before' | 'change', Files> & { meanwhile?: Files }): Remote {
  const cwd = directory();
  git(cwd, 'init', '--quiet');
  const start = commit(cwd, before);
  git(cwd, 'switch', '--quiet', '--create', 'change');
  const head = commit(cwd, change);
  git(cwd, 'switch', '--quiet', 'main');
  const main = commit(cwd, meanwhile);
  git(cwd, 'switch', '--quiet', '--detach', main);
  git(cwd, 'merge', '--quiet', '--no-edit', 'change');
  git(cwd, 'update-ref', 'refs/pull/7/merge', 'HEAD');
  return { url: `file://${cwd}`, before: start, head };
}

/** A clone with one commit and nothing else, as CI makes it. */
export function checkout({ url }: Remote, revision: string): string {
  const cwd = directory();
  git(cwd, 'init', '--quiet');
  git(cwd, 'remote', 'add', 'origin', url);
  git(cwd, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', revision);
  git(cwd, 'checkout', '--quiet', 'FETCH_HEAD');
  return cwd;
}
