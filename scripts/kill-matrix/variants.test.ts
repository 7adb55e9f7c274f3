import { describe, expect, test } from 'vitest';
import { variants } from '../../fixtures/reference/index.ts';
import { auditReference, brokenClauses } from '../testing/audit.ts';
import { withSeeds } from '../testing/seeds.ts';

const conformant = [{ name: undefined, title: 'the reference itself' }, ...variants];
const { slow = [], quick = [] } = Object.groupBy(withSeeds(conformant, 2), ({ server: { name } }) =>
  name?.startsWith('slow-') ? 'slow' : 'quick',
);

async function isPassed({ server: { name }, seed }: (typeof quick)[number]): Promise<void> {
  const record = await auditReference(name === undefined ? {} : { variant: name }, { seed });
  expect(brokenClauses(record)).toEqual([]);
  expect(record.result).toBe('passed');
}

describe('no conformant implementation is failed', () => {
  test.each(quick)('$server.name, seed $seed: $server.title', isPassed);
  // Nothing but waiting: at the same time.
  test.concurrent.each(slow)('$server.name, seed $seed: $server.title', isPassed);
});
