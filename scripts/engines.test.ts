import { expect, test } from 'vitest';
import { engines } from '../contracts/cases/engine.ts';
import { auditReference, brokenClauses } from './testing/audit.ts';

// A selection, for time's sake: `npm run matrix` does it for every defect and variant.

test('three engines on the reference: each sends what it can, passes it, and agrees with the judge', async () => {
  const record = await auditReference({}, { engines: [...engines] });
  expect(record.result).toBe('passed');
  expect(record.disagreements).toEqual([]);
  expect(record.opinions.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  for (const engine of engines) expect(record.verdicts.some((one) => one.engine === engine)).toBe(true);
  const opined = new Set(record.opinions.map((one) => one.engine));
  expect(opined).toEqual(new Set(['dredd', 'pact']));
});

test.each([
  // Dredd's and Pact's blind spots, and what all three see.
  'success-text-plain',
  'error-issues-path',
  'thread-id-of-another',
  'integration-missing-422',
  'foreign-live-chat-thread-accepted',
])('three engines on the defect %s: what one does not see is explained', async (defect) => {
  const record = await auditReference({ defect }, { engines: [...engines] });
  expect(record.result).toBe('failed');
  expect(brokenClauses(record)).not.toEqual([]);
  expect(record.disagreements.filter(({ explanation }) => explanation === null)).toEqual([]);
});

test.each(['gzip', 'redirect-308', 'starting-503'])(
  'three engines on the variant %s: nobody is accused',
  async (variant) => {
    const record = await auditReference({ variant }, { engines: [...engines] });
    expect(record.result).toBe('passed');
    expect(record.disagreements).toEqual([]);
  },
);
