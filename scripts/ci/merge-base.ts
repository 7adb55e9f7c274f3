import { posix } from 'node:path';
import { misuse, noAnswer } from '../cli/errors.ts';

/** Runs git where the user stands. */
export type Git = (argv: readonly string[]) => Promise<{ code: number; stdout: string; stderr: string }>;

/** What a change is to be merged into: a branch of `origin`, as it is there now, or any revision. */
export type Base = { kind: 'branch' | 'revision'; name: string };

/** How many more commits of each side are fetched at a time, where a clone is shallow; in the end all of them. */
const deeper = ['--deepen=50', '--deepen=500', '--unshallow'];

const whole = 'Let CI clone the whole history: fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab.';

/**
 * HEAD, and the last commit that it has in common with `base`, also where the clone is shallow: what is needed is fetched from
 * `origin`. Rejects when there is none to be had.
 */
export async function mergeBase(git: Git, base: Base): Promise<{ earlier: string; head: string }> {
  const isShallow = (await git(['rev-parse', '--is-shallow-repository'])).stdout.trim() === 'true';
  const tip = await tipOf(git, base, isShallow);
  const head = await commit(git, 'HEAD');
  if (head === undefined) throw noAnswer('there is no commit here', 'Run this in a clone of the repository.');
  const common = async () => (await git(['merge-base', head, tip])).stdout.trim();
  const found = await common();
  if (found !== '') return { earlier: found, head };
  for (const depth of isShallow ? deeper : []) {
    const fetched = await git(['fetch', '--quiet', '--no-tags', depth, 'origin', head, tip]);
    const next = await common();
    if (next !== '') return { earlier: next, head };
    if (fetched.code !== 0) throw noAnswer(`no older commits can be fetched: ${fetched.stderr.trim()}`, whole);
  }
  throw noAnswer(`HEAD and ${base.name} have no commit in common`, `Is that the right base? ${whole}`);
}

async function tipOf(git: Git, { kind, name }: Base, isShallow: boolean): Promise<string> {
  const known = kind === 'revision' ? await commit(git, name) : undefined;
  if (known !== undefined) return known;
  const wanted = kind === 'branch' ? `refs/heads/${name}` : name;
  // In a whole clone, a depth would cut it.
  const depth = isShallow ? ['--depth=1'] : [];
  const fetched = await git(['fetch', '--quiet', '--no-tags', ...depth, 'origin', wanted]);
  const tip = fetched.code === 0 ? await commit(git, 'FETCH_HEAD') : undefined;
  if (tip !== undefined) return tip;
  throw noAnswer(`${name} cannot be fetched from origin: ${fetched.stderr.trim()}`, whole);
}

async function commit(git: Git, name: string): Promise<string | undefined> {
  if (name.startsWith('-')) throw misuse(`${name} is no revision`, 'For example --base origin/main.');
  const { code, stdout } = await git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  return code === 0 ? stdout.trim() : undefined;
}

/** A path from the root of the repository. Rejects outside of one. */
export async function pathInRepository(git: Git, path: string): Promise<string> {
  const prefix = await git(['rev-parse', '--show-prefix']);
  const full = posix.normalize(`${prefix.stdout.trim()}${path}`);
  if (prefix.code === 0 && !full.startsWith('../')) return full;
  throw misuse(
    prefix.code === 0 ? `${path} is outside of the repository` : `this is no git repository: ${prefix.stderr.trim()}`,
    'Run this in a clone of the repository that holds the contract.',
  );
}

/** What a file was called at an earlier commit; null when it was not there yet. Rejects when HEAD does not have it either. */
export async function earlierPath(git: Git, earlier: string, path: string): Promise<string | null> {
  const isAt = async (revision: string) => (await git(['cat-file', '-e', `${revision}:${path}`])).code === 0;
  if (await isAt(earlier)) return path;
  if (!(await isAt('HEAD')))
    throw misuse(`${path} is not in the repository`, 'Commit the contract: what is not there cannot be compared.');
  const renamed = await git(['diff', '--name-status', '--find-renames', '--diff-filter=R', '-z', earlier, 'HEAD']);
  const names = renamed.stdout.split('\0');
  const at = names.findIndex((name, index) => index % 3 === 2 && name === path);
  return at < 0 ? null : (names[at - 1] ?? null);
}
