import { describe, expect, test } from 'vitest';
import { defects, variants } from '../fixtures/reference/index.ts';
import { auditReference, brokenClauses } from './testing/audit.ts';

/** A defect that shows only under load is the load half's to find. */
const visible = defects.filter(({ load }) => !load);

describe('every defect breaks exactly the clauses that it names', () => {
  test.each(visible)('$name: $title', async ({ name, breaks }) => {
    const record = await auditReference({ defect: name });
    expect(brokenClauses(record)).toEqual([...breaks].sort());
    expect(record.result).toBe('failed');
  });
});

describe('no conformant implementation is failed', () => {
  test.each([{ name: undefined, title: 'the reference itself' }, ...variants])('$name: $title', async ({ name }) => {
    const record = await auditReference(name === undefined ? {} : { variant: name });
    expect(brokenClauses(record)).toEqual([]);
    expect(record.result).toBe('passed');
  });
});
