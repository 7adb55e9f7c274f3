import { createHash } from 'node:crypto';

/** Longer names do not fit some file systems. */
const longest = 150;

/**
 * The path, inside the run directory, of the file with the whole of one exchange. Different ids never share a file,
 * and no id leads out of the folder.
 */
export const exchangeFile = (id: string): string => {
  const safe = id
    .toWellFormed()
    .replace(/[^A-Za-z0-9_.-]|^\./gu, (character) => `~${character.codePointAt(0)?.toString(16)}~`);
  if (safe.length <= longest) return `exchanges/${safe === '' ? '~empty~' : safe}.json`;
  return `exchanges/${safe.slice(0, longest - 17)}~${createHash('sha256').update(id).digest('hex').slice(0, 16)}.json`;
};
