import { createHash } from 'node:crypto';
import { delimiter, join, resolve } from 'node:path';
import { goSources, isExecutable, readText, run } from './effects.ts';
import { type K6Output, majorMinor, OLDEST_MAJOR, pinnedVersion, printed } from './version.ts';

export type FoundK6 = {
  kind: 'found';
  /** Absolute path of the program. */
  path: string;
  /** Without a leading `v`: `1.8.1`. */
  version: string;
  via: 'flag' | 'environment' | 'pinned' | 'PATH';
  output: K6Output;
};

export type MissingK6 = {
  kind: 'missing';
  /** What was looked for and what was there instead. */
  why: string;
  /** What to do next. */
  hint: string;
};

export type WhereToLook = {
  /** The value of `--k6`. */
  flag?: string | undefined;
  /** The value of `$SENDPROOF_K6`. */
  env?: string | undefined;
  /** Root of the clone: `load/k6/go.mod` names the version, `.tools/` keeps the build. */
  root: string;
  /** Keeps the build instead, where the root is a package in node_modules: that goes with every install. */
  cache?: string | undefined;
  /** The value of `$PATH`. */
  path?: string | undefined;
};

const HINT_BUILD =
  'install Go and run `npx sendproof setup` to build it, or pass --k6 PATH with a k6 of version 1.0 or newer';

/**
 * Finds the k6 to use: `--k6`, else `$SENDPROOF_K6`, else the pinned build, else the first `k6` on PATH.
 * A path that somebody named and that is no k6 >= 1.0 is an error: another k6 is never used in its place.
 */
export async function findK6(where: WhereToLook): Promise<FoundK6 | MissingK6> {
  if (where.flag !== undefined) return named(where.flag, 'flag', '--k6');
  if (where.env !== undefined && where.env !== '') return named(where.env, 'environment', 'SENDPROOF_K6');
  const pinned = await findPinned(where.root, where.cache);
  if (pinned.kind === 'found') return pinned;
  return (await onPath(where.path ?? '')) ?? pinned;
}

/** The pinned build that `buildK6` leaves in the clone or cache, if it is there and is of the version that go.mod names. */
export async function findPinned(root: string, cache?: string): Promise<FoundK6 | MissingK6> {
  const place = await pinnedPlace(root, cache);
  if (place === null) {
    return { kind: 'missing', why: `${goModPath(root)} does not name a version of k6`, hint: 'restore that file' };
  }
  const program = await inspect(place.path);
  if (program.kind === 'k6' && program.version === place.version) {
    return { kind: 'found', path: place.path, version: place.version, via: 'pinned', output: program.output };
  }
  const why =
    program.kind === 'k6'
      ? `${place.path} is k6 ${program.version}, not the pinned ${place.version}`
      : 'there is no k6: neither the pinned build nor one on PATH';
  return { kind: 'missing', why, hint: HINT_BUILD };
}

/**
 * Where the pinned build belongs, and its version; null when go.mod can't be read or names none. The name changes with
 * the sources that it is built from, so a build of older ones is never found.
 */
export async function pinnedPlace(root: string, cache?: string): Promise<{ path: string; version: string } | null> {
  const goMod = await readText(goModPath(root));
  const version = goMod === null ? null : pinnedVersion(goMod);
  if (version === null) return null;
  const digest = createHash('sha256');
  for (const { name, text } of await goSources(join(root, 'load', 'k6'))) digest.update(`${name}\0${text}\0`);
  const name = `${BUILD_PREFIX}${version}-${digest.digest('hex').slice(0, 10)}`;
  return { path: join(cache ?? join(resolve(root), '.tools'), name), version };
}

/** How the names of all pinned builds begin. */
export const BUILD_PREFIX = 'k6-';

function goModPath(root: string): string {
  return join(root, 'load', 'k6', 'go.mod');
}

async function named(path: string, via: 'flag' | 'environment', name: string): Promise<FoundK6 | MissingK6> {
  const absolute = resolve(path);
  const program = await inspect(absolute);
  const hint = `correct ${name}, or leave it out to use the pinned k6`;
  if (program.kind === 'other') return { kind: 'missing', why: `${name}: ${program.why}`, hint };
  if (isTooOld(program.version)) {
    return { kind: 'missing', why: `${name}: ${absolute} is k6 ${program.version}; 1.0 or newer is needed`, hint };
  }
  return { kind: 'found', path: absolute, version: program.version, via, output: program.output };
}

async function onPath(path: string): Promise<FoundK6 | MissingK6 | null> {
  for (const directory of path.split(delimiter).filter((entry) => entry !== '')) {
    const candidate = resolve(directory, 'k6');
    if (!(await isExecutable(candidate))) continue;
    const program = await inspect(candidate);
    if (program.kind === 'k6' && !isTooOld(program.version)) {
      return { kind: 'found', path: candidate, version: program.version, via: 'PATH', output: program.output };
    }
    const why = program.kind === 'k6' ? `${candidate} is k6 ${program.version}; 1.0 or newer is needed` : program.why;
    return { kind: 'missing', why: `the pinned k6 is not built, and on PATH ${why}`, hint: HINT_BUILD };
  }
  return null;
}

type Program = { kind: 'k6'; version: string; output: K6Output } | { kind: 'other'; why: string };

async function inspect(path: string): Promise<Program> {
  if (!(await isExecutable(path))) return { kind: 'other', why: `${path} is not there or not executable` };
  const ended = await run({ file: path, args: ['version', '--json'], timeLimit: 10_000 });
  const told = ended.code === 0 ? printed(ended.stdout) : null;
  if (told !== null) return { kind: 'k6', ...told };
  return { kind: 'other', why: `${path} does not answer \`version --json\` as k6 1.0 and newer do` };
}

function isTooOld(version: string): boolean {
  return majorMinor(version)[0] < OLDEST_MAJOR;
}
