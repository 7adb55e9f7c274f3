import type { Both } from '../diff/sides.ts';
import { placeOf } from './causes.ts';
import type { Finding } from './comparator.ts';

/** Errors of one interaction that it has under the new document only. */
export function worse({ old, new: now }: Both<readonly Finding[]>): Finding[] {
  const [before, after] = [errors(old), errors(now)];
  const known = new Set(before.map(keyOf));
  const isHidden = ({ code }: Finding) =>
    before.some((one) => hides[one.code]?.some((start) => code.startsWith(start)));
  const fresh = after.filter((finding) => !known.has(keyOf(finding)) && !isHidden(finding));
  return [...new Map(fresh.map((finding) => [keyOf(finding), finding])).values()];
}

/** What the comparator does not look at any more once it has found an error: it may have been wrong before. */
const hides: Record<string, string[]> = {
  'request.path-or-method.unknown': ['request.', 'response.'],
  'request.content-type.incompatible': ['request.body.'],
  'response.content-type.incompatible': ['response.body.'],
  'response.status.unknown': ['response.'],
};

/** A limit that was broken and is broken by more now is not news: the place and the keyword count, not the words. */
function keyOf(finding: Finding): string {
  const keyword = finding.specDetails?.location.split('.').at(-1);
  return JSON.stringify([finding.code, placeOf(finding), keyword]);
}

function errors(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ type }) => type === 'error');
}
