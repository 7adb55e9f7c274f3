import type { Change } from '../diff/change.ts';
import type { Finding } from './comparator.ts';

/** Where a finding stands, in the words that changes are named with: `request.body.cc[].email`. */
export function placeOf(finding: Finding): string {
  const { code, message, mockDetails } = finding;
  const side = code.startsWith('response.') ? 'response' : 'request';
  if (code === 'request.path-or-method.unknown') return 'request.path';
  if (code === 'request.authorization.missing') return 'request.security';
  if (code === 'response.status.unknown' || /\.(content-type|accept)\./.test(code)) return side;
  const place = (mockDetails?.location ?? side)
    .replace(/^\[root\]\.interactions\[\d+\]\./, '')
    .replace(/^(request|response)\.headers\./, '$1.header.')
    .replace(/\.\d+(?=\.|$)/g, '[]');
  const member = code.endsWith('.body.incompatible') ? memberOf(message) : undefined;
  return member === undefined ? place : `${place}.${member}`;
}

/** The property that a finding is about, where it stands at the object that has it or lacks it. */
function memberOf(message: string): string | undefined {
  const [, unknown, missing] = /additional properties - (.+)$|required property '(.+)'$/s.exec(message) ?? [];
  return unknown ?? missing;
}

/**
 * Ids of the changes that a finding comes from: those at its place, else around it, else any of the operation that hurts
 * somebody or must be read, else those at or around its place that hurt nobody. `own` are the changes of the operation,
 * `answers` what changes call the answer of the interaction: `response.200`, `response.default`.
 */
export function causesOf(place: string, answers: readonly string[], own: readonly Change[]): string[] {
  const places = place.startsWith('response') ? answers.map((answer) => place.replace('response', answer)) : [place];
  const heavy = own.filter(({ kind }) => kind !== 'nobody');
  const around = (changes: readonly Change[]) =>
    stepsOf(place).map((_, out) =>
      changes.filter(({ name }) => places.some((one) => isWithin(name, placeAround(one, out)))),
    );
  const tiers = [...around(heavy), heavy, ...around(own)];
  const nearest = tiers.find((tier) => tier.length > 0) ?? [];
  // What implementations must do besides breaks no consumer.
  const ofClients = nearest.filter(({ hurts }) => hurts.some(({ whom }) => whom === 'clients'));
  return (ofClients.length > 0 ? ofClients : nearest).map(({ id }) => id);
}

/** A place without its last steps. */
function placeAround(place: string, out: number): string {
  const steps = stepsOf(place);
  return steps.slice(0, steps.length - out).join('');
}

/** Whether one place is another, or a part of it. */
export function isWithin(name: string, place: string): boolean {
  return name === place || (name.startsWith(place) && /^[.[(]/.test(name.slice(place.length)));
}

/** The steps of a place: `cc[].email` is `cc`, `[]`, `.email`. */
export function stepsOf(place: string): string[] {
  return place.split(/(?=\.|\[\])/);
}
