import { extname, isAbsolute, join } from 'node:path';
import { type Io, root } from './io.ts';

// The extension is that of this file: .ts in a clone, .js in a package.
const inPackage = extname(import.meta.url) === '.js';

/**
 * What a new install must not throw away, by the XDG Base Directory rules. Undefined in a clone, which keeps its own, and
 * where neither variable says where.
 */
export function userCache({ env: { XDG_CACHE_HOME: cache = '', HOME: home = '' } }: Io): string | undefined {
  if (!inPackage) return undefined;
  // The rules: a path that is not absolute counts for nothing.
  if (isAbsolute(cache)) return join(cache, 'sendproof');
  return isAbsolute(home) ? join(home, '.cache/sendproof') : undefined;
}

/** For files that are gone after the run. */
export function scratch(io: Io): string {
  return userCache(io) ?? join(root, 'node_modules/.cache/sendproof');
}
