import { field, parse } from '../json.ts';

/** The oldest k6 that the scenarios run on. */
export const OLDEST_MAJOR = 1;

/** The version of k6 that a go.mod requires, without its `v`: `1.8.1`. Null when the file names none. */
export function pinnedVersion(goMod: string): string | null {
  return /^\s*(?:require\s+)?go\.k6\.io\/k6\s+v(\d+\.\d+\.\d+\S*)/m.exec(goMod)?.[1] ?? null;
}

/** How samples come out of k6: by our output extension, or by k6's own JSON stream. */
export type K6Output = 'extension' | 'stream';

/** What `k6 version --json` printed: its version without the `v`, and whether it has our output. Null: it is no k6. */
export function printed(text: string): { version: string; output: K6Output } | null {
  const parsed = parse(text);
  const version = /^v?(\d+\.\d+\.\d+\S*)$/.exec(String(field(parsed, 'version')))?.[1];
  if (version === undefined) return null;
  const extensions = field(parsed, 'extensions');
  const outputs = Array.isArray(extensions) ? extensions.flatMap((one) => field(one, 'outputs')) : [];
  return { version, output: outputs.includes('sendproof') ? 'extension' : 'stream' };
}

/** [major, minor] of a version such as `1.8.1` or `1.0.0-rc2`; a release candidate counts as its release. */
export function majorMinor(version: string): [number, number] {
  const [major = '0', minor = '0'] = version.split('.');
  return [Number.parseInt(major, 10), Number.parseInt(minor, 10)];
}
