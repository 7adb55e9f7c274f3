/** The module whose version `go.mod` pins. */
export const K6_MODULE = 'go.k6.io/k6';

/** The oldest k6 that the scenarios run on. */
export const OLDEST_MAJOR = 1;

/** The version of k6 that a go.mod requires, without its `v`: `1.8.1`. Null when the file names none. */
export function pinnedVersion(goMod: string): string | null {
  return /^\s*(?:require\s+)?go\.k6\.io\/k6\s+v(\d+\.\d+\.\d+\S*)/m.exec(goMod)?.[1] ?? null;
}

/** The version that `k6 version --json` printed, without its `v`; null when the text is not k6's. */
export function printedVersion(text: string): string | null {
  const version = readVersion(text);
  return /^v?(\d+\.\d+\.\d+\S*)$/.exec(version)?.[1] ?? null;
}

function readVersion(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('version' in parsed)) return '';
    return typeof parsed.version === 'string' ? parsed.version : '';
  } catch {
    return '';
  }
}

/** [major, minor] of a version such as `1.8.1` or `1.0.0-rc2`; a release candidate counts as its release. */
export function majorMinor(version: string): [number, number] {
  const [major = '0', minor = '0'] = version.split('.');
  return [Number.parseInt(major, 10), Number.parseInt(minor, 10)];
}
