import { type Json, property, text } from '../../clauses/json.ts';
import type { Opinion } from '../opinion.ts';

/** What the Verifier said of one interaction. */
export type Result = Pick<Opinion, 'outcome' | 'words'>;

/** As much as a person reads beside a verdict. */
const wordsLength = 300;

/** The Verifier's results by the description of the interaction, its words cleared of secrets by `clean`. */
export function resultsOf(source: string, clean: (text: string) => string): Map<string, Result> {
  const results: Json = JSON.parse(source);
  const each = property(results, 'interactionResults');
  return new Map(
    (Array.isArray(each) ? each : []).map((one) => {
      const { outcome, words } = resultOf(one);
      // Cleared first, then cut: half a token would not be recognised.
      return [String(property(one, 'description')), { outcome, words: cut(clean(words)) }];
    }),
  );
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
