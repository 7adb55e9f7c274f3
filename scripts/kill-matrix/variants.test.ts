import { describe, expect, test } from 'vitest';
import { variants } from '../../fixtures/reference/index.ts';
import { auditReference, brokenClauses } from '../testing/audit.ts';
import { withSeeds } from '../testing/seeds.ts';

const conformant = [{ name: undefined, title: 'the reference itself' }, ...variants];

describe('no conformant implementation is failed', () => {
  test.each(withSeeds(conformant))('$server.name, seed $seed: $server.title', async ({ server: { name }, seed }) => {
    const record = await auditReference(name === undefined ? {} : { variant: name }, { seed });
    expect(brokenClauses(record)).toEqual([]);
    expect(record.result).toBe('passed');
  });
});
