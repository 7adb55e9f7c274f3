import { join } from 'node:path';
import { removeOthers, replaceFile, run } from './effects.ts';
import { BUILD_PREFIX, findPinned, pinnedPlace } from './find.ts';

export type BuildOutcome =
  | { kind: 'built' | 'present'; path: string; version: string }
  | { kind: 'no-go' | 'failed'; why: string; hint: string };

export type BuildRequest = {
  /** Root of the clone. */
  root: string;
  /** Keeps the build instead of the clone. Other projects may keep theirs there too. */
  cache?: string | undefined;
  /** Called with each line of progress: modules that are downloaded, packages that are compiled. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
  /** The value of `$PATH` to find Go in; the process' own when left out. */
  path?: string;
};

const BUILD_LIMIT = 20 * 60_000;

/**
 * Builds the pinned k6, with our output in it, into `<root>/.tools/` or the cache unless it is there already: about 2
 * minutes with empty caches. In `.tools/`, builds of other versions and of older sources are removed.
 * Never throws for what a machine can lack: no Go, no network, no disk.
 */
export async function buildK6(request: BuildRequest): Promise<BuildOutcome> {
  const found = await findPinned(request.root, request.cache);
  if (found.kind === 'found') return { kind: 'present', path: found.path, version: found.version };
  const place = await pinnedPlace(request.root, request.cache);
  if (place === null) return { kind: 'failed', why: found.why, hint: found.hint };
  const go = await run({ file: 'go', args: ['version'], env: onPath(request), timeLimit: 30_000 });
  if (go.code !== 0) {
    return {
      kind: 'no-go',
      why: `k6 ${place.version} can't be built: there is no Go on PATH`,
      hint: 'install Go 1.25 or newer from https://go.dev/dl/, or pass --k6 PATH with a k6 of version 1.0 or newer',
    };
  }
  return compile(request, place);
}

function onPath({ path }: BuildRequest): Record<string, string> {
  return path === undefined ? {} : { PATH: path };
}

async function compile(request: BuildRequest, place: { path: string; version: string }): Promise<BuildOutcome> {
  const { root, cache, onLine, signal } = request;
  const failed = (why: string): BuildOutcome => ({
    kind: 'failed',
    why: `k6 ${place.version} could not be built: ${why}`,
    hint: 'check the network and the free disk (1 GB), then run `npx sendproof setup` again, or pass --k6 PATH',
  });
  let outcome: BuildOutcome = { kind: 'built', ...place };
  try {
    await replaceFile(place.path, async (fresh) => {
      const ended = await run({
        file: 'go',
        args: ['build', '-v', '-trimpath', '-ldflags', '-s -w', '-o', fresh, '.'],
        cwd: join(root, 'load', 'k6'),
        // No C compiler and no workspace of the user's may change what is built.
        env: { ...onPath(request), CGO_ENABLED: '0', GOWORK: 'off' },
        timeLimit: BUILD_LIMIT,
        onLine,
        signal,
      });
      if (ended.code === 0) return true;
      outcome = failed(ended.ended === 'itself' ? lastLines(ended.stderr) : STOPPED[ended.ended]);
      return false;
    });
    if (outcome.kind === 'built' && cache === undefined) await removeOthers(place.path, BUILD_PREFIX);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  return outcome;
}

const STOPPED = {
  aborted: 'it was interrupted',
  timeLimit: 'it took longer than 20 minutes',
  notStarted: 'Go could not be started',
};

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' | ');
}
