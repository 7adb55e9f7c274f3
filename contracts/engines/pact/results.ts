import { type Json, property, text } from '../../clauses/json.ts';
import type { Opinion } from '../opinion.ts';

/** What the Verifier said of one interaction. */
export type Result = Pick<Opinion, 'outcome' | 'words'>;

/** As much as a person reads beside a verdict. */
const wordsLength = 300;

/** The Verifier's results by the description of the interaction, its words cleared of secrets by `clean`. */
export function resultsOf(source: string, clean: (text: string) => string): Map<string, Result> {
  return new Map(
    resultsInOrder(source, clean).map(({ description, outcome, words }) => [description, { outcome, words }]),
  );
}

/** What the Verifier said of an interaction, and of which. A `pending` one may fail: its consumer is not out yet. */
export type NamedResult = Result & { consumer: string; description: string; pending: boolean };

/** The Verifier's results in the order in which it went through the interactions. */
export function resultsInOrder(source: string, clean: (text: string) => string): NamedResult[] {
  const results: Json = JSON.parse(source);
  const each = property(results, 'interactionResults');
  return (Array.isArray(each) ? each : []).map((one) => {
    const { outcome, words } = resultOf(one);
    return {
      consumer: String(property(one, 'consumer')),
      description: String(property(one, 'description')),
      pending: property(one, 'pending') === true,
      outcome,
      // Cleared first, then cut: half a token would not be recognised.
      words: cut(clean(words)),
    };
  });
}

function resultOf(one: Json): Result {
  if (property(one, 'result') === 'OK') return { outcome: 'passed', words: '' };
  const mismatch = property(one, 'mismatch');
  const mismatches = property(mismatch, 'mismatches');
  // Anything but a difference between the answer and the pact means that there was no answer to compare.
  if (!Array.isArray(mismatches))
    return { outcome: 'fault', words: text(property(mismatch, 'message')) ?? JSON.stringify(mismatch) };
  return { outcome: 'failed', words: mismatches.map(wordsOf).join('; ') };
}

function wordsOf(mismatch: Json): string {
  const path = text(property(mismatch, 'path'));
  const said = text(property(mismatch, 'mismatch')) ?? JSON.stringify(mismatch);
  return path === undefined ? said : `${path}: ${said}`;
}

function cut(words: string): string {
  return words.length > wordsLength ? `${words.slice(0, wordsLength - 1)}…` : words;
}
