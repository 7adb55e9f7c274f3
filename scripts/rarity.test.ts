import { expect, test } from 'vitest';
import { ordinary } from '../contracts/cases/build.ts';
import { casesOf } from '../contracts/cases/catalogue.ts';
import { rarities, rarityText } from '../reports/view/repetition.ts';
import { auditReference, contract } from './testing/audit.ts';

/** A plain message, once and again and again: whichever request the accident hits, it hits one of these. */
const cases = casesOf(contract).filter(({ id }) => [ordinary, 'response.200/again@email-thread'].includes(id));

test.each([
  ['server-error-once', 'serverErrors', 'with a 5xx'],
  ['connection-dropped-once', 'missing', 'without an answer'],
] as const)('%s fails nothing, and is told all the same, with its exchange', async (variant, what, words) => {
  const { result, repetition, exchanges } = await auditReference({ variant }, { cases });
  expect(result).toBe('passed');
  const [id, ...others] = repetition?.valid[what] ?? [];
  expect(others).toEqual([]);
  expect(exchanges.map((one) => one.id)).toContain(id);
  expect(rarities(repetition).map(rarityText).join('\n')).toContain(`1 ${words} (${id})`);
});
