import { type Json, property } from '../clauses/json.ts';
import type { Change } from '../diff/change.ts';
import { stepsOf } from './causes.ts';

/** A property of an answer that may be left out now, and was promised before. */
type Loss = { change: Change; place: string };

/**
 * Properties that an interaction reads and the new document no longer promises. The comparator does not look for them: it
 * takes every property of an answer for optional.
 */
export function optionalNow(answer: Json | undefined, answers: readonly string[], own: readonly Change[]): Loss[] {
  return own.flatMap((change) => {
    const { name, hurts } = change;
    const isLoss = hurts.some(({ whom, witness }) => whom === 'clients' && witness.message === 'answer');
    const body = answers.map((one) => `${one}.body`).find((one) => name.startsWith(one));
    const place = body === undefined ? undefined : /^([.[].+)\.required$/.exec(name.slice(body.length))?.[1];
    if (!isLoss || place === undefined || !reads(answer, stepsOf(place))) return [];
    return [{ change, place: `response.body${place}` }];
  });
}

/** Whether a body has something at a place, in any element of its lists. */
function reads(value: Json | undefined, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return value !== undefined;
  if (step === '[]') return Array.isArray(value) && value.some((one) => reads(one, rest));
  return reads(property(value, step.slice(1)), rest);
}
